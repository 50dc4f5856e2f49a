using System.Collections.Generic;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Layers;

/// <summary>The formula of an activation inside of a layer.</summary>
/// <param name="Name">The name of the activation.</param>
/// <param name="Formula">The formula of operand 0.</param>
/// <param name="Derivative">Its derivative, if it is simpler than the symbolic one.</param>
internal sealed record ActivationFormula(string Name, Expression Formula, Expression? Derivative)
{
    // Mirrors NNGen.CellActivation.
    private static readonly IReadOnlyList<string> Names = ["Tanh", "Sigmoid", "ReLU", "HardSigmoid", "Softsign", "Linear"];

    /// <summary>The activation of a number of <c>NNGen.CellActivation</c>.</summary>
    public static ActivationFormula Of(long value)
    {
        ActivationFormula formula = Activation.FormulaOf(Names[value >= 0 && value < Names.Count ? (int)value : 0]);
        return formula.Name switch
        {
            "Tanh" => formula with { Formula = Expression.Call(Function.TanhOfCell, new Operand(0)) },
            "Sigmoid" => formula with { Formula = Expression.Call(Function.SigmoidOfCell, new Operand(0)) },
            _ => formula,
        };
    }
}
