using System.Numerics;

namespace NNGen;

/// <summary>Gradients of several batches, summed as if they were one: each batch's mean gradient times its weight, the number of its samples, or of its steps that count.</summary>
internal sealed class GradientSum<T>(int count)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBlock<T> sums = new(count);

    /// <summary>Samples summed so far; 0 if the next batch starts a new sum.</summary>
    public long Samples { get; set; }

    /// <summary>The weights of their batches.</summary>
    public long Weight { get; set; }

    /// <summary>Adds a range of a batch's gradients.</summary>
    public void Add(ReadOnlySpan<T> gradients, long weight, int start, int length)
    {
        Span<T> range = sums.Span.Slice(start, length);
        if (Samples == 0) { range.Clear(); }
        VectorLoops<T>.For(length).AddScaled(range, gradients.Slice(start, length), T.CreateChecked(weight));
    }

    /// <summary>Replaces a range of the last batch's gradients by the means over all samples, including its own.</summary>
    public void Mean(Span<T> gradients, long weight, int start, int length) =>
        VectorLoops<T>.For(length).Mean(
            gradients.Slice(start, length), sums.Span.Slice(start, length), T.CreateChecked(weight), T.CreateChecked(Math.Max(1, Weight + weight)));
}
