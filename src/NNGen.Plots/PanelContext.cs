namespace NNGen.Plots;

/// <summary>What a figure tells its panels: shared ranges, and which of them show the numbers.</summary>
internal sealed record PanelContext(AxisRange? X = null, AxisRange? Y = null, bool HideX = false, bool HideY = false)
{
    public static PanelContext Alone { get; } = new();
}
