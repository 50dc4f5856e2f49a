using System.Runtime.CompilerServices;

namespace NNGen.Compare;

/// <summary>W7: one step of a stream after another, of one value each.</summary>
internal sealed class Streams(Options options, References references, Contestant contestant)
{
    private const int Length = 2048;

    /// <summary>The convolutions' first outputs are compared from where their window is full.</summary>
    private const int Window = 15;

    private readonly Measure measure = new(options, "W7", contestant);

    public void Run()
    {
        Time<W7Lstm20, StepLstm20>("lstm20", "lstm 20", 0, (network, state) => new StepLstm20(network, state));
        Time<W7Lstm40, StepLstm40>("lstm40", "lstm 40", 0, (network, state) => new StepLstm40(network, state));
        Time<W7Gru20, StepGru20>("gru20", "gru 20", 0, (network, state) => new StepGru20(network, state));
        Time<W7Gru40, StepGru40>("gru40", "gru 40", 0, (network, state) => new StepGru40(network, state));
        Time<W7Conv1D, StepConv1D>("conv1d", "conv1d stack", Window - 1, (network, state) => new StepConv1D(network, state));
    }

    private void Time<TNetwork, TStep>(string model, string figure, int first, Func<TNetwork, StreamState<TNetwork, float>, TStep> stepOf)
        where TNetwork : class, IStreamingNetwork<TNetwork, float>
        where TStep : struct, IStep
    {
        TNetwork network = TNetwork.Create(1);
        StreamState<TNetwork, float> state = network.CreateState();
        TStep step = stepOf(network, state);
        var random = new RandomStream(7);
        float[] stream = new float[Length], output = new float[1];
        for (int i = 0; i < Length; i++) { stream[i] = (float)random.NextNormal(); }

        if (references.Exist)
        {
            References.Load(network, references.Floats($"w7_{model}.weights.f32"));
            stream = references.Floats("w7_stream.f32");
            float[] expected = references.Floats($"w7_{model}.output.f32"), got = new float[Length];
            for (int i = 0; i < Length; i++) { step.Step(stream.AsSpan(i, 1), got.AsSpan(i, 1)); }
            References.Near($"W7 {model}", "steps", got.AsSpan(first), expected.AsSpan(first), 1e-5f);
        }

        measure.Run($"{figure} per sample", 0, calls => Step(step, stream, output, calls));
    }

    // Compiled once, fully optimized; for each struct anew, with direct calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step<TStep>(TStep step, float[] stream, float[] output, int calls)
        where TStep : struct, IStep
    {
        float sum = 0;
        for (int i = 0; i < calls; i++)
        {
            step.Step(stream.AsSpan(i & (Length - 1), 1), output);
            sum += output[0];
        }

        Measure.Sink += sum;
    }
}

/// <summary>A network's <c>Step</c> as a struct, like <see cref="IPredictor"/>.</summary>
internal interface IStep
{
    void Step(ReadOnlySpan<float> input, Span<float> output);
}

internal readonly struct StepLstm20(W7Lstm20 network, StreamState<W7Lstm20, float> state) : IStep
{
    public void Step(ReadOnlySpan<float> input, Span<float> output) => network.Step(input, output, state);
}

internal readonly struct StepLstm40(W7Lstm40 network, StreamState<W7Lstm40, float> state) : IStep
{
    public void Step(ReadOnlySpan<float> input, Span<float> output) => network.Step(input, output, state);
}

internal readonly struct StepGru20(W7Gru20 network, StreamState<W7Gru20, float> state) : IStep
{
    public void Step(ReadOnlySpan<float> input, Span<float> output) => network.Step(input, output, state);
}

internal readonly struct StepGru40(W7Gru40 network, StreamState<W7Gru40, float> state) : IStep
{
    public void Step(ReadOnlySpan<float> input, Span<float> output) => network.Step(input, output, state);
}

internal readonly struct StepConv1D(W7Conv1D network, StreamState<W7Conv1D, float> state) : IStep
{
    public void Step(ReadOnlySpan<float> input, Span<float> output) => network.Step(input, output, state);
}
