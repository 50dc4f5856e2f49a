namespace NNGen;

/// <summary>A rectified linear unit that ends at 6: <c>min(max(x, 0), 6)</c>.</summary>
/// <remarks>Derivative 1 where <c>0 &lt; x &lt; 6</c>, else 0. PyTorch's and Keras's <c>ReLU6</c>, of MobileNet.</remarks>
/// <example><code>[Dense(32), ReLU6]</code></example>
public sealed class ReLU6Attribute : ActivationLayerAttribute;
