namespace NNGen;

/// <summary>
/// The mean of <c>|y − t|</c> over all outputs and samples: for regression where outliers must not dominate.
/// </summary>
/// <remarks>
/// Targets have the shape of the output. The gradient is <c>sign(y − t) / n</c> with <c>n</c> outputs × samples, 0 where both
/// agree (Keras's <c>MeanAbsoluteError</c>, PyTorch's <c>L1Loss</c>).
/// </remarks>
/// <example>
/// <code>
/// [Dense(1)]
/// [MeanAbsoluteError]
/// </code>
/// </example>
public sealed class MeanAbsoluteErrorAttribute : LossFunctionAttribute;
