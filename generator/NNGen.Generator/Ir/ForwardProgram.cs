namespace NNGen.Generator.Ir;

/// <summary>The forward operations of a network. See <see cref="Gradients.NetworkProgram"/> for its sections.</summary>
/// <param name="Builder">Holds the names in use, the parameters, random numbers and penalties.</param>
/// <param name="Input">The input.</param>
/// <param name="Logits">The tensor that the loss reads.</param>
/// <param name="Output">The output.</param>
/// <param name="Trunk">From the input to the logits.</param>
/// <param name="Activation">From the logits to the output, if these differ.</param>
/// <param name="Loss">The loss, if one is declared.</param>
internal sealed record ForwardProgram(
    ProgramBuilder Builder, Tensor Input, Tensor Logits, Tensor Output, EquatableArray<Operation> Trunk, EquatableArray<Operation> Activation, SampleLoss? Loss)
{
    /// <summary>The weights that are computed from several parameters, in a program for prediction.</summary>
    public EquatableArray<Derivation> Derivations { get; init; }

    /// <summary>The weights in another order, in a program for streams.</summary>
    public EquatableArray<WindowWeights> Windows { get; init; }

    /// <summary>The number of the values of both.</summary>
    public int DerivedSize { get; init; }

    /// <summary>Where the input holds token ids.</summary>
    public EquatableArray<TokenRange> Tokens { get; init; }
}

/// <summary>A part of the input that holds token ids.</summary>
/// <param name="Name">The name of the input.</param>
/// <param name="Offset">Where it starts.</param>
/// <param name="Count">How many ids there are.</param>
/// <param name="Vocabulary">The number of different ids.</param>
internal sealed record TokenRange(string Name, int Offset, int Count, int Vocabulary)
{
    /// <summary>The least of them; 1 if they are numbers of steps.</summary>
    public int Least { get; init; }
}

/// <summary>The loss of each sample.</summary>
/// <param name="Target">The target of each sample.</param>
/// <param name="Weight">Each sample's weight.</param>
/// <param name="Scale">Each sample's weight divided by the batch size.</param>
/// <param name="Result">The loss.</param>
/// <param name="Operations">The operations that compute it.</param>
internal sealed record SampleLoss(Tensor Target, Tensor Weight, Tensor Scale, LossTerms Result, EquatableArray<Operation> Operations);

/// <summary>The value of a loss for one sample.</summary>
/// <param name="Loss">The loss, one number per sample.</param>
/// <param name="Slope">
/// Its gradient with respect to the prediction, if the loss states it in its well-known form; otherwise the compiler derives it.
/// </param>
internal sealed record LossTerms(Tensor Loss, Tensor? Slope = null)
{
    public static implicit operator LossTerms(Tensor loss) => new(loss);
}
