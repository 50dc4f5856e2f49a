namespace NNGen;

/// <summary>
/// Passes its input on unchanged, and adds a penalty on the values to the loss: <c>L1·Σ|y| + L2·Σy²</c> over the values of each sample. Keras's
/// <c>ActivityRegularization</c>, and the <c>activity_regularizer</c> of its layers.
/// </summary>
/// <remarks>
/// It follows the values to keep small, usually an activation; with L1, few units are active for each sample. The penalty is part of a sample's
/// loss: it is averaged over the batch, as in Keras 2 (Keras 3 adds the sum over the batch undivided: its factors are these divided by the batch
/// size), and multiplied by the sample's weight. It belongs to the loss that the network declares: without one, or with your own gradient, it
/// does nothing.
/// </remarks>
/// <example>
/// A sparse code of 16 numbers:
/// <code>
/// [Network]
/// [Input(64)]
/// [Dense(16), ReLU]
/// [ActivityRegularization(L1 = 1e-3)]
/// [Dense(64)]
/// [MeanSquaredError]
/// public partial class Autoencoder;
/// </code>
/// </example>
public sealed class ActivityRegularizationAttribute : LayerAttribute
{
    /// <summary>The factor of the values' magnitudes, finite and at least 0; 0 by default.</summary>
    public double L1 { get; set; }

    /// <summary>The factor of the values' squares, finite and at least 0; 0 by default.</summary>
    public double L2 { get; set; }
}
