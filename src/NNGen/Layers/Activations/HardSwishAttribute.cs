namespace NNGen;

/// <summary>A swish of straight lines, <c>x · min(max(x + 3, 0), 6) / 6</c>: 0 below −3, <c>x</c> above 3, a parabola between.</summary>
/// <remarks>
/// Derivative <c>(2x + 3) / 6</c> where <c>−3 &lt; x &lt; 3</c>, 0 below and 1 above (Howard et al., 2019; PyTorch's <c>Hardswish</c>).
/// </remarks>
/// <example><code>[Dense(32), HardSwish]</code></example>
public sealed class HardSwishAttribute : ActivationLayerAttribute;
