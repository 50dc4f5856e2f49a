namespace NNGen;

/// <summary>Ends a residual region: adds the value that arrived at its beginning, through the <see cref="ShortcutAttribute"/> if there is one.</summary>
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
public sealed class EndResidualAttribute : LayerAttribute;
