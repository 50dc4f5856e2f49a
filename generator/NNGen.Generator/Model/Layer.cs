using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Model;

/// <summary>
/// A layer whose shapes are known. Each kind is one record in <c>Layers/</c> that holds all NNGen knows about it: its arguments,
/// its shape rule, its parameters and what it computes.
/// </summary>
/// <param name="Name">Its name in code and tables: as declared, or its kind with a number.</param>
/// <param name="Attribute">Index of its attribute in the declaration.</param>
/// <param name="Input">What arrives.</param>
/// <param name="Output">What it gives.</param>
internal abstract record Layer(string Name, int Attribute, Shape Input, Shape Output)
{
    /// <summary>Its attribute's name.</summary>
    public abstract string Kind { get; }

    /// <summary>What it does, for a reader: <c>64 → 32</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The numbers that decide, beside shapes and parameters, what it computes: facts to compare, where <see cref="Description"/> is to read.</summary>
    public virtual EquatableArray<Argument> Arguments => default;

    /// <summary>The formula as the user has written it, of a layer of the user's own.</summary>
    public virtual string? OwnFormula => null;

    /// <summary>Its trainable tensors, weights first.</summary>
    public virtual EquatableArray<Parameter> Parameters => default;

    /// <summary>Multiply-adds of one sample's forward pass.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>Whether it is a row of its own in tables; other layers belong to the row of the layer with parameters before them.</summary>
    public virtual bool HasOwnRow => Parameters.Count > 0;

    /// <summary>Whether it is a linear map and a constant, so that it adds nothing to another such layer.</summary>
    public virtual bool IsAffine => false;

    /// <summary>Whether it is a product with weights of its own, and a constant.</summary>
    public virtual bool IsProduct => false;

    /// <summary>Whether it is a product that leaves work to another one, so that two in a row are not one too many.</summary>
    public virtual bool IsFactor => false;

    /// <summary>Whether it disturbs values while training, and is nothing afterwards.</summary>
    public virtual bool IsNoise => false;

    /// <summary>Whether it leaves values as they are when it predicts: noise, penalties.</summary>
    public virtual bool IsTransparent => IsNoise;

    /// <summary>Whether its values are shares of one whole, or their logarithms: a softmax.</summary>
    public virtual bool GivesShares => false;

    /// <summary>The element-wise formula that it is, if it is nothing else.</summary>
    public virtual Expression? Formula => null;

    /// <summary>Whether it has a flat part, where no gradient passes, on the side of negative values.</summary>
    public virtual bool IsFlatBelow => false;

    /// <summary>Whether no gradient passes where its input is 0.</summary>
    public virtual bool IsFlatAtZero => false;

    /// <summary>Whether its values are probabilities: each between 0 and 1.</summary>
    public virtual bool GivesProbabilities => false;

    /// <summary>Between which bounds its values lie when those that arrive lie between <paramref name="input"/>.</summary>
    public virtual ValueRange Range(ValueRange input) => ValueRange.All;

    /// <summary>Whether it decides the shape that it gives, so that a message about the shape should name it: an activation does not.</summary>
    public bool DecidesShape => Parameters.Count > 0 || Input != Output;

    public int ParameterCount => Parameters.Sum(parameter => parameter.Count);

    /// <summary>Writes what it computes as operations.</summary>
    public abstract Tensor Lower(ProgramBuilder program, Tensor input);

    /// <summary>How messages call it: <c>Dense 'fc1'</c>.</summary>
    public string Title => $"{Kind} '{Name}'";
}

/// <summary>A number that an attribute was declared with, or its default.</summary>
internal readonly record struct Argument(string Name, double Value);
