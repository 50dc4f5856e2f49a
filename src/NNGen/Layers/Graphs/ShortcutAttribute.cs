namespace NNGen;

/// <summary>
/// In a residual region: the layers from here to <see cref="EndResidualAttribute"/> are applied to the value that arrives at the region, where its shape
/// differs from what the region computes.
/// </summary>
/// <example>
/// <code>
/// [Network]
/// [Input(8)]
/// [Residual]
/// [Dense(16), ReLU, Dense(16)]
/// [Shortcut]
/// [Dense(16, Bias = false)]
/// [EndResidual, ReLU]
/// [Dense(3)]
/// [MeanSquaredError]
/// public partial class Projected;
/// </code>
/// </example>
public sealed class ShortcutAttribute : GraphAttribute
{
    /// <summary>
    /// The name in front of the tensors of its layers in files: <c>shortcut</c> unless stated. torchvision's is <c>downsample</c>.
    /// </summary>
    public string? Name { get; set; }
}
