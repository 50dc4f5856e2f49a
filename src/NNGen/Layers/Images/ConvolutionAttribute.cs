namespace NNGen;

/// <summary>The base of convolutions: every output is a weighted sum of the inputs in a window, and the window moves over the image or the sequence.</summary>
/// <remarks>
/// With n positions along an axis, padding before and after, a kernel of k, dilation d and stride s, there are <c>⌊(n + before + after − d·(k − 1) −
/// 1) / s⌋ + 1</c>
/// outputs. State at most one of <see cref="Padding"/>, <see cref="Pad"/> and <see cref="Pads"/>, of <see cref="Stride"/> and <see cref="Strides"/>, and of
/// <see cref="Dilation"/> and <see cref="Dilations"/>.
/// </remarks>
public abstract class ConvolutionAttribute : WeightedLayerAttribute
{
    private protected ConvolutionAttribute(int filters, int[] kernel)
    {
        Filters = filters;
        Kernel = kernel;
    }

    /// <summary>Number of filters: the channels of the output.</summary>
    public int Filters { get; }

    /// <summary>The size of the window as it is stated: one number for all axes, or height and width.</summary>
    public IReadOnlyList<int> Kernel { get; }

    /// <summary>By how many positions the window moves, along every axis; 1 unless stated.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Strides that differ: height, width.</summary>
    public int[]? Strides { get; set; }

    /// <summary>The distance between two taps of the kernel, along every axis; 1 unless stated, which leaves no gaps.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Dilations that differ: height, width.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>The rule that pads with zeros; <see cref="Padding.Valid"/> unless stated, which does not pad.</summary>
    public Padding Padding { get; set; }

    /// <summary>Zeros on every side; PyTorch's <c>padding</c>. 0 (the default) adds none.</summary>
    public int Pad { get; set; }

    /// <summary>Zeros that differ. Images: height, width (each on both sides), or top, bottom, left, right. Sequences: before, after.</summary>
    public int[]? Pads { get; set; }

    /// <summary>
    /// In how many groups channels are divided; 1 unless stated. The filters of a group read its channels only: filter f reads group f / (filters /
    /// groups). It divides
    /// the channels and the filters.
    /// </summary>
    public int Groups { get; set; } = 1;
}
