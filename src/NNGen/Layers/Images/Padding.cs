namespace NNGen;

/// <summary>What stands around an image or a sequence where the window of a convolution or a pooling leaves it.</summary>
/// <remarks>
/// With n positions, a window of k with dilation d, and stride s, there are <c>⌊(n + before + after − d·(k − 1) − 1) / s⌋ + 1</c> outputs. Along every axis,
/// <see cref="Same"/> pads in total <c>max(0, (⌈n/s⌉ − 1)·s + d·(k − 1) + 1 − n)</c>, half of it before, rounded down. For a symmetric padding, as PyTorch's
/// <c>padding=1</c>, state <c>Pad</c> or <c>Pads</c> instead.
/// </remarks>
public enum Padding
{
    /// <summary>None: windows stay inside. Keras's <c>valid</c>, PyTorch's <c>padding=0</c>.</summary>
    Valid,

    /// <summary>
    /// As much as gives ⌈n / s⌉ outputs, by TensorFlow's rule: Keras's <c>same</c>, ONNX's <c>SAME_UPPER</c>, and with stride 1 PyTorch's <c>'same'</c>. With
    /// stride 2, a kernel of 3 and an even n it pads 0 before and 1 after, where PyTorch's <c>padding=1</c> pads 1 and 1: the sizes agree, and every
    /// pixel is moved
    /// by one. An odd total puts the larger part after.
    /// </summary>
    Same,

    /// <summary>All of it before, d·(k − 1): no output sees a later step. For sequences only. Keras's <c>causal</c>.</summary>
    Causal,
}
