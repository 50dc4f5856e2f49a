namespace NNGen;

/// <summary>
/// A custom loss: a formula of a prediction <c>p</c> and its target <c>t</c>, averaged over all outputs and samples. Its gradient is derived at
/// compile time.
/// </summary>
/// <remarks>
/// Written like the formula of <see cref="ActivationAttribute"/>. Targets have the shape of the output. For a loss that is not a mean over
/// single outputs, compute its gradient yourself between <c>Forward</c> and <c>Backward</c>.
/// </remarks>
/// <example>
/// <code>
/// [Dense(1)]
/// [Loss("log(1 + (p - t)^2)")]
/// </code>
/// </example>
public sealed class LossAttribute : LossFunctionAttribute
{
    /// <summary>Trains with a formula.</summary>
    /// <param name="formula">The formula of <c>p</c> and <c>t</c>, such as <c>"sqrt(1 + (p - t)^2) - 1"</c>; it may be a constant.</param>
    public LossAttribute(string formula) => Formula = formula;

    /// <summary>The formula of <c>p</c> and <c>t</c>.</summary>
    public string Formula { get; }
}
