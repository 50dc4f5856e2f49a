namespace NNGen.Plots;

/// <summary>One thing that is drawn between the axes of a plot.</summary>
internal abstract class Mark
{
    /// <summary>Its name in the legend; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Whether it fills the area, so that a frame is drawn around it and no grid behind it.</summary>
    public virtual bool FillsArea => false;

    /// <summary>The color bar next to the plot; null for none.</summary>
    public virtual ColorBar? ColorBar => null;

    public abstract Bounds Extent(Axis x, Axis y);

    /// <summary>Whether the axis ends exactly here, without room, if no data lie beyond.</summary>
    public virtual bool IsStickyX(double x) => false;

    /// <inheritdoc cref="IsStickyX"/>
    public virtual bool IsStickyY(double y) => false;

    public abstract void Draw(SvgCanvas canvas, PlotArea area);

    /// <summary>Draws its key in the legend.</summary>
    public abstract void DrawKey(SvgCanvas canvas, Rect key);

    /// <summary>Pixels that a legend must not cover.</summary>
    public virtual IEnumerable<(double X, double Y)> Obstacles(PlotArea area) => [];

    public abstract string Describe();
}
