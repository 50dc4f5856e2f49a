namespace NNGen.Generator.Ir;

/// <summary>A network as operations, forward. See <see cref="Gradients.NetworkProgram"/> for its sections.</summary>
/// <param name="Builder">Knows the names that are taken, the parameters, random numbers and penalties.</param>
/// <param name="Input">What comes in.</param>
/// <param name="Logits">What the loss reads.</param>
/// <param name="Output">What goes out.</param>
/// <param name="Trunk">From the input to the logits.</param>
/// <param name="Activation">From the logits to the output, if that is not the same.</param>
/// <param name="Loss">The loss, if one is declared.</param>
internal sealed record ForwardProgram(
    ProgramBuilder Builder, Tensor Input, Tensor Logits, Tensor Output, EquatableArray<Operation> Trunk, EquatableArray<Operation> Activation, SampleLoss? Loss);

/// <summary>The loss of each sample.</summary>
/// <param name="Target">What each sample should give.</param>
/// <param name="Weight">Each sample's weight.</param>
/// <param name="Scale">Each sample's weight divided by the batch size.</param>
/// <param name="Result">The loss.</param>
/// <param name="Operations">What computes it.</param>
internal sealed record SampleLoss(Tensor Target, Tensor Weight, Tensor Scale, LossTerms Result, EquatableArray<Operation> Operations);

/// <summary>What a loss makes of one sample.</summary>
/// <param name="Loss">The loss, one number per sample.</param>
/// <param name="Slope">Its gradient with respect to the prediction where the loss states it, as a formula that readers know; otherwise the compiler derives it.</param>
internal sealed record LossTerms(Tensor Loss, Tensor? Slope = null)
{
    public static implicit operator LossTerms(Tensor loss) => new(loss);
}
