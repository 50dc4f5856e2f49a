namespace NNGen;

/// <summary>
/// A custom activation: a formula of the value <c>x</c>, applied to every value separately. Its derivative is derived at compile time.
/// </summary>
/// <remarks>
/// Numbers, <c>x</c>, <c>pi</c>; <c>+ - * /</c>, <c>^</c> with a whole exponent, <c>a &gt; b ? c : d</c>; <c>abs</c>, <c>erf</c>, <c>exp</c>,
/// <c>expm1</c>, <c>log</c>, <c>log1p</c>, <c>max</c>, <c>min</c>, <c>pow</c>, <c>relu</c>, <c>sigmoid</c>, <c>softplus</c>, <c>sqrt</c>,
/// <c>tanh</c>. The formula is compiled into the same loops as the activations of the library, and one that is written like theirs gives the
/// same bits. Mistakes in it are errors at the character (NNG2016 to NNG2019).
/// </remarks>
/// <example><code>[Dense(32), Activation("x * tanh(softplus(x))")]</code></example>
public sealed class ActivationAttribute : ActivationLayerAttribute
{
    /// <summary>Applies a formula.</summary>
    /// <param name="formula">The formula of <c>x</c>, such as <c>"x - tanh(x)"</c>; it may be a constant.</param>
    public ActivationAttribute(string formula) => Formula = formula;

    /// <summary>The formula of <c>x</c>.</summary>
    public string Formula { get; }
}
