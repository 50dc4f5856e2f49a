namespace NNGen;

/// <summary>
/// The mean of <c>(y − t)²</c> over all outputs and samples: for regression.
/// </summary>
/// <remarks>
/// Targets have the shape of the output. The gradient is <c>2·(y − t) / n</c> with <c>n</c> outputs × samples, as in Keras and
/// PyTorch (scikit-learn halves the loss).
/// </remarks>
/// <example>
/// <code>
/// [Dense(1)]
/// [MeanSquaredError]
/// </code>
/// </example>
public sealed class MeanSquaredErrorAttribute : LossFunctionAttribute;
