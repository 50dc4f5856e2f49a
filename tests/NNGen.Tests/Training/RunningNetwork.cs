using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen.Tests;

/// <summary>
/// y = Σ w · (x − mean) / √(variance + 1e-5) + b over three inputs: the smallest network with running statistics, in the simplest possible code.
/// </summary>
internal sealed class RunningNetwork<T> : INetwork<RunningNetwork<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Inputs = 3;
    public const int ParameterCount = Inputs + 1;

    /// <summary>PyTorch's default.</summary>
    public const double Momentum = 0.1;

    private const int Means = ParameterCount;
    private const int Variances = Means + Inputs;
    private const int Counter = Variances + Inputs;

    /// <summary>Statistics are among the shared values, after the batch's size.</summary>
    private const int BatchMeans = 1;
    private const int BatchVariances = BatchMeans + Inputs;

    public RunningNetwork(int seed)
    {
        Parameters = new ParameterBlock<T>(Description);
        Initialization.Fill(Parameters, seed);
    }

    public static NetworkDescription Description { get; } = Describe();

    public ParameterBlock<T> Parameters { get; }

    public NormalizationParameters<T> Norm => new(Parameters, 0, 2);

    /// <summary>The mode of the last pass.</summary>
    public PassMode LastMode { get; private set; }

    /// <summary>Whether every gradient is NaN.</summary>
    public bool Overflows { get; set; }

    public static RunningNetwork<T> Create(int seed) => new(seed);

    public static Workspace<T> CreateWorkspace(int batchCapacity) => new(Description, batchCapacity, 1, 1 + (2 * Inputs));

    public static NetworkDescription Describe(double l2 = 0, bool hasState = true) => new()
    {
        Name = "Running",
        InputSize = Inputs,
        OutputSize = 1,
        Loss = LossKind.MeanSquaredError,
        ParameterCount = ParameterCount,
        StateCount = hasState ? (2 * Inputs) + 2 : 0,
        Layers = [new LayerDescription("norm", "BatchNorm", "", [Inputs], 0, 0) { StateCount = (2 * Inputs) + 2 }, new LayerDescription("dense", "Dense", "", [1], ParameterCount, Inputs)],
        Parameters =
        [
            new("1.weight", [1, Inputs], 0, Initializer.GlorotUniform, 0, Inputs, 1) { L2 = l2, MaxNorm = 0.5 },
            new("1.bias", [1], Inputs, Initializer.Zeros, 0, Inputs, 1),
            .. hasState ? State() : [],
        ],
    };

    public void Predict(ReadOnlySpan<T> input, Span<T> output) => PredictBatch(input, output);

    public void PredictBatch(ReadOnlySpan<T> inputs, Span<T> outputs, int maxDegreeOfParallelism = -1)
    {
        Workspace<T> workspace = CreateWorkspace(inputs.Length / Inputs);
        Pass(Parameters.Current, new Batch<T> { Size = inputs.Length / Inputs, Inputs = inputs }, workspace, PassMode.Forward | PassMode.Outputs, 0, workspace.PanelCount, default);
        workspace.Outputs.CopyTo(outputs);
    }

    public void Pass(ParameterValues<T> parameters, in Batch<T> batch, Workspace<T> workspace, PassMode mode, int firstPanel, int endPanel, Team team)
    {
        LastMode = mode;
        if ((mode & PassMode.BatchStatistics) != 0) { Measure(batch, workspace); }
        ReadOnlySpan<T> weights = parameters.Span;
        for (int i = firstPanel * Workspace<T>.PanelWidth; i < endPanel * Workspace<T>.PanelWidth; i++)
        {
            workspace.Losses[i] = T.Zero;
            if (i >= batch.Size) { continue; }
            T output = weights[Inputs];
            for (int k = 0; k < Inputs; k++) { output += weights[k] * Normalized(batch, workspace, parameters, mode, i, k); }
            if ((mode & PassMode.Outputs) != 0) { workspace.Outputs[i] = output; }
            if ((mode & PassMode.Loss) == 0) { continue; }
            T difference = output - batch.Targets[i];
            workspace.Losses[i] = difference * difference;
            workspace.Values[i] = (difference + difference) / T.CreateChecked(batch.Size);
        }
    }

    public bool WeightGradients(in Batch<T> batch, Workspace<T> workspace, Span<T> gradients, int part, int parts)
    {
        if (part > 0) { return true; }
        gradients.Clear();
        for (int i = 0; i < batch.Size; i++)
        {
            T slope = workspace.Values[i];
            for (int k = 0; k < Inputs; k++) { gradients[k] += slope * Normalized(batch, workspace, Parameters.Current, PassMode.BatchStatistics, i, k); }
            gradients[Inputs] += slope;
        }

        if (Overflows) { gradients.Fill(T.NaN); }
        return Lanes.AllFinite<T>(gradients);
    }

    public void UpdateState(ParameterValues<T> parameters, Workspace<T> workspace)
    {
        double n = workspace.Size;
        StateValues.Average(ref StateValues.At(parameters, Means), ref workspace.Shared(BatchMeans), Inputs, Momentum, 1);
        StateValues.Average(ref StateValues.At(parameters, Variances), ref workspace.Shared(BatchVariances), Inputs, Momentum, n / (n - 1));
        StateValues.Increment(ref StateValues.At(parameters, Counter));
    }

    private static ParameterDescription[] State() =>
    [
        new("0.running_mean", [Inputs], Means, Initializer.Zeros, 0, 0, 0) { IsTrainable = false },
        new("0.running_var", [Inputs], Variances, Initializer.Ones, 0, 0, 0) { IsTrainable = false, NonNegative = true },
        new("0.num_batches_tracked", [], Counter, Initializer.Zeros, 0, 0, 0) { IsTrainable = false, IsCounter = true },
    ];

    private static void Measure(in Batch<T> batch, Workspace<T> workspace)
    {
        for (int k = 0; k < Inputs; k++)
        {
            T size = T.CreateChecked(batch.Size), mean = T.Zero, variance = T.Zero;
            for (int i = 0; i < batch.Size; i++) { mean += batch.Inputs[(i * Inputs) + k] / size; }
            for (int i = 0; i < batch.Size; i++)
            {
                T difference = batch.Inputs[(i * Inputs) + k] - mean;
                variance += difference * difference / size;
            }

            (workspace.Shared(BatchMeans + k), workspace.Shared(BatchVariances + k)) = (mean, variance);
        }
    }

    private static T Normalized(in Batch<T> batch, Workspace<T> workspace, ParameterValues<T> parameters, PassMode mode, int sample, int feature)
    {
        (T mean, T variance) = (mode & PassMode.BatchStatistics) != 0
            ? (workspace.Shared(BatchMeans + feature), workspace.Shared(BatchVariances + feature))
            : (parameters.Span[Means + feature], parameters.Span[Variances + feature]);
        return (batch.Inputs[(sample * Inputs) + feature] - mean) / T.Sqrt(variance + T.CreateChecked(1e-5));
    }
}
