using NNGen.Generator.Differentiation;

namespace NNGen.Generator.Graph;

/// <summary>What training minimises. Each kind is one record in <c>Losses/</c>.</summary>
internal abstract record Loss
{
    /// <summary>Its attribute's name, which is also the member of <c>NNGen.LossKind</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The formula, for a reader.</summary>
    public abstract string Description { get; }

    /// <summary>Whether the network's outputs are logits: probabilities before their sigmoid or softmax.</summary>
    public virtual bool FromLogits => false;

    /// <summary>Whether it is computed from the input of this last layer rather than from its output.</summary>
    public virtual bool FusesWith(Layer last) => false;

    /// <summary>Writes the loss of one sample, a single value, as operations.</summary>
    /// <param name="program">Receives the operations.</param>
    /// <param name="prediction">The outputs, or the last layer's input where <see cref="FusesWith"/> holds.</param>
    /// <param name="target">The targets, of the same size.</param>
    /// <param name="fused">Whether <paramref name="prediction"/> is the last layer's input.</param>
    public abstract Value Lower(ProgramBuilder program, Value prediction, Value target, bool fused);
}
