using NNGen.Generator.Differentiation;

namespace NNGen.Generator.Graph;

/// <summary>What training minimises. Each kind is one record in <c>Losses/</c>.</summary>
internal abstract record Loss
{
    /// <summary>Its attribute's name, which is also the member of <c>NNGen.LossKind</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The formula, for a reader.</summary>
    public abstract string Description { get; }

    /// <summary>The numbers that decide, beside <see cref="LabelSmoothing"/>, what it computes.</summary>
    public virtual EquatableArray<Argument> Arguments => default;

    /// <summary>Whether the network's outputs are logits: probabilities before their sigmoid or softmax.</summary>
    public virtual bool FromLogits => false;

    /// <summary>How far targets are moved from certainty towards all classes alike, from 0 to 1.</summary>
    public virtual double LabelSmoothing => 0;

    /// <summary>Whether it is computed from the input of this last layer rather than from its output.</summary>
    public virtual bool FusesWith(Layer last) => false;

    /// <summary>Targets moved towards <paramref name="uniform"/>, the probability of each answer before anything is known: t (1 − s) + s · uniform, Keras's formula.</summary>
    protected Value Smooth(ProgramBuilder program, Value target, double uniform) => LabelSmoothing == 0
        ? target
        : program.Map("smoothTarget", (new Operand(0) * (1 - LabelSmoothing)) + (LabelSmoothing * uniform), target);

    /// <summary>Writes the loss of one sample, a single value, as operations.</summary>
    /// <param name="program">Receives the operations.</param>
    /// <param name="prediction">The outputs, or the last layer's input where <see cref="FusesWith"/> holds.</param>
    /// <param name="target">The targets, of the same size.</param>
    /// <param name="fused">Whether <paramref name="prediction"/> is the last layer's input.</param>
    public abstract Value Lower(ProgramBuilder program, Value prediction, Value target, bool fused);
}
