using System.Numerics;

namespace NNGen;

/// <summary>Clips gradients in place, as an optimizer requires, in parts that threads share.</summary>
/// <remarks>
/// Norms take two steps: every part sums the squares of its pieces (<see cref="Measure"/>); when all are done, one caller converts the
/// sums to factors (<see cref="ComputeScales"/>). The pieces are of a fixed size, so the norm has the same bits on any number of threads.
/// </remarks>
internal sealed class GradientClipper<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values in a piece: small enough that threads can share a layer, large enough that its fixed cost is negligible.</summary>
    private const int PieceSize = 4096;

    private readonly double? clipValue;
    private readonly double? clipNorm;
    private readonly double? globalClipNorm;
    private readonly Piece[] pieces;
    private readonly double[] sums;
    private readonly Section[] sections;
    private readonly T[] scales;

    public GradientClipper(Optimizer optimizer, NetworkDescription description)
    {
        (clipValue, clipNorm, globalClipNorm) = (optimizer.ClipValue, optimizer.ClipNorm, optimizer.GlobalClipNorm);
        var cut = new List<Piece>();
        sections = [.. description.Parameters.Where(parameter => parameter.IsTrainable).Select((parameter, index) => Cut(parameter.Offset, parameter.Count, index))];
        pieces = [.. cut];
        sums = new double[pieces.Length];
        scales = new T[sections.Length];
        scales.AsSpan().Fill(T.One);

        Section Cut(int start, int length, int section)
        {
            for (int done = 0; done < length; done += PieceSize)
            {
                cut.Add(new Piece(start + done, Math.Min(PieceSize, length - done), section));
            }

            return new Section(start, length);
        }
    }

    /// <summary>Whether <see cref="Measure"/> and <see cref="ComputeScales"/> must come before <see cref="Clip"/>.</summary>
    public bool NeedsNorms => clipNorm is not null || globalClipNorm is not null;

    /// <summary>Sums the squares of one part of the gradients.</summary>
    public void Measure(ReadOnlySpan<T> gradients, int part, int parts)
    {
        int end = (int)((long)pieces.Length * (part + 1) / parts);
        for (int i = (int)((long)pieces.Length * part / parts); i < end; i++)
        {
            sums[i] = SumOfSquares.Of(gradients.Slice(pieces[i].Start, pieces[i].Length));
        }
    }

    /// <summary>Converts the sums to a factor per parameter.</summary>
    /// <returns>The largest norm; infinite or NaN if a gradient is.</returns>
    public double ComputeScales()
    {
        if (globalClipNorm is { } globalLimit)
        {
            double total = 0;
            foreach (double sum in sums) { total += sum; }
            double norm = Math.Sqrt(total);
            scales.AsSpan().Fill(T.CreateChecked(Math.Min(1, globalLimit / (norm + 1e-6))));
            return norm;
        }

        double largest = 0;
        int piece = 0;
        for (int section = 0; section < sections.Length; section++)
        {
            double total = 0;
            for (; piece < pieces.Length && pieces[piece].Section == section; piece++) { total += sums[piece]; }
            double norm = Math.Sqrt(total);
            scales[section] = T.CreateChecked(norm > clipNorm!.Value ? clipNorm.Value / norm : 1);
            largest = Math.Max(largest, norm);
        }

        return largest;
    }

    /// <summary>Limits the gradients from <paramref name="start"/> on.</summary>
    public void Clip(Span<T> gradients, int start, int length)
    {
        if (clipValue is { } limit)
        {
            VectorLoops<T>.For(length).Limit(gradients.Slice(start, length), T.CreateChecked(limit));
            return;
        }

        for (int i = 0; i < sections.Length; i++)
        {
            int first = Math.Max(start, sections[i].Start);
            int end = Math.Min(start + length, sections[i].Start + sections[i].Length);
            if (first < end && scales[i] != T.One) { VectorLoops<T>.For(end - first).Scale(gradients[first..end], scales[i]); }
        }
    }

    private readonly record struct Piece(int Start, int Length, int Section);

    private readonly record struct Section(int Start, int Length);
}
