namespace NNGen;

/// <summary>
/// A convolution of each channel alone: no output mixes channels. Keras's <c>DepthwiseConv2D</c>; PyTorch's <c>Conv2d</c> with as many groups as channels. With
/// <c>[Conv2D(filters, 1)]</c> after it, Keras's <c>SeparableConv2D</c>.
/// </summary>
/// <remarks>
/// <para>
/// Takes <c>[height, width, channels]</c> and gives <c>[out height, out width, channels · multiplier]</c>; output channel i · multiplier + k reads
/// input channel i. Along
/// each axis there are <c>⌊(n + before + after − d·(k − 1) − 1) / s⌋ + 1</c> positions; with <see cref="Padding.Same"/>, ⌈n / s⌉.
/// </para>
/// <para>
/// Weights are stored as PyTorch stores them, <c>[channels · multiplier, 1, kernel height, kernel width]</c>, and biases as <c>[channels ·
/// multiplier]</c>. State at most
/// one of <see cref="Padding"/>, <see cref="Pad"/> and <see cref="Pads"/>, of <see cref="Stride"/> and <see cref="Strides"/>, and of <see cref="Dilation"/> and
/// <see cref="Dilations"/>.
/// </para>
/// </remarks>
/// <example>
/// A depthwise separable block, as in MobileNet:
/// <code>
/// [Network]
/// [Input(32, 32, 3)]
/// [Conv2D(8, 3, Stride = 2, Padding = Padding.Same), ReLU]
/// [DepthwiseConv2D(3, Padding = Padding.Same), ReLU]
/// [Conv2D(16, 1), ReLU]
/// [GlobalAveragePool]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class Small;
/// </code>
/// </example>
public sealed class DepthwiseConv2DAttribute : WeightedLayerAttribute
{
    /// <summary>Adds a convolution of each channel alone.</summary>
    /// <param name="kernel">The size of the window: one number for a square, or height and width.</param>
    public DepthwiseConv2DAttribute(params int[] kernel) => Kernel = kernel;

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
