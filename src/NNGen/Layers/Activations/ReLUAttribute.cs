namespace NNGen;

/// <summary>The rectified linear unit <c>max(0, x)</c>.</summary>
/// <remarks>Derivative 1 where <c>x &gt; 0</c>, else 0; 0 at 0, as in Keras and PyTorch (Nair and Hinton, 2010).</remarks>
/// <example><code>[Dense(32), ReLU]</code></example>
public sealed class ReLUAttribute : ActivationLayerAttribute;
