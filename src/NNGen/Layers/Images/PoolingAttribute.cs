namespace NNGen;

/// <summary>The base of poolings: a window moves over the image or the sequence, and each channel keeps one number of it.</summary>
/// <remarks>
/// With n positions along an axis, padding before and after, a window of k and stride s, there are <c>⌊(n + before + after − k) / s⌋ + 1</c> outputs;
/// positions that no
/// window reaches are dropped. State at most one of <see cref="Padding"/>, <see cref="Pad"/> and <see cref="Pads"/>, and of <see cref="Stride"/> and
/// <see cref="Strides"/>.
/// </remarks>
public abstract class PoolingAttribute : LayerAttribute
{
    private protected PoolingAttribute(int[] size) => Size = size;

    /// <summary>The size of the window as it is stated: one number for all axes, or height and width.</summary>
    public IReadOnlyList<int> Size { get; }

    /// <summary>By how many positions the window moves, along every axis. 0 (the default): by its size.</summary>
    public int Stride { get; set; }

    /// <summary>Strides that differ: height, width.</summary>
    public int[]? Strides { get; set; }

    /// <summary>The rule of padding; <see cref="Padding.Valid"/> unless stated, which does not pad.</summary>
    public Padding Padding { get; set; }

    /// <summary>Padding on every side; PyTorch's <c>padding</c>. 0 (the default) adds none.</summary>
    public int Pad { get; set; }

    /// <summary>Padding that differs. Images: height, width (each on both sides), or top, bottom, left, right. Sequences: before, after.</summary>
    public int[]? Pads { get; set; }

    /// <summary>
    /// Whether a last window that ends past the padding counts if it begins on a value or in the padding before: the quotient of the size is rounded
    /// up, and one is taken
    /// off again if the last window would begin in the padding after. PyTorch's <c>ceil_mode</c>; <see langword="false"/> unless stated.
    /// </summary>
    public bool Ceil { get; set; }
}
