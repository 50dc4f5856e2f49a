namespace NNGen;

/// <summary>The exponential linear unit: <c>x</c> where <c>x &gt; 0</c>, else <c>alpha·(eˣ − 1)</c>.</summary>
/// <remarks>
/// Derivative 1 where <c>x &gt; 0</c>, else <c>y + alpha</c> (Clevert, Unterthiner and Hochreiter, 2016).
/// </remarks>
/// <example><code>[Dense(32), ELU]</code></example>
public sealed class ELUAttribute : ActivationLayerAttribute
{
    /// <summary>Adds an exponential linear unit.</summary>
    /// <param name="alpha">Where negative values saturate, at <c>−alpha</c>: finite and greater than 0.</param>
    public ELUAttribute(double alpha = 1) => Alpha = alpha;

    /// <summary>Where negative values saturate, at <c>−Alpha</c>.</summary>
    public double Alpha { get; }
}
