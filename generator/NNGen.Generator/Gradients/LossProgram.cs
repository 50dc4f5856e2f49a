using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Gradients;

/// <summary>The loss of each sample, and the gradient of the batch's mean loss with respect to the logits.</summary>
/// <param name="Target">The target of each sample.</param>
/// <param name="Weight">Each sample's weight.</param>
/// <param name="Scale">Each sample's weight divided by the batch size.</param>
/// <param name="Result">Each sample's loss times its weight.</param>
/// <param name="Mean">The mean loss, which the library sums in fixed lanes from <paramref name="Result"/>.</param>
/// <param name="Operations">Loss and gradient; the last one computes the gradient of the logits.</param>
internal sealed record LossProgram(Tensor Target, Tensor Weight, Tensor Scale, Tensor Result, Contract Mean, EquatableArray<Operation> Operations)
{
    public static LossProgram Of(SampleLoss loss, Tensor logits, Tensor logitsGradient, ProgramBuilder program)
    {
        // meanLoss = Σₛ scale[s] · sampleLoss[s]
        (Tensor result, Tensor? slope) = loss.Result;
        var mean = new Contract(program.Declare("meanLoss", []), result, loss.Scale);
        Tensor whole = program.Penalties.Aggregate(result, (sum, penalty) => program.Elementwise(
            "penalizedLoss", new Operand(0) + new Operand(1), sum, program.Sum("penalty", program.Elementwise("penaltyTerm", penalty.Formula, penalty.Tensor))));
        Tensor weighted = program.Elementwise("weightedLoss", new Operand(0) * new Operand(1), whole, loss.Weight);
        Tensor gradient = slope is not null
            ? program.Elementwise(logitsGradient.Name, new Operand(0) * new Operand(1), loss.Scale, slope)
            : Reverse.Differentiate([.. loss.Operations, mean], mean.Output, Tensor.One, [logits], program)[logits];

        // The loss first, then its gradient, so that their common work per output shares a loop.
        int end = loss.Operations.ToList().FindIndex(operation => operation.Output == result) + 1;
        EquatableArray<Operation> rest = NetworkProgram.Rename(program.Take(), gradient, logitsGradient);
        int middle = rest.ToList().FindIndex(operation => operation.Output == weighted) + 1;
        Operation[] operations = [.. loss.Operations.Take(end), .. rest.Take(middle), .. loss.Operations.Skip(end), .. rest.Skip(middle)];
        return new LossProgram(loss.Target, loss.Weight, loss.Scale, weighted, mean, operations.ToEquatableArray());
    }
}
