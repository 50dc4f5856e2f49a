namespace NNGen;

/// <summary>
/// An enlarged image: every pixel repeated, or values between pixels interpolated. Keras's <c>UpSampling2D</c>, PyTorch's <c>Upsample</c> with mode
/// <c>nearest</c> or <c>bilinear</c>.
/// </summary>
/// <remarks>Takes <c>[height, width, channels]</c> and gives <c>[height · factor, width · factor, channels]</c>.</remarks>
/// <example>
/// An autoencoder of images, whose second half enlarges:
/// <code>
/// [Network]
/// [Input(16, 16, 1)]
/// [Conv2D(4, 3, Padding = Padding.Same), ReLU]
/// [MaxPool2D]
/// [UpSampling2D(Interpolation = Interpolation.Bilinear)]
/// [Conv2D(1, 3, Padding = Padding.Same), Sigmoid]
/// [MeanSquaredError]
/// public partial class Autoencoder;
/// </code>
/// </example>
public sealed class UpSampling2DAttribute : LayerAttribute
{
    /// <summary>Enlarges an image.</summary>
    /// <param name="factors">How often: one number for both axes, or height and width; none: 2.</param>
    public UpSampling2DAttribute(params int[] factors) => Factors = factors.Length == 0 ? [2] : factors;

    /// <summary>How often pixels are repeated as it is stated: one number, or height and width.</summary>
    public IReadOnlyList<int> Factors { get; }

    /// <summary>Where values between pixels come from; <see cref="Interpolation.Nearest"/> unless stated, which repeats pixels.</summary>
    public Interpolation Interpolation { get; set; }
}
