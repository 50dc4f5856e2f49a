using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen;

/// <summary>Gradients of several batches, summed as if they were one: each batch's mean gradient times its samples.</summary>
internal sealed class GradientSum<T>(int count)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBlock<T> sums = new(count);

    /// <summary>Samples summed so far; 0 where the next batch starts a new sum.</summary>
    public long Samples { get; set; }

    /// <summary>Adds a range of a batch's gradients.</summary>
    public void Add(ReadOnlySpan<T> gradients, int samples, int start, int length)
    {
        ref T gradient = ref MemoryMarshal.GetReference(gradients.Slice(start, length));
        ref T sum = ref MemoryMarshal.GetReference(sums.Span.Slice(start, length));
        T weight = T.CreateChecked(samples);
        if (Samples == 0) { sums.Span.Slice(start, length).Clear(); }
        int i = 0;
        for (; i + Vector<T>.Count <= length; i += Vector<T>.Count)
        {
            (Vector.LoadUnsafe(ref sum, (nuint)i) + (Vector.LoadUnsafe(ref gradient, (nuint)i) * weight)).StoreUnsafe(ref sum, (nuint)i);
        }

        for (; i < length; i++) { Unsafe.Add(ref sum, i) = Unsafe.Add(ref sum, i) + (Unsafe.Add(ref gradient, i) * weight); }
    }

    /// <summary>Replaces a range of the last batch's gradients by the means over all samples, its own included.</summary>
    public void Mean(Span<T> gradients, int samples, int start, int length)
    {
        ref T gradient = ref MemoryMarshal.GetReference(gradients.Slice(start, length));
        ref T sum = ref MemoryMarshal.GetReference(sums.Span.Slice(start, length));
        T weight = T.CreateChecked(samples);
        T total = T.CreateChecked(Samples + samples);
        Vector<T> totals = new(total);
        int i = 0;
        for (; i + Vector<T>.Count <= length; i += Vector<T>.Count)
        {
            Vector<T> all = Vector.LoadUnsafe(ref sum, (nuint)i) + (Vector.LoadUnsafe(ref gradient, (nuint)i) * weight);
            (all / totals).StoreUnsafe(ref gradient, (nuint)i);
        }

        for (; i < length; i++)
        {
            ref T g = ref Unsafe.Add(ref gradient, i);
            g = (Unsafe.Add(ref sum, i) + (g * weight)) / total;
        }
    }
}
