namespace NNGen;

/// <summary>The identity, <c>y = x</c>: says in words that a layer has no activation.</summary>
/// <remarks>
/// Computes nothing. It also says that two <see cref="DenseAttribute"/> layers without a nonlinearity between them are meant.
/// </remarks>
/// <example><code>[Dense(1), Linear]</code></example>
public sealed class LinearAttribute : ActivationLayerAttribute;
