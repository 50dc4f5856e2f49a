using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Model;

/// <summary>
/// A layer with known shapes. Each kind is one record in <c>Layers/</c> with everything about it: its arguments, its shape rule, its parameters
/// and its operations.
/// </summary>
/// <param name="Name">Its name in code and tables: as declared, or its kind with a number.</param>
/// <param name="Attribute">The index of its attribute in the declaration.</param>
/// <param name="Input">The shape of its input.</param>
/// <param name="Output">The shape of its output.</param>
internal abstract record Layer(string Name, int Attribute, Shape Input, Shape Output)
{
    /// <summary>Its attribute's name.</summary>
    public abstract string Kind { get; }

    /// <summary>A description for readers: <c>64 → 32</c>.</summary>
    public abstract string Description { get; }

    /// <summary>
    /// The numbers that, in addition to shapes and parameters, define what it computes; for comparison, whereas <see cref="Description"/> is for
    /// readers.
    /// </summary>
    public virtual EquatableArray<Argument> Arguments => default;

    /// <summary>The formula as written, of a user-defined activation.</summary>
    public virtual string? OwnFormula => null;

    /// <summary>Its trainable tensors, weights first.</summary>
    public virtual EquatableArray<Parameter> Parameters => default;

    /// <summary>State that is not trained; its offsets begin behind all trainable values.</summary>
    public virtual EquatableArray<Parameter> State => default;

    /// <summary>Whether it normalizes by statistics of the batch, which are the same for all samples.</summary>
    public virtual bool NormalizesBatch => false;

    /// <summary>Whether training carries its state from one batch to the next.</summary>
    public virtual bool CarriesState => false;

    /// <summary>The most steps of a sample that states its number of steps in the layer's second source; 0 if none is stated.</summary>
    public virtual int StatedSteps => 0;

    /// <summary>What it carries after the last step, as a further value: the hidden state, or the cell of an LSTM. Null if it carries none.</summary>
    public virtual Layer? StateAfter(bool isCell) => null;

    /// <summary>Where samples end, as a further value, if what it takes says so. Null if samples have all steps.</summary>
    public virtual Layer? Mask => null;

    /// <summary>The same layer with its state from an offset on.</summary>
    public virtual Layer WithState(int offset) => this;

    /// <summary>The number of multiply-adds in the forward pass of one sample.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>Whether it has a separate row in tables; other layers belong to the row of the preceding layer with parameters.</summary>
    public virtual bool HasOwnRow => Parameters.Count > 0;

    /// <summary>Whether an attribute declares it; otherwise it is a further value of the layer that its attribute declares.</summary>
    public virtual bool IsDeclared => true;

    /// <summary>Whether it is a linear map plus a constant, so that two such layers in a row are one.</summary>
    public virtual bool IsAffine => false;

    /// <summary>Whether it is a product with its own weights, plus a constant.</summary>
    public virtual bool IsProduct => false;

    /// <summary>Whether it is a product that leaves work to another one, so that two in a row are not one too many.</summary>
    public virtual bool IsFactor => false;

    /// <summary>Whether it adds noise in training and is the identity in prediction.</summary>
    public virtual bool IsNoise => false;

    /// <summary>Whether it is the identity in prediction: noise, penalties.</summary>
    public virtual bool IsTransparent => IsNoise;

    /// <summary>Whether its values are a distribution, or its logarithm: a softmax.</summary>
    public virtual bool GivesShares => false;

    /// <summary>Its element-wise formula, if it consists only of that.</summary>
    public virtual Expression? Formula => null;

    /// <summary>Whether it is flat for negative values, so that no gradient passes there.</summary>
    public virtual bool IsFlatBelow => false;

    /// <summary>Whether no gradient passes if its input is 0.</summary>
    public virtual bool IsFlatAtZero => false;

    /// <summary>Whether its values are probabilities: each between 0 and 1.</summary>
    public virtual bool GivesProbabilities => false;

    /// <summary>The range of its values if its inputs are in the range <paramref name="input"/>.</summary>
    public virtual ValueRange Range(ValueRange input) => ValueRange.All;

    /// <summary>Whether it determines the shape of its output, so that messages about the shape name it; an activation does not.</summary>
    public bool DecidesShape => Parameters.Count > 0 || Input != Output;

    /// <summary>Whether it computes each step of a sequence alone, so that it can compute one step of a stream.</summary>
    public virtual bool WorksOnEachStep => false;

    /// <summary>Whether its result has the steps of its input, so that samples end where they did.</summary>
    public virtual bool KeepsSteps => WorksOnEachStep;

    /// <summary>The layer for one step of a stream, which comes in its turn; null if it needs steps that are not there yet.</summary>
    public virtual Layer? AtOneStep => Input.IsFlat || WorksOnEachStep ? this with { Input = Input.OneStep, Output = Output.OneStep } : null;

    /// <summary>Why it cannot compute a stream, and what to do instead.</summary>
    public virtual (string Reason, string Suggestion) WhyNotInStreams => ("needs all steps of the sequence at once", "remove it, or leave out Streaming");

    /// <summary>Whether it gives nothing at some steps of a stream, because it has a stride, or a window that is not full yet.</summary>
    public virtual bool SkipsSteps => false;

    /// <summary>Whether its parameters are those of an earlier layer.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether a dense layer can use its weights.</summary>
    public virtual bool CanBeTied => false;

    /// <summary>Its trainable tensors that are not those of an earlier layer.</summary>
    public virtual EquatableArray<Parameter> OwnParameters => IsShared ? default : Parameters;

    /// <summary>Its state that is not that of an earlier layer.</summary>
    public EquatableArray<Parameter> OwnState => IsShared ? default : State;

    public int ParameterCount => OwnParameters.Where(parameter => !parameter.IsState).Sum(parameter => parameter.Count);

    public int StateCount => OwnState.Concat(OwnParameters.Where(parameter => parameter.IsState)).Sum(parameter => parameter.Count);

    /// <summary>The layers whose values it takes, by their index; negative for an input, ~index.</summary>
    public EquatableArray<int> Sources { get; init; }

    /// <summary>Whether it merges several values.</summary>
    public virtual bool MergesValues => false;

    /// <summary>The number of its biases; of one direction.</summary>
    public virtual int Biases => HasBias ? 1 : 0;

    /// <summary>Whether the last of its parameters are biases.</summary>
    public bool HasBias => Parameters.Count > 1 && Parameters[Parameters.Count - 1].Shape.Count == 1;


    /// <summary>Writes its operations.</summary>
    public abstract Tensor Lower(ProgramBuilder program, Tensor input);

    /// <summary>Writes the operations of a layer that may take several values.</summary>
    /// <param name="program">Receives the operations.</param>
    /// <param name="inputs">The values, the current one first.</param>
    public virtual Tensor Lower(ProgramBuilder program, IReadOnlyList<Tensor> inputs) => Lower(program, inputs[0]);

    /// <summary>Its name in messages: <c>Dense 'fc1'</c>.</summary>
    public string Title => $"{Kind} '{Name}'";
}

/// <summary>A numeric argument of an attribute, or its default.</summary>
internal readonly record struct Argument(string Name, double Value);
