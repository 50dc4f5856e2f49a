namespace NNGen;

/// <summary>Every pixel repeated: the nearest neighbor. Keras's <c>UpSampling2D</c>, PyTorch's <c>Upsample</c> with mode <c>nearest</c>.</summary>
/// <remarks>Takes <c>[height, width, channels]</c> and gives <c>[height · factor, width · factor, channels]</c>.</remarks>
/// <example>
/// The second half of an autoencoder of images:
/// <code>
/// [Network]
/// [Input(16, 16, 1)]
/// [Conv2D(4, 3, Padding = Padding.Same), ReLU]
/// [MaxPool2D]
/// [UpSampling2D]
/// [Conv2D(1, 3, Padding = Padding.Same), Sigmoid]
/// [MeanSquaredError]
/// public partial class Autoencoder;
/// </code>
/// </example>
public sealed class UpSampling2DAttribute : LayerAttribute
{
    /// <summary>Repeats pixels.</summary>
    /// <param name="factors">How often: one number for both axes, or height and width; none: 2.</param>
    public UpSampling2DAttribute(params int[] factors) => Factors = factors.Length == 0 ? [2] : factors;

    /// <summary>How often pixels are repeated as it is stated: one number, or height and width.</summary>
    public IReadOnlyList<int> Factors { get; }
}
