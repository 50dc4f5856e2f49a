namespace NNGen;

/// <summary>From which old pixels, and by which weights, each new pixel of a row or column comes.</summary>
/// <remarks>
/// A triangle around the new pixel's center, as wide as two pixels of the coarser of both grids, cut off at the border and normalized to 1. Sums
/// are in double precision and in order.
/// </remarks>
internal sealed class ResampledAxis
{
    private readonly int[] firsts;
    private readonly double[][] weights;

    /// <param name="oldSize">Old pixels.</param>
    /// <param name="start">Where the part that is scaled begins, in old pixels.</param>
    /// <param name="length">How long it is, in old pixels.</param>
    /// <param name="newSize">New pixels of that part.</param>
    public ResampledAxis(int oldSize, double start, double length, int newSize)
    {
        Count = newSize;
        firsts = new int[newSize];
        weights = new double[newSize][];
        double step = length / newSize;
        double reach = Math.Max(step, 1);
        for (int i = 0; i < newSize; i++)
        {
            double center = start + ((i + 0.5) * step);
            int first = Math.Max((int)Math.Floor(center - reach + 0.5), 0);
            int end = Math.Min((int)Math.Floor(center + reach + 0.5), oldSize);
            double[] shares = new double[end - first];
            double sum = 0;
            for (int j = 0; j < shares.Length; j++)
            {
                shares[j] = Math.Max(1 - (Math.Abs(first + j + 0.5 - center) / reach), 0);
                sum += shares[j];
            }

            for (int j = 0; j < shares.Length; j++) { shares[j] /= sum; }
            firsts[i] = first;
            weights[i] = shares;
        }
    }

    /// <summary>New pixels.</summary>
    public int Count { get; }

    /// <summary>The most old pixels that a new one needs.</summary>
    public int LongestRange => weights.Max(shares => shares.Length);

    /// <summary>The first old pixel that a new one needs, and the one after the last.</summary>
    public (int First, int End) Range(int newPixel) => (firsts[newPixel], firsts[newPixel] + weights[newPixel].Length);

    /// <summary>The weights of the old pixels in <see cref="Range"/>.</summary>
    public ReadOnlySpan<double> Weights(int newPixel) => weights[newPixel];
}
