namespace NNGen;

/// <summary>A smooth rectified linear unit, <c>ln(1 + eˣ)</c>: always positive.</summary>
/// <remarks>
/// Computed as <c>max(x, 0) + ln(1 + e^−|x|)</c>, which neither overflows nor needs a threshold. Derivative: the sigmoid of
/// <c>x</c> (Keras's formula; PyTorch's with beta 1 returns <c>x</c> beyond 20, where the two agree in single precision).
/// </remarks>
/// <example><code>[Dense(1), Softplus]</code></example>
public sealed class SoftplusAttribute : ActivationLayerAttribute;
