namespace NNGen;

/// <summary>
/// The base of losses: what training minimizes, averaged over the samples of a batch. An output has at most one, below it; a network without one predicts,
/// and trains with a gradient that you compute yourself.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public abstract class LossFunctionAttribute : Attribute
{
    private protected LossFunctionAttribute()
    {
    }

    /// <summary>
    /// The factor of this loss in the sum of all, of a network with several outputs; 1 unless stated. Finite and greater than 0. Keras's
    /// <c>loss_weights</c>.
    /// </summary>
    public double Weight { get; set; } = 1;
}
