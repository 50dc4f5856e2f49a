namespace NNGen;

/// <summary>The identity, <c>y = x</c>: states explicitly that a layer has no activation.</summary>
/// <remarks>
/// Computes nothing. It also states that two <see cref="DenseAttribute"/> layers without a nonlinearity between them are intended.
/// </remarks>
/// <example><code>[Dense(1), Linear]</code></example>
public sealed class LinearAttribute : ActivationLayerAttribute;
