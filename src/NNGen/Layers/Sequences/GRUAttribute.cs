namespace NNGen;

/// <summary>A gated recurrent unit. PyTorch's <c>GRU</c>, Keras's with <c>reset_after</c> (its default) and, with <see cref="ResetAfter"/> off, without.</summary>
/// <remarks>
/// <para>
/// With x of this step and h of the step before, <c>r = σ(W x + U h)</c>, <c>z = σ(W x + U h)</c>, <c>n = tanh(W x + b + r · (U h + c))</c>,
/// <c>h′ = (1 − z) · n + z · h</c>, each with separate weights and two biases. Gates are stored in PyTorch's order: reset, update, new; Keras has update first.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Network]
/// [Input(48, 3)]
/// [GRU(32)]
/// [Dense(1)]
/// [MeanSquaredError]
/// public partial class Forecast;
/// </code>
/// </example>
public sealed class GRUAttribute : GatedRecurrentAttribute
{
    /// <summary>Adds a gated recurrent unit.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    public GRUAttribute(int units)
        : base(units)
    {
    }

    /// <summary>
    /// Whether the reset gate multiplies the product with what is carried; <see langword="true"/> by default. Without, it multiplies what is carried before the product,
    /// <c>n = tanh(W x + b + U (r · h))</c>, and the layer has one bias: <see cref="RecurrentAttribute.RecurrentBias"/> is left out. Keras's <c>reset_after</c>, ONNX's
    /// <c>linear_before_reset</c>, where it is off by default.
    /// </summary>
    /// <example>
    /// <code>[GRU(32, ResetAfter = false)]</code>
    /// </example>
    public bool ResetAfter { get; set; } = true;
}
