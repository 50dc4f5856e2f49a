namespace NNGen;

/// <summary>The base of convolutions of each channel alone: a window moves over the image, and no output of it mixes channels.</summary>
/// <remarks>
/// With n positions along an axis, padding before and after, a kernel of k, dilation d and stride s, there are <c>⌊(n + before + after − d·(k − 1) −
/// 1) / s⌋ + 1</c> positions. State at most one of <see cref="Padding"/>, <see cref="Pad"/> and <see cref="Pads"/>, of <see cref="Stride"/> and
/// <see cref="Strides"/>, and of <see cref="Dilation"/> and <see cref="Dilations"/>.
/// </remarks>
public abstract class DepthwiseConvolutionAttribute : WeightedLayerAttribute
{
    private protected DepthwiseConvolutionAttribute(int[] kernel) => Kernel = kernel;

    /// <summary>The size of the window as it is stated: one number for both axes, or height and width.</summary>
    public IReadOnlyList<int> Kernel { get; }

    /// <summary>How many outputs each channel has; 1 unless stated. Keras's <c>depth_multiplier</c>.</summary>
    public int Multiplier { get; set; } = 1;

    /// <summary>By how many positions the window moves, along both axes; 1 unless stated.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Strides that differ: height, width.</summary>
    public int[]? Strides { get; set; }

    /// <summary>The distance between two taps of the kernel, along both axes; 1 unless stated, which leaves no gaps.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Dilations that differ: height, width.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>The rule that pads with zeros; <see cref="Padding.Valid"/> unless stated, which does not pad.</summary>
    public Padding Padding { get; set; }

    /// <summary>Zeros on every side; PyTorch's <c>padding</c>. 0 (the default) adds none.</summary>
    public int Pad { get; set; }

    /// <summary>Zeros that differ: height, width (each on both sides), or top, bottom, left, right.</summary>
    public int[]? Pads { get; set; }
}
