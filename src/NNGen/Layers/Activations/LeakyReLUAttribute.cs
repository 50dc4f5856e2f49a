namespace NNGen;

/// <summary>
/// A rectified linear unit that lets a fraction of negative values through: <c>x</c> where <c>x &gt; 0</c>, else <c>slope·x</c>.
/// </summary>
/// <remarks>
/// The slope has no default, because the sources disagree: Keras's layer uses 0.3, its function 0.2, PyTorch and ONNX 0.01
/// (Maas, Hannun and Ng, 2013).
/// </remarks>
/// <example><code>[Dense(32), LeakyReLU(0.01)]</code></example>
public sealed class LeakyReLUAttribute : ActivationLayerAttribute
{
    /// <summary>Adds a leaky rectified linear unit.</summary>
    /// <param name="slope">The factor of negative values, finite.</param>
    public LeakyReLUAttribute(double slope) => Slope = slope;

    /// <summary>The factor of negative values.</summary>
    public double Slope { get; }
}
