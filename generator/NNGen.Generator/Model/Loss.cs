using NNGen.Generator.Ir;

namespace NNGen.Generator.Model;

/// <summary>What training minimises. Each kind is one record in <c>Losses/</c>.</summary>
internal abstract record Loss
{
    /// <summary>Its attribute's name.</summary>
    public abstract string Kind { get; }

    /// <summary>The member of <c>NNGen.LossKind</c>.</summary>
    public virtual string Member => Kind;

    /// <summary>The formula as the user has written it, of a loss of the user's own.</summary>
    public virtual string? OwnFormula => null;

    /// <summary>What is averaged over the outputs, of prediction and target, where it is a formula of the user's own.</summary>
    public virtual Expression? Formula => null;

    /// <summary>The formula, for a reader.</summary>
    public abstract string Description { get; }

    /// <summary>The numbers that decide, beside <see cref="LabelSmoothing"/>, what it computes.</summary>
    public virtual EquatableArray<Argument> Arguments => default;

    /// <summary>What the outputs of the network are to be.</summary>
    public virtual Expectation Expects => Expectation.Numbers;

    /// <summary>Whether targets can be given as class numbers.</summary>
    /// <param name="outputs">Values of an output.</param>
    public bool TakesClasses(int outputs) => Expects == Expectation.Class || (Expects == Expectation.Labels && outputs == 1);

    /// <summary>Whether the network's outputs are logits: probabilities before their sigmoid or softmax.</summary>
    public virtual bool FromLogits => false;

    /// <summary>How far targets are moved from certainty towards all classes alike, from 0 to 1.</summary>
    public virtual double LabelSmoothing => 0;

    /// <summary>Whether it is computed from the input of this last layer rather than from its output.</summary>
    public virtual bool FusesWith(Layer last) => false;

    /// <summary>Targets moved towards <paramref name="uniform"/>, the probability of each answer before anything is known: t (1 − s) + s · uniform, Keras's formula.</summary>
    protected Tensor Smooth(ProgramBuilder program, Tensor target, double uniform) => LabelSmoothing == 0
        ? target
        : program.Elementwise("smoothTarget", (new Operand(0) * (1 - LabelSmoothing)) + (LabelSmoothing * uniform), target);

    /// <summary>Writes the loss of one sample, a single value, as operations.</summary>
    /// <param name="program">Receives the operations.</param>
    /// <param name="prediction">The outputs, or the last layer's input where <see cref="FusesWith"/> holds.</param>
    /// <param name="target">The targets, of the same size.</param>
    /// <param name="fused">Whether <paramref name="prediction"/> is the last layer's input.</param>
    public abstract LossTerms Lower(ProgramBuilder program, Tensor prediction, Tensor target, bool fused);
}

/// <summary>What a loss takes the outputs of a network for.</summary>
internal enum Expectation
{
    /// <summary>Numbers of any size.</summary>
    Numbers,

    /// <summary>A probability for each label, which are independent.</summary>
    Labels,

    /// <summary>A probability for each class, of which one is right.</summary>
    Class,
}
