namespace NNGen;

/// <summary>
/// While training, adds a random number of a normal distribution with mean 0 to every value; afterwards it does nothing. Keras's
/// <c>GaussianNoise</c>.
/// </summary>
/// <remarks>
/// It makes many similar samples of each one, so that the network learns to answer alike around it; most often it stands behind the input. When it disturbs
/// and what the numbers follow from is said at <see cref="DropoutAttribute"/>. A number is computed in single precision from 24 random bits, also in
/// a network of double precision.
/// </remarks>
/// <example>
/// Noise on inputs that were scaled to standard deviation 1:
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
