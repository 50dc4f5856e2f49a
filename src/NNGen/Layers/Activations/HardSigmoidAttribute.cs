namespace NNGen;

/// <summary>A sigmoid of straight lines: <c>x / 6 + 1/2</c>, clipped to [0, 1].</summary>
/// <remarks>
/// Keras 3's and PyTorch's slope of 1/6 (ONNX's default is 0.2). Derivative 1/6 where <c>−3 &lt; x &lt; 3</c>, else 0.
/// </remarks>
/// <example><code>[Dense(4), HardSigmoid]</code></example>
public sealed class HardSigmoidAttribute : ActivationLayerAttribute;
