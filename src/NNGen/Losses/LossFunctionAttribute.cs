namespace NNGen;

/// <summary>
/// The base of losses: what training minimizes, averaged over the samples of a batch. A network has at most one, as its last
/// attribute; a network without one predicts, and trains with a gradient that you compute yourself.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public abstract class LossFunctionAttribute : Attribute
{
    private protected LossFunctionAttribute()
    {
    }
}
