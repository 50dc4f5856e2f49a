namespace NNGen.Tests;

/// <summary>How a window moves along one axis.</summary>
/// <param name="Size">Positions of the input.</param>
/// <param name="Kernel">Taps of the window.</param>
/// <param name="Stride">By how many positions it moves.</param>
/// <param name="Dilation">The distance of two taps.</param>
/// <param name="Before">Padding before the first position.</param>
/// <param name="After">Padding after the last.</param>
/// <param name="Ceil">Whether a last window may end past the padding.</param>
internal sealed record OracleAxis(int Size, int Kernel, int Stride, int Dilation, int Before, int After, bool Ceil)
{
    /// <summary>An axis along which nothing moves: the width of a sequence.</summary>
    public static OracleAxis None { get; } = new(1, 1, 1, 1, 0, 0, false);

    /// <summary>Positions of the output: those whose window begins early enough, counted one by one.</summary>
    public int Outputs => Enumerable.Range(0, Size + Before + After).Count(output => Ceil
        ? (output * Stride) + Reach < Size + Before + After + Stride && output * Stride < Size + Before
        : (output * Stride) + Reach <= Size + Before + After);

    private int Reach => (Dilation * (Kernel - 1)) + 1;

    /// <summary>The position that a tap of a window reads; it may lie outside the input.</summary>
    public int Position(int output, int tap) => (output * Stride) + (tap * Dilation) - Before;

    public bool IsInside(int position) => position >= 0 && position < Size;

    /// <summary>Whether a position is part of the input or of its padding.</summary>
    public bool IsPadded(int position) => position >= -Before && position < Size + After;

    /// <summary>An axis with the padding that an attribute states: the rule, one number, or the axis' numbers.</summary>
    public static OracleAxis Of(int size, int kernel, int stride, int dilation, Padding padding, (int Before, int After) pads, bool ceil)
    {
        int reach = (dilation * (kernel - 1)) + 1;
        if (padding == Padding.Same)
        {
            int outputs = (size / stride) + (size % stride == 0 ? 0 : 1);
            int total = Math.Max(0, ((outputs - 1) * stride) + reach - size);
            pads = (total / 2, total - (total / 2));
        }
        else if (padding == Padding.Causal)
        {
            pads = (reach - 1, 0);
        }

        return new OracleAxis(size, kernel, stride, dilation, pads.Before, pads.After, ceil);
    }
}

/// <summary>A window that moves over an image [height, width, channels]; a sequence is an image of width 1.</summary>
internal sealed record OracleWindow(OracleAxis Rows, OracleAxis Columns)
{
    /// <summary>The window of an attribute over a sample of a shape.</summary>
    public static OracleWindow Of(
        int[] shape, IReadOnlyList<int> kernel, int stride, int[]? strides, int dilation, int[]? dilations, Padding padding, int pad, int[]? pads, bool ceil = false)
    {
        OracleAxis Axis(int axis, (int, int) sides)
        {
            int size = kernel[axis % kernel.Count];
            int step = strides?[axis] ?? (stride == 0 ? size : stride);
            return OracleAxis.Of(shape[axis], size, step, dilations?[axis] ?? dilation, padding, sides, ceil);
        }

        if (shape.Length == 2) { return new OracleWindow(Axis(0, pads is null ? (pad, pad) : (pads[0], pads[1])), OracleAxis.None); }
        int[] sides = Sides(pads ?? [pad]);
        return new OracleWindow(Axis(0, (sides[0], sides[1])), Axis(1, (sides[2], sides[3])));
    }

    /// <summary>A window as large as the sample.</summary>
    public static OracleWindow Whole(int[] shape) => Of(shape, shape[..^1], 1, null, 1, null, Padding.Valid, 0, null);

    /// <summary>Top, bottom, left, right from one number, two, or four.</summary>
    public static int[] Sides(IReadOnlyList<int> numbers) => numbers.Count switch
    {
        1 => [numbers[0], numbers[0], numbers[0], numbers[0]],
        2 => [numbers[0], numbers[0], numbers[1], numbers[1]],
        _ => [.. numbers],
    };

    /// <summary>
    /// The window of a transposed convolution, over its output: <see cref="OracleAxis.Outputs"/> are the positions that arrive, and padding is what is cut
    /// off of everything that they add to.
    /// </summary>
    public static OracleWindow Transposed(int[] shape, ConvolutionAttribute c)
    {
        int[] more = c is Conv2DTransposeAttribute two ? two.OutputPaddings ?? [two.OutputPadding, two.OutputPadding] : [((Conv1DTransposeAttribute)c).OutputPadding];
        OracleAxis Axis(int axis, int before, int after)
        {
            int kernel = c.Kernel[axis % c.Kernel.Count], stride = c.Strides?[axis] ?? c.Stride, dilation = c.Dilations?[axis] ?? c.Dilation;
            int full = ((shape[axis] - 1) * stride) + (dilation * (kernel - 1)) + 1;
            int size = full - before - after + more[axis];
            if (c.Padding == Padding.Same)
            {
                size = shape[axis] * stride;
                before = Math.Max(0, full - size) / 2;
            }

            return new OracleAxis(size, kernel, stride, dilation, before, full - size - before, Ceil: false);
        }

        if (shape.Length == 2) { return new OracleWindow(Axis(0, c.Pads?[0] ?? c.Pad, c.Pads?[1] ?? c.Pad), OracleAxis.None); }
        int[] sides = Sides(c.Pads ?? [c.Pad]);
        return new OracleWindow(Axis(0, sides[0], sides[1]), Axis(1, sides[2], sides[3]));
    }

    /// <summary>The shape of the output with so many channels.</summary>
    public int[] Shape(int[] input, int channels) => input.Length == 2 ? [Rows.Outputs, channels] : [Rows.Outputs, Columns.Outputs, channels];

    /// <summary>Every tap of every window, in the order of rows.</summary>
    public IEnumerable<OracleTap> Taps()
    {
        for (int row = 0; row < Rows.Outputs; row++)
        {
            for (int column = 0; column < Columns.Outputs; column++)
            {
                int output = (row * Columns.Outputs) + column;
                for (int tapRow = 0; tapRow < Rows.Kernel; tapRow++)
                {
                    for (int tapColumn = 0; tapColumn < Columns.Kernel; tapColumn++)
                    {
                        int inputRow = Rows.Position(row, tapRow);
                        int inputColumn = Columns.Position(column, tapColumn);
                        bool isInside = Rows.IsInside(inputRow) && Columns.IsInside(inputColumn);
                        bool isPadded = Rows.IsPadded(inputRow) && Columns.IsPadded(inputColumn);
                        yield return new OracleTap(output, (tapRow * Columns.Kernel) + tapColumn, isInside ? (inputRow * Columns.Size) + inputColumn : null, isPadded);
                    }
                }
            }
        }
    }
}

/// <summary>One tap of a window in one position.</summary>
/// <param name="Output">The number of the output's pixel.</param>
/// <param name="Tap">The number of the tap in the kernel.</param>
/// <param name="Input">The number of the pixel that it reads, or null outside the image.</param>
/// <param name="IsPadded">Whether it lies in the image or its padding.</param>
internal sealed record OracleTap(int Output, int Tap, int? Input, bool IsPadded);
