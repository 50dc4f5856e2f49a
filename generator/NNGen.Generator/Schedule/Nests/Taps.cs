using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>The loop over the taps of a window along one axis: padding is a shorter loop.</summary>
/// <param name="extent">How windows lie along the axis.</param>
/// <param name="axis">The axis: <c>y</c> or <c>x</c>. The loop's variable is <c>ky</c> or <c>kx</c>.</param>
internal sealed class Taps(Extent extent, string axis)
{
    /// <summary>The tap's number.</summary>
    public Whole Tap => extent.Kernel == 1 ? 0 : "k" + axis;

    private string First => $"{axis}First";

    private string End => $"{axis}End";

    /// <summary>Whether each result has one tap, at its own position.</summary>
    private bool IsIdentity => extent is { Kernel: 1, Stride: 1, Before: 0 } && extent.Count == extent.Size;

    /// <summary>Defines which taps of the window at a position of the result lie inside.</summary>
    public void Define(Nest nest)
    {
        if (extent.IsInside) { return; }
        nest.Define(First, Ceiling(Whole.Max(extent.Before - ((Whole)axis * extent.Stride), 0), extent.Dilation));
        nest.Define(End, Whole.Min(extent.Kernel, Ceiling(Whole.Max(extent.Size + extent.Before - ((Whole)axis * extent.Stride), 0), extent.Dilation)));
    }

    /// <summary>The first tap inside.</summary>
    public Whole FirstInside => extent.IsInside ? 0 : First;

    /// <summary>One past the last tap inside.</summary>
    public Whole EndInside => extent.IsInside ? extent.Kernel : End;

    /// <summary>How many taps lie inside.</summary>
    public Whole CountInside => extent.IsInside ? extent.Kernel : (Whole)End - First;

    /// <summary>Where a tap lies in the source.</summary>
    public Whole At(Whole tap) => ((Whole)axis * extent.Stride) + (tap * extent.Dilation) - extent.Before;

    /// <summary>A loop over the taps inside.</summary>
    public void For(Nest nest, System.Action body)
    {
        if (extent.Kernel == 1 && extent.IsInside) { body(); }
        else { nest.For("k" + axis, FirstInside, EndInside, 1, body); }
    }

    /// <summary>The loop over the results whose windows contain a position of the source: their taps, and with <see cref="Result"/> where they lie.</summary>
    public void ForResults(Nest nest, System.Action body)
    {
        // result = (position + before − tap · dilation) / stride, where that is whole and inside.
        if (IsIdentity)
        {
            body();
            return;
        }

        Whole shifted = (Whole)axis + extent.Before;
        string tap = "k" + axis;
        if (extent.Dilation == 1)
        {
            // The taps that meet a window are stride apart; the first one is that of the last window.
            Whole last = shifted - ((extent.Count - 1) * extent.Stride);
            Whole first = extent.Stride == 1 ? Whole.Max(last, 0) : new Choice(new Condition(last, ">", 0), last, shifted % extent.Stride);
            nest.For(tap, first, Whole.Min(extent.Kernel, shifted + 1), extent.Stride, () =>
            {
                nest.Define($"{axis}Result", (shifted - tap) / extent.Stride);
                body();
            });
            return;
        }

        nest.For(tap, 0, extent.Kernel, 1, () =>
        {
            nest.Define($"{axis}Shifted", shifted - ((Whole)tap * extent.Dilation));
            nest.If(new Condition($"{axis}Shifted", "<", 0), () => nest.Add(new Next()));
            if (extent.Stride > 1) { nest.If(new Condition((Whole)$"{axis}Shifted" % extent.Stride, ">", 0), () => nest.Add(new Next())); }
            nest.Define($"{axis}Result", (Whole)$"{axis}Shifted" / extent.Stride);
            nest.If(new Condition($"{axis}Result", ">", extent.Count - 1), () => nest.Add(new Next()));
            body();
        });
    }

    /// <summary>The result whose window contains the position, inside <see cref="ForResults"/>.</summary>
    public Whole Result => IsIdentity ? axis : $"{axis}Result";

    /// <summary>Defines the results, from <see cref="ResultsFirst"/> to <see cref="ResultsEnd"/>, for which a tap lies inside.</summary>
    public void DefineResults(Nest nest)
    {
        if (extent.IsInside) { return; }
        nest.Define($"{axis}ResultsFirst", Ceiling(Whole.Max(extent.Before - (Tap * extent.Dilation), 0), extent.Stride));
        nest.Define($"{axis}ResultsEnd", Whole.Min(extent.Count, Ceiling(Whole.Max(extent.Size + extent.Before - (Tap * extent.Dilation), 0), extent.Stride)));
    }

    public Whole ResultsFirst => extent.IsInside ? 0 : $"{axis}ResultsFirst";

    public Whole ResultsEnd => extent.IsInside ? extent.Count : $"{axis}ResultsEnd";

    private static Whole Ceiling(Whole number, int divisor) => divisor == 1 ? number : (number + (divisor - 1)) / divisor;
}
