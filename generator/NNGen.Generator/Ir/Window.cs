using System;

namespace NNGen.Generator.Ir;

/// <summary>
/// How the windows of a convolution or a pooling lie: one for each pixel of the result. What lies outside of the source is left out. A sequence is an
/// image of one row.
/// </summary>
/// <param name="Height">Rows of the source.</param>
/// <param name="Width">Columns of the source.</param>
/// <param name="Channels">Channels of the source.</param>
/// <param name="Filters">Channels of the result.</param>
/// <param name="Groups">Groups of channels, each of which makes its own filters.</param>
/// <param name="Rows">Along the rows.</param>
/// <param name="Columns">Along the columns.</param>
internal sealed record Window(int Height, int Width, int Channels, int Filters, int Groups, Extent Rows, Extent Columns)
{
    public int OutHeight => Rows.Count;

    public int OutWidth => Columns.Count;

    /// <summary>Pixels of the result.</summary>
    public int Pixels => OutHeight * OutWidth;

    /// <summary>Numbers of a window in one channel.</summary>
    public int Taps => Rows.Kernel * Columns.Kernel;

    public int ChannelsOfGroup => Channels / Groups;

    public int FiltersOfGroup => Filters / Groups;

    /// <summary>Multiply-adds of a convolution, those that fall into the padding left out.</summary>
    public long MultiplyAdds => (long)Rows.TapsInside * Columns.TapsInside * ChannelsOfGroup * Filters;

    /// <summary>In words: <c>3 × 3, stride 2, padding 1</c>.</summary>
    public string Text =>
        $"{(Height == 1 && Rows.Kernel == 1 ? "" : $"{Rows.Kernel} × ")}{Columns.Kernel}"
        + Pair(", stride ", Rows.Stride, Columns.Stride)
        + Pair(", dilation ", Rows.Dilation, Columns.Dilation)
        + (Groups == 1 ? "" : $", {Groups} groups");

    private static string Pair(string name, int rows, int columns) =>
        rows == 1 && columns == 1 ? "" : rows == columns || rows == 1 ? $"{name}{columns}" : $"{name}{rows} × {columns}";
}

/// <summary>How windows lie along one axis: index = position · stride + tap · dilation − before.</summary>
/// <param name="Size">Length of the source.</param>
/// <param name="Kernel">Taps of a window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Dilation">From one tap to the next.</param>
/// <param name="Before">Padding before the first number.</param>
/// <param name="After">Padding after the last one.</param>
/// <param name="Count">Windows.</param>
internal sealed record Extent(int Size, int Kernel, int Stride, int Dilation, int Before, int After, int Count)
{
    /// <summary>A window for each position, of this position alone.</summary>
    public static Extent OfPositions(int count) => new(count, Kernel: 1, Stride: 1, Dilation: 1, Before: 0, After: 0, count);

    /// <summary>From the first number of a window to its last one.</summary>
    public int Reach => ((Kernel - 1) * Dilation) + 1;

    /// <summary>The first window that begins inside.</summary>
    public int FirstInside => Math.Min(Count, (Before + Stride - 1) / Stride);

    /// <summary>One past the last window that ends inside.</summary>
    public int EndInside => Math.Max(FirstInside, Math.Min(Count, Size + Before < Reach ? 0 : ((Size + Before - Reach) / Stride) + 1));

    /// <summary>Whether all windows lie inside.</summary>
    public bool IsInside => FirstInside == 0 && EndInside == Count;

    /// <summary>Numbers that all windows together have inside.</summary>
    public int TapsInside
    {
        get
        {
            int taps = 0;
            for (int position = 0; position < Count; position++)
            {
                for (int tap = 0; tap < Kernel; tap++)
                {
                    int index = (position * Stride) + (tap * Dilation) - Before;
                    if (index >= 0 && index < Size) { taps++; }
                }
            }

            return taps;
        }
    }
}
