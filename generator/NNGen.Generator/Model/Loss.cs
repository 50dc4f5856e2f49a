using NNGen.Generator.Ir;

namespace NNGen.Generator.Model;

/// <summary>The objective that training minimizes. Each kind is one record in <c>Losses/</c>.</summary>
internal abstract record Loss
{
    /// <summary>Its attribute's name.</summary>
    public abstract string Kind { get; }

    /// <summary>The member of <c>NNGen.LossKind</c>.</summary>
    public virtual string Member => Kind;

    /// <summary>The formula as written, of a user-defined loss.</summary>
    public virtual string? OwnFormula => null;

    /// <summary>The user-defined formula of prediction and target that is averaged over the outputs.</summary>
    public virtual Expression? Formula => null;

    /// <summary>The formula, for readers.</summary>
    public abstract string Description { get; }

    /// <summary>The numbers that, in addition to <see cref="LabelSmoothing"/>, define what it computes.</summary>
    public virtual EquatableArray<Argument> Arguments => default;

    /// <summary>The kind of outputs that it expects.</summary>
    public virtual Expectation Expects => Expectation.Numbers;

    /// <summary>Whether targets can be given as class numbers.</summary>
    /// <param name="outputs">The number of values per output.</param>
    public bool TakesClasses(int outputs) => Expects == Expectation.Class || (Expects == Expectation.Labels && outputs == 1);

    /// <summary>Whether the network's outputs are logits: probabilities before their sigmoid or softmax.</summary>
    public virtual bool FromLogits => false;

    /// <summary>How far targets are moved from certainty toward a uniform distribution, from 0 to 1.</summary>
    public virtual double LabelSmoothing => 0;

    /// <summary>The class number of positions that do not count, or null.</summary>
    public virtual int? IgnoreIndex => null;

    /// <summary>Whether it is computed from the input of this last layer rather than from its output.</summary>
    public virtual bool FusesWith(Layer last) => false;

    /// <summary>
    /// Targets moved toward <paramref name="uniform"/>, the prior probability of each answer: t (1 − s) + s · uniform, Keras's formula.
    /// </summary>
    protected Tensor Smooth(ProgramBuilder program, Tensor target, double uniform) => LabelSmoothing == 0
        ? target
        : program.Elementwise("smoothTarget", (new Operand(0) * (1 - LabelSmoothing)) + (LabelSmoothing * uniform), target);

    /// <summary>Writes the loss of one sample, a single value, as operations.</summary>
    /// <param name="program">Receives the operations.</param>
    /// <param name="prediction">The outputs, or the last layer's input if <see cref="FusesWith"/> is true.</param>
    /// <param name="target">The targets, of the same size.</param>
    /// <param name="fused">Whether <paramref name="prediction"/> is the last layer's input.</param>
    public abstract LossTerms Lower(ProgramBuilder program, Tensor prediction, Tensor target, bool fused);
}

/// <summary>The interpretation of a network's outputs by a loss.</summary>
internal enum Expectation
{
    /// <summary>Numbers of any size.</summary>
    Numbers,

    /// <summary>An independent probability for each label.</summary>
    Labels,

    /// <summary>A probability for each class, of which exactly one is correct.</summary>
    Class,
}
