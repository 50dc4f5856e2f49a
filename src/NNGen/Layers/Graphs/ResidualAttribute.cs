namespace NNGen;

/// <summary>
/// Begins a residual region: the layers up to <see cref="EndResidualAttribute"/> compute what is added to the value that arrives here.
/// </summary>
/// <remarks>
/// The same as <see cref="AsAttribute"/> here and <see cref="AddAttribute"/> at the end, without a name. Regions may contain others.
/// </remarks>
/// <example>
/// <code>
/// [Network]
/// [Input(8)]
/// [Dense(16), ReLU]
/// [Residual]
/// [Dense(16), ReLU, Dense(16)]
/// [EndResidual, ReLU]
/// [Dense(3)]
/// [MeanSquaredError]
/// public partial class Residuals;
/// </code>
/// </example>
public sealed class ResidualAttribute : GraphAttribute;
