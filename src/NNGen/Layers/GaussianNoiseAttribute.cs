namespace NNGen;

/// <summary>
/// During training, adds a normally distributed random number with mean 0 to every value; otherwise it does nothing. Keras's
/// <c>GaussianNoise</c>.
/// </summary>
/// <remarks>
/// It makes many similar samples of each one, so that the network learns similar outputs around it; most often it follows the input.
/// <see cref="DropoutAttribute"/> describes when it applies and what the random numbers depend on. A number is computed in single precision from
/// 24 random bits, also in a network of double precision.
/// </remarks>
/// <example>
/// Noise on inputs that are scaled to standard deviation 1:
/// <code>
/// [Network]
/// [Input(30)]
/// [GaussianNoise(0.1)]
/// [Dense(16), ReLU]
/// [Dense(1), Sigmoid]
/// [BinaryCrossEntropy]
/// public partial class Diagnosis;
/// </code>
/// </example>
public sealed class GaussianNoiseAttribute : LayerAttribute
{
    /// <summary>Adds Gaussian noise.</summary>
    /// <param name="stddev">Its standard deviation, finite and at least 0.</param>
    public GaussianNoiseAttribute(double stddev) => Stddev = stddev;

    /// <summary>The standard deviation of the noise.</summary>
    public double Stddev { get; }
}
