using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace NNGen.CompilerServices;

/// <summary>What the public members of every network do with its two passes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Passes
{
    /// <summary>Predicts many samples, some panels at a time; on several threads where that pays.</summary>
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

        if (!finite) { BatchChecks.ThrowNotFinite(inputs, description.InputSize, "inputs"); }
    }

    /// <summary>Predicts samples on this thread; false, and not all predicted, where one of them is not finite.</summary>
    internal static bool TryPredict<TNetwork, T>(
        TNetwork network, ParameterValues<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int panelGroup)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        int samples = inputs.Length / description.InputSize;
        int chunk = panelGroup * Tape<T>.PanelWidth;
        Tape<T> tape = PredictionTape<TNetwork, T>(chunk);
        for (int start = 0; start < samples; start += chunk)
        {
            Predict(network, parameters, tape, inputs, start, chunk);
            if (tape.HasNonFiniteInputs) { return false; }
            tape.Outputs.CopyTo(outputs[(start * description.OutputSize)..]);
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
        Tape<T> tape = ThreadTape<TNetwork, T>.ForGradients(batch.Size);
        tape.Size = batch.Size;
        PassMode mode = PassMode.Forward | PassMode.Loss | PassMode.Backward | (inputGradients.IsEmpty ? 0 : PassMode.InputGradients);
        network.Pass(network.Parameters.Current, in batch, tape, mode, 0, tape.PanelCount, default);
        BatchChecks.FiniteInputs(tape, batch.Inputs);
        network.WeightGradients(in batch, tape, gradients, 0, 1);
        if (!inputGradients.IsEmpty) { tape.InputGradients.CopyTo(inputGradients); }
        return tape.MeanLoss;
    }

    /// <summary>First half of a step with a caller's own loss.</summary>
    public static void Forward<TNetwork, T>(TNetwork network, Tape<T> tape, ReadOnlySpan<T> inputs, Span<T> outputs)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        ArgumentChecks.Tape(tape, description);
        tape.Size = ArgumentChecks.PredictBatch(inputs, description.InputSize, outputs, description.OutputSize);
        var batch = new Batch<T> { Size = tape.Size, Inputs = inputs };
        tape.Parameters = network.Parameters.Current;
        network.Pass(tape.Parameters, in batch, tape, PassMode.Forward | PassMode.Outputs, 0, tape.PanelCount, default);
        BatchChecks.FiniteInputs(tape, inputs);
        tape.Outputs.CopyTo(outputs);
    }

    /// <summary>Second half of a step with a caller's own loss.</summary>
    public static void Backward<TNetwork, T>(
        TNetwork network, Tape<T> tape, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradients, Span<T> inputGradients)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        ArgumentChecks.Tape(tape, description);
        var batch = new Batch<T> { Size = tape.Size, Inputs = inputs, OutputGradients = outputGradients };
        if (outputGradients.IsEmpty)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"outputGradients is empty: expected {tape.Size} samples of {description.OutputSize} values."), nameof(outputGradients));
        }

        ArgumentChecks.Batch(in batch, description);
        BatchChecks.Finite(inputs, description.InputSize, nameof(inputs));
        ArgumentChecks.Gradients(gradients.Length, description);
        ArgumentChecks.InputGradients(inputGradients.Length, inputs.Length);
        network.Pass(tape.Parameters ?? network.Parameters.Current, in batch, tape, PassMode.Backward | (inputGradients.IsEmpty ? 0 : PassMode.InputGradients), 0, tape.PanelCount, default);
        network.WeightGradients(in batch, tape, gradients, 0, 1);
        if (!inputGradients.IsEmpty) { tape.InputGradients.CopyTo(inputGradients); }
    }

    /// <summary>The index of the largest value, the first where several are; of a single output whether it is above the threshold.</summary>
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
        int samples = ArgumentChecks.ClassifyBatch(inputs, description.InputSize, classes);
        int chunk = panelGroup * Tape<T>.PanelWidth;
        Tape<T> tape = PredictionTape<TNetwork, T>(chunk);
        ParameterValues<T> parameters = network.Parameters.Current;
        for (int start = 0; start < samples; start += chunk)
        {
            int count = Predict(network, parameters, tape, inputs, start, chunk);
            if (tape.HasNonFiniteInputs) { BatchChecks.ThrowNotFinite(inputs, description.InputSize, nameof(inputs)); }
            for (int i = 0; i < count; i++)
            {
                classes[start + i] = Class<T>(tape.Outputs.Slice(i * description.OutputSize, description.OutputSize), description.FromLogits);
            }
        }
    }

    /// <summary>Predicts some of the inputs into the tape's outputs.</summary>
    private static int Predict<TNetwork, T>(
        TNetwork network, ParameterValues<T> parameters, Tape<T> tape, ReadOnlySpan<T> inputs, int start, int chunk)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputSize = TNetwork.Description.InputSize;
        int count = Math.Min(chunk, (inputs.Length / inputSize) - start);
        tape.Size = count;

        // The samples behind these are given too: a pass asks for them ahead.
        var batch = new Batch<T> { Size = count, Inputs = inputs[(start * inputSize)..] };
        network.Pass(parameters, in batch, tape, PassMode.Forward | PassMode.Outputs, 0, tape.PanelCount, default);
        return count;
    }

    /// <summary>This thread's tape for predictions.</summary>
    internal static Tape<T> PredictionTape<TNetwork, T>(int samples)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ThreadTape<TNetwork, T>.ForPrediction(samples);

    /// <summary>A thread's tapes for one kind of network.</summary>
    private static class ThreadTape<TNetwork, T>
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [ThreadStatic]
        private static Tape<T>? prediction;

        [ThreadStatic]
        private static Tape<T>? gradients;

        public static Tape<T> ForPrediction(int samples) =>
            prediction is { } tape && tape.BatchCapacity >= samples ? tape : prediction = TNetwork.CreateTape(samples);

        public static Tape<T> ForGradients(int samples) =>
            gradients is { } tape && tape.BatchCapacity >= samples ? tape : gradients = TNetwork.CreateTape(samples);
    }
}
