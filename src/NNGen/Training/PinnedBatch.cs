using System.Numerics;

namespace NNGen;

/// <summary>A caller's batch, read in place: its memory is pinned during a step, so that every thread can read it.</summary>
/// <remarks>A copy would read the memory twice, on one thread while the others wait.</remarks>
internal sealed unsafe class PinnedBatch<T> : BatchSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private (nint Start, int Length) inputs, targets, classes, sampleWeights, outputGradients;
    private int size;

    public override Batch<T> View => new()
    {
        Size = size,
        Inputs = Span<T>(inputs),
        Targets = Span<T>(targets),
        Classes = Span<int>(classes),
        SampleWeights = Span<T>(sampleWeights),
        OutputGradients = Span<T>(outputGradients),
        NoiseSeed = NoiseSeed,
        NoiseStep = NoiseStep,
        CountedSteps = CountedSteps,
    };

    /// <summary>Runs code while the batch is pinned.</summary>
    public bool Run(in Batch<T> batch, bool isUpdate, Func<BatchSource<T>, bool, bool> step)
    {
        fixed (T* input = batch.Inputs, target = batch.Targets, weight = batch.SampleWeights, gradient = batch.OutputGradients)
        fixed (int* label = batch.Classes)
        {
            (size, CountedSteps) = (batch.Size, 0);
            inputs = ((nint)input, batch.Inputs.Length);
            targets = ((nint)target, batch.Targets.Length);
            classes = ((nint)label, batch.Classes.Length);
            sampleWeights = ((nint)weight, batch.SampleWeights.Length);
            outputGradients = ((nint)gradient, batch.OutputGradients.Length);
            try { return step(this, isUpdate); }
            finally { inputs = targets = classes = sampleWeights = outputGradients = default; }
        }
    }

    private static ReadOnlySpan<TValue> Span<TValue>((nint Start, int Length) memory)
        where TValue : unmanaged => new((TValue*)memory.Start, memory.Length);
}
