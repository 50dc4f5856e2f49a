namespace NNGen;

/// <summary>
/// Quadratic for small errors, linear for large ones, averaged over all outputs and samples: <c>e² / 2</c> where
/// <c>|e| ≤ delta</c>, else <c>delta·(|e| − delta / 2)</c>, with <c>e = y − t</c>.
/// </summary>
/// <remarks>
/// Targets have the shape of the output. The gradient is <c>e / n</c>, clipped at <c>±delta / n</c>, with <c>n</c> outputs × samples
/// (Huber, 1964; Keras's <c>Huber</c>, PyTorch's <c>HuberLoss</c>).
/// </remarks>
/// <example>
/// <code>
/// [Dense(1)]
/// [Huber(0.5)]
/// </code>
/// </example>
public sealed class HuberAttribute : LossFunctionAttribute
{
    /// <summary>Trains with the Huber loss.</summary>
    /// <param name="delta">The error from which the loss grows linearly: finite and greater than 0.</param>
    public HuberAttribute(double delta = 1) => Delta = delta;

    /// <summary>The error from which the loss grows linearly.</summary>
    public double Delta { get; }
}
