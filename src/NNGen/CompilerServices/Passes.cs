using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace NNGen.CompilerServices;

/// <summary>Implements the public members of every network with its two passes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Passes
{
    /// <summary>Predicts many samples, some panels at a time; on several threads if that is faster.</summary>
    public static void PredictBatch<TNetwork, T>(TNetwork network, ReadOnlySpan<T> inputs, Span<T> outputs, int panelGroup, int maxDegreeOfParallelism)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        ArgumentChecks.PredictBatch(inputs, description.InputSize, outputs, description.OutputSize);
        ParameterValues<T> parameters = network.Parameters.Current;
        if (!ParallelPrediction<TNetwork, T>.TryRun(network, parameters, inputs, outputs, panelGroup, maxDegreeOfParallelism, out bool finite))
        {
            finite = TryPredict(network, parameters, inputs, outputs, panelGroup);
        }

        if (!finite) { BatchChecks.ThrowInputs(inputs, description.InputSize, description.Tokens, "inputs"); }
    }

    /// <summary>Predicts one sample into a new array.</summary>
    public static T[] Predict<TNetwork, T>(INetwork<TNetwork, T> network, ReadOnlySpan<T> input)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var output = new T[TNetwork.Description.OutputSize];
        network.Predict(input, output);
        return output;
    }

    /// <summary>Predicts many samples into a new array.</summary>
    public static T[] PredictBatch<TNetwork, T>(INetwork<TNetwork, T> network, ReadOnlySpan<T> inputs)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        var outputs = new T[inputs.Length / description.InputSize * description.OutputSize];
        network.PredictBatch(inputs, outputs);
        return outputs;
    }

    /// <summary>Newly initialized parameters.</summary>
    public static ParameterBlock<T> Parameters<T>(NetworkDescription description, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var parameters = new ParameterBlock<T>(description);
        Initialization.Fill(parameters, seed);
        return parameters;
    }

    /// <summary>Loads the parameters of a new network from a file.</summary>
    public static TNetwork Load<TNetwork, T>(INetwork<TNetwork, T> network, string path)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        network.Parameters.Load(path);
        return (TNetwork)network;
    }

    /// <summary>Loads the parameters of a new network from a stream.</summary>
    public static TNetwork Load<TNetwork, T>(INetwork<TNetwork, T> network, Stream stream)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        network.Parameters.Load(stream);
        return (TNetwork)network;
    }

    /// <summary>Predicts samples on this thread; false if one of them is not finite: then not all are predicted.</summary>
    internal static bool TryPredict<TNetwork, T>(
        TNetwork network, ParameterValues<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int panelGroup)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        int samples = inputs.Length / description.InputSize;
        int chunk = panelGroup * Workspace<T>.PanelWidth;
        Workspace<T> workspace = PredictionWorkspace<TNetwork, T>(chunk);
        for (int start = 0; start < samples; start += chunk)
        {
            Predict(network, parameters, workspace, inputs, start, chunk);
            if (workspace.HasNonFiniteInputs) { return false; }
            workspace.Outputs.CopyTo(outputs[(start * description.OutputSize)..]);
        }

        return true;
    }

    /// <summary>Loss and gradients of a batch.</summary>
    public static T Gradients<TNetwork, T>(TNetwork network, in Batch<T> batch, Span<T> gradients, Span<T> inputGradients)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        ArgumentChecks.Batch(in batch, description);
        ArgumentChecks.Gradients(gradients.Length, description);
        ArgumentChecks.InputGradients(inputGradients.Length, batch.Inputs.Length);
        Workspace<T> workspace = ThreadWorkspace<TNetwork, T>.ForGradients(batch.Size);
        workspace.Size = batch.Size;
        workspace.ResetStates();
        PassMode mode = PassMode.Forward | PassMode.BatchStatistics | PassMode.Loss | PassMode.Backward | (inputGradients.IsEmpty ? 0 : PassMode.InputGradients);
        Batch<T> counted = batch with { CountedSteps = IgnoredSteps.Count(description, batch) };
        network.Pass(network.Parameters.Current, in counted, workspace, mode, 0, workspace.PanelCount, default);
        BatchChecks.FiniteInputs(workspace, batch.Inputs);
        network.WeightGradients(in batch, workspace, gradients, 0, 1);
        network.AddSharedGradients(workspace, gradients);
        if (!inputGradients.IsEmpty) { workspace.InputGradients.CopyTo(inputGradients); }
        return workspace.MeanLoss;
    }

    /// <summary>The first phase of a step with the caller's own loss.</summary>
    public static void Forward<TNetwork, T>(TNetwork network, Workspace<T> workspace, ReadOnlySpan<T> inputs, Span<T> outputs)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        ArgumentChecks.Workspace(workspace, description);
        int samples = ArgumentChecks.PredictBatch(inputs, description.InputSize, outputs, description.OutputSize);
        workspace.RequireCarried(samples);
        workspace.Size = samples;
        var batch = new Batch<T> { Size = workspace.Size, Inputs = inputs };
        workspace.Parameters = network.Parameters.Current;
        network.Pass(workspace.Parameters, in batch, workspace, PassMode.Forward | PassMode.BatchStatistics | PassMode.Outputs, 0, workspace.PanelCount, default);
        if (workspace.HasNonFiniteInputs) { workspace.ResetStates(); }
        BatchChecks.FiniteInputs(workspace, inputs);
        workspace.Outputs.CopyTo(outputs);
        workspace.Carry();
    }

    /// <summary>The second phase of a step with the caller's own loss.</summary>
    public static void Backward<TNetwork, T>(
        TNetwork network, Workspace<T> workspace, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradients, Span<T> inputGradients)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        ArgumentChecks.Workspace(workspace, description);
        var batch = new Batch<T> { Size = workspace.Size, Inputs = inputs, OutputGradients = outputGradients };
        if (outputGradients.IsEmpty)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"outputGradients is empty: expected {workspace.Size} samples of {description.OutputSize} values."), nameof(outputGradients));
        }

        ArgumentChecks.Batch(in batch, description);
        BatchChecks.Inputs(description, inputs, nameof(inputs));
        ArgumentChecks.Gradients(gradients.Length, description);
        ArgumentChecks.InputGradients(inputGradients.Length, inputs.Length);
        PassMode mode = PassMode.Backward | (inputGradients.IsEmpty ? 0 : PassMode.InputGradients);
        network.Pass(workspace.Parameters ?? network.Parameters.Current, in batch, workspace, mode, 0, workspace.PanelCount, default);
        network.WeightGradients(in batch, workspace, gradients, 0, 1);
        network.AddSharedGradients(workspace, gradients);
        if (!inputGradients.IsEmpty) { workspace.InputGradients.CopyTo(inputGradients); }
    }

    /// <summary>The index of the largest value, the first of several; for a single output, whether it is above the threshold.</summary>
    public static int Class<T>(ReadOnlySpan<T> output, bool fromLogits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (output.Length == 1) { return output[0] > (fromLogits ? T.Zero : T.CreateChecked(0.5)) ? 1 : 0; }

        int best = 0;
        for (int i = 1; i < output.Length; i++)
        {
            if (output[i] > output[best]) { best = i; }
        }

        return best;
    }

    /// <summary>Classifies many samples.</summary>
    public static void ClassifyBatch<TNetwork, T>(TNetwork network, ReadOnlySpan<T> inputs, Span<int> classes, int panelGroup)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        int samples = ArgumentChecks.ClassifyBatch(inputs, description, classes);
        int chunk = panelGroup * Workspace<T>.PanelWidth;
        Workspace<T> workspace = PredictionWorkspace<TNetwork, T>(chunk);
        ParameterValues<T> parameters = network.Parameters.Current;
        for (int start = 0; start < samples; start += chunk)
        {
            int count = Predict(network, parameters, workspace, inputs, start, chunk);
            if (workspace.HasNonFiniteInputs) { BatchChecks.ThrowInputs(inputs, description.InputSize, description.Tokens, nameof(inputs)); }
            int positions = description.Positions, outputs = description.OutputSize / positions;
            for (int i = 0; i < count * positions; i++)
            {
                classes[(start * positions) + i] = Class<T>(workspace.Outputs.Slice(i * outputs, outputs), description.FromLogits);
            }
        }
    }

    /// <summary>Predicts some of the inputs into the workspace's outputs.</summary>
    private static int Predict<TNetwork, T>(
        TNetwork network, ParameterValues<T> parameters, Workspace<T> workspace, ReadOnlySpan<T> inputs, int start, int chunk)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputSize = TNetwork.Description.InputSize;
        int count = Math.Min(chunk, (inputs.Length / inputSize) - start);
        workspace.Size = count;

        // The samples that follow are passed too: the pass prefetches them.
        var batch = new Batch<T> { Size = count, Inputs = inputs[(start * inputSize)..] };
        network.Pass(parameters, in batch, workspace, PassMode.Forward | PassMode.Outputs, 0, workspace.PanelCount, default);
        return count;
    }

    /// <summary>This thread's workspace for predictions.</summary>
    internal static Workspace<T> PredictionWorkspace<TNetwork, T>(int samples)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ThreadWorkspace<TNetwork, T>.ForPrediction(samples);

    /// <summary>A thread's workspaces for one kind of network.</summary>
    private static class ThreadWorkspace<TNetwork, T>
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [ThreadStatic]
        private static Workspace<T>? prediction;

        [ThreadStatic]
        private static Workspace<T>? gradients;

        public static Workspace<T> ForPrediction(int samples) =>
            prediction is { } workspace && workspace.BatchCapacity >= samples ? workspace : prediction = TNetwork.CreateWorkspace(samples);

        public static Workspace<T> ForGradients(int samples) =>
            gradients is { } workspace && workspace.BatchCapacity >= samples ? workspace : gradients = TNetwork.CreateWorkspace(samples);
    }
}
