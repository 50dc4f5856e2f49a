using System.Numerics;

namespace NNGen.Tests;

internal enum Unit
{
    Linear,
    ReLU,
    Tanh,
    Sigmoid,
    Softmax,
}

/// <summary>The shape of a <see cref="ScalarNetwork{TShape, T}"/>.</summary>
internal interface IShape
{
    static abstract int Inputs { get; }

    static abstract (int Outputs, Unit Unit)[] Layers { get; }

    static abstract LossKind Loss { get; }
}

/// <summary>A sequence of dense layers in the simplest possible code: the reference, used in place of a compiled network.</summary>
internal sealed class ScalarNetwork<TShape, T> : INetwork<ScalarNetwork<TShape, T>, T>
    where TShape : IShape
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Dense[] Chain = MakeChain();

    /// <summary>The number of values per sample in all layers; their gradients follow them in the workspace.</summary>
    private static readonly int Rows = Chain.Sum(layer => layer.Outputs);

    public ScalarNetwork(int seed)
    {
        Parameters = new ParameterBlock<T>(Description);
        var random = new Random(seed);
        using ParameterBlock<T>.Editor editor = Parameters.Edit();
        foreach (Dense layer in Chain)
        {
            double limit = Math.Sqrt(6.0 / (layer.Inputs + layer.Outputs));
            foreach (ref T weight in editor.Values.Slice(layer.Weights, layer.Inputs * layer.Outputs))
            {
                weight = T.CreateChecked((random.NextDouble() * 2 - 1) * limit);
            }
        }
    }

    public static NetworkDescription Description { get; } = Describe();

    public ParameterBlock<T> Parameters { get; }

    /// <summary>Called before each panel range, for tests that observe a pass or interfere with it.</summary>
    public Action<int, int>? OnPass { get; set; }

    public static ScalarNetwork<TShape, T> Create(int seed) => new(seed);

    public static Workspace<T> CreateWorkspace(int batchCapacity) =>
        new(Description, batchCapacity, 2 * Rows);

    public void Predict(ReadOnlySpan<T> input, Span<T> output) => PredictBatch(input, output);

    public void PredictBatch(ReadOnlySpan<T> inputs, Span<T> outputs, int maxDegreeOfParallelism = -1)
    {
        int size = inputs.Length / Description.InputSize;
        Workspace<T> workspace = CreateWorkspace(size);
        Pass(Parameters.Current, new Batch<T> { Size = size, Inputs = inputs }, workspace, PassMode.Forward | PassMode.Outputs, 0, workspace.PanelCount, default);
        workspace.Outputs.CopyTo(outputs);
    }

    public void Pass(ParameterValues<T> parameters, in Batch<T> batch, Workspace<T> workspace, PassMode mode, int firstPanel, int endPanel, NNGen.CompilerServices.Team team)
    {
        OnPass?.Invoke(firstPanel, endPanel);
        int end = Math.Min(endPanel * Workspace<T>.PanelWidth, batch.Size);
        for (int i = firstPanel * Workspace<T>.PanelWidth; i < end; i++)
        {
            ReadOnlySpan<T> input = batch.Inputs.Slice(i * TShape.Inputs, TShape.Inputs);
            foreach (Dense layer in Chain)
            {
                Span<T> values = Values(workspace, layer, i);
                Forward(layer, input, values);
                input = values;
            }

            ReadOnlySpan<T> output = input;
            int width = Description.OutputSize;
            if ((mode & PassMode.Outputs) != 0) { output.CopyTo(workspace.Outputs[(i * width)..]); }
            if ((mode & PassMode.Loss) != 0) { workspace.Losses[i] = Weight(batch, i) * Loss(batch, i, output); }
            if ((mode & PassMode.Backward) != 0) { Backward(batch, workspace, i, output); }
        }

        for (int i = end; i < endPanel * Workspace<T>.PanelWidth; i++) { workspace.Losses[i] = T.Zero; }
    }

    public bool WeightGradients(in Batch<T> batch, Workspace<T> workspace, Span<T> gradients, int part, int parts)
    {
        bool finite = true;
        for (int l = 0; l < Chain.Length; l++)
        {
            Dense layer = Chain[l];
            for (int row = layer.Outputs * part / parts; row < layer.Outputs * (part + 1) / parts; row++)
            {
                Span<T> weights = gradients.Slice(layer.Weights + row * layer.Inputs, layer.Inputs);
                weights.Clear();
                T bias = T.Zero;
                for (int i = 0; i < batch.Size; i++)
                {
                    T gradient = Gradients(workspace, layer, i)[row];
                    ReadOnlySpan<T> input = l == 0 ? batch.Inputs.Slice(i * layer.Inputs, layer.Inputs) : Values(workspace, Chain[l - 1], i);
                    for (int k = 0; k < layer.Inputs; k++) { weights[k] += gradient * input[k]; }
                    bias += gradient;
                }

                gradients[layer.Biases + row] = bias;
                finite &= T.IsFinite(bias) && Lanes.AllFinite<T>(weights);
            }
        }

        return finite;
    }

    private static T Weight(in Batch<T> batch, int i) => batch.SampleWeights.Length > 0 ? batch.SampleWeights[i] : T.One;

    private static T Target(in Batch<T> batch, int i, int output) =>
        batch.Classes.Length == 0 ? batch.Targets[i * Description.OutputSize + output]
        : Description.OutputSize == 1 ? T.CreateChecked(batch.Classes[i])
        : batch.Classes[i] == output ? T.One : T.Zero;

    private static T Loss(in Batch<T> batch, int i, ReadOnlySpan<T> outputs)
    {
        T sum = T.Zero;
        for (int o = 0; o < outputs.Length; o++)
        {
            T p = outputs[o], t = Target(batch, i, o);
            sum += TShape.Loss switch
            {
                LossKind.MeanSquaredError => (p - t) * (p - t),
                LossKind.BinaryCrossEntropy =>
                    (t == T.Zero ? T.Zero : -t * T.Log(p)) + (t == T.One ? T.Zero : -(T.One - t) * T.Log(T.One - p)),
                LossKind.CrossEntropy => t == T.Zero ? T.Zero : -t * T.Log(p),
                _ => T.Zero,
            };
        }

        return TShape.Loss == LossKind.CrossEntropy ? sum : sum / T.CreateChecked(outputs.Length);
    }

    private void Forward(Dense layer, ReadOnlySpan<T> input, Span<T> values)
    {
        ReadOnlySpan<T> parameters = Parameters.Values;
        for (int row = 0; row < layer.Outputs; row++)
        {
            T sum = parameters[layer.Biases + row];
            for (int k = 0; k < layer.Inputs; k++) { sum += parameters[layer.Weights + row * layer.Inputs + k] * input[k]; }
            values[row] = layer.Unit switch
            {
                Unit.ReLU => sum < T.Zero ? T.Zero : sum,
                Unit.Tanh => T.Tanh(sum),
                Unit.Sigmoid => T.One / (T.One + T.Exp(-sum)),
                _ => sum,
            };
        }

        if (layer.Unit != Unit.Softmax) { return; }
        T largest = values[0], total = T.Zero;
        foreach (T value in values) { largest = T.Max(largest, value); }
        foreach (ref T value in values) { total += value = T.Exp(value - largest); }
        foreach (ref T value in values) { value /= total; }
    }

    private void Backward(in Batch<T> batch, Workspace<T> workspace, int i, ReadOnlySpan<T> output)
    {
        // Gradients with respect to the input of each activation; softmax and sigmoid with their cross-entropies give p - t.
        Dense last = Chain[^1];
        Span<T> gradients = Gradients(workspace, last, i);
        T scale = Weight(batch, i) / T.CreateChecked(batch.Size);
        for (int o = 0; o < output.Length; o++)
        {
            if (batch.OutputGradients.Length > 0)
            {
                gradients[o] = batch.OutputGradients[i * output.Length + o] * Slope(last.Unit, output[o]);
                continue;
            }

            T difference = output[o] - Target(batch, i, o);
            gradients[o] = TShape.Loss == LossKind.CrossEntropy ? scale * difference
                : TShape.Loss == LossKind.BinaryCrossEntropy ? scale * difference / T.CreateChecked(output.Length)
                : scale * T.CreateChecked(2) * difference / T.CreateChecked(output.Length) * Slope(last.Unit, output[o]);
        }

        for (int l = Chain.Length - 2; l >= 0; l--)
        {
            ReadOnlySpan<T> values = Values(workspace, Chain[l], i), next = Gradients(workspace, Chain[l + 1], i);
            Span<T> current = Gradients(workspace, Chain[l], i);
            for (int k = 0; k < current.Length; k++)
            {
                T sum = T.Zero;
                for (int row = 0; row < next.Length; row++)
                {
                    sum += Parameters.Values[Chain[l + 1].Weights + row * Chain[l + 1].Inputs + k] * next[row];
                }

                current[k] = sum * Slope(Chain[l].Unit, values[k]);
            }
        }
    }

    /// <summary>The derivative of an activation, from its value.</summary>
    private static T Slope(Unit unit, T value) => unit switch
    {
        Unit.ReLU => value > T.Zero ? T.One : T.Zero,
        Unit.Tanh => T.One - value * value,
        Unit.Sigmoid => value * (T.One - value),
        _ => T.One,
    };

    private static Span<T> Values(Workspace<T> workspace, Dense layer, int sample) =>
        workspace.Values.Slice(sample * 2 * Rows + layer.Row, layer.Outputs);

    private static Span<T> Gradients(Workspace<T> workspace, Dense layer, int sample) =>
        workspace.Values.Slice(sample * 2 * Rows + Rows + layer.Row, layer.Outputs);

    private static Dense[] MakeChain()
    {
        var chain = new List<Dense>();
        int inputs = TShape.Inputs, offset = 0, row = 0;
        foreach ((int outputs, Unit unit) in TShape.Layers)
        {
            chain.Add(new Dense(inputs, outputs, unit, offset, offset + inputs * outputs, row));
            offset += (inputs + 1) * outputs;
            row += outputs;
            inputs = outputs;
        }

        return [.. chain];
    }

    private static NetworkDescription Describe()
    {
        Dense last = Chain[^1];
        return new NetworkDescription
        {
            Name = typeof(TShape).Name,
            InputSize = TShape.Inputs,
            OutputSize = last.Outputs,
            Loss = TShape.Loss,
            ParameterCount = last.Biases + last.Outputs,
            Layers = [.. Chain.Select((layer, i) => new LayerDescription(
                $"dense{i + 1}", "Dense", "", [layer.Outputs], (layer.Inputs + 1) * layer.Outputs, layer.Inputs * layer.Outputs))],
            Parameters = [.. Chain.SelectMany((layer, i) => new ParameterDescription[]
            {
                new($"{i}.weight", [layer.Outputs, layer.Inputs], layer.Weights, Initializer.GlorotUniform, 0, layer.Inputs, layer.Outputs),
                new($"{i}.bias", [layer.Outputs], layer.Biases, Initializer.Zeros, 0, layer.Inputs, layer.Outputs),
            })],
        };
    }
}

/// <summary>One dense layer: its sizes, the offset of its parameters, and that of its values among a sample's.</summary>
internal sealed record Dense(int Inputs, int Outputs, Unit Unit, int Weights, int Biases, int Row);
