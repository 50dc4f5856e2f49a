using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using static NNGen.Generator.Ir.Expression;

namespace NNGen.Generator.Layers;

/// <summary>
/// The cells of recurrent layers. Gates are in PyTorch's order: input, forget, cell, output of an LSTM; reset, update, new of a GRU. The names of tensors
/// begin with the layer's.
/// </summary>
/// <param name="name">The layer's name.</param>
/// <param name="units">The axis of the units.</param>
/// <param name="hasEnd">Whether samples may end before the last step.</param>
/// <param name="isDropped">Whether the products do not see a part of what is carried.</param>
internal sealed class Cells(string name, Axis units, bool hasEnd, bool isDropped = false)
{
    private readonly ProgramBuilder program = new();
    private readonly List<Stage> stages = [];

    /// <summary>h′ = f(x + u).</summary>
    public Cell Simple(ActivationFormula activation)
    {
        (Tensor[] x, Tensor[] u) = Gates("");
        Tensor h = Step("Previous");
        return Make(x, u, [h], [Apply("Next", activation, Sum("Sum", x[0], u[0]))]);
    }

    /// <summary>c′ = f · c + i · g, h′ = o · tanh(c′).</summary>
    public Cell Long(ActivationFormula activation, ActivationFormula gate)
    {
        (Tensor[] x, Tensor[] u) = Gates("Input", "Forget", "Candidate", "Output");
        Tensor h = Step("Previous"), c = Step("PreviousCell");
        Tensor input = Apply("InputGate", gate, Sum("InputSum", x[0], u[0])), forget = Apply("ForgetGate", gate, Sum("ForgetSum", x[1], u[1]));
        Tensor candidate = Apply("Candidate", activation, Sum("CandidateSum", x[2], u[2])), output = Apply("OutputGate", gate, Sum("OutputSum", x[3], u[3]));
        Tensor next = Formula("Cell", (new Operand(0) * new Operand(1)) + (new Operand(2) * new Operand(3)), forget, c, input, candidate);
        return Make(x, u, [h, c], [Formula("Next", new Operand(0) * new Operand(1), output, Apply("CellActivation", activation, next)), next]);
    }

    /// <summary>n = tanh(xₙ + r · uₙ), h′ = n + z · (h − n): PyTorch's, and Keras's with <c>reset_after</c>.</summary>
    public Cell Gated(ActivationFormula activation, ActivationFormula gate)
    {
        (Tensor[] x, Tensor[] u) = Gates("Reset", "Update", "New");
        Tensor h = Step("Previous");
        Tensor reset = Apply("ResetGate", gate, Sum("ResetSum", x[0], u[0])), update = Apply("UpdateGate", gate, Sum("UpdateSum", x[1], u[1]));
        Tensor candidate = Apply("New", activation, Formula("NewSum", new Operand(0) + (new Operand(1) * new Operand(2)), x[2], reset, u[2]));
        return Make(x, u, [h], [Formula("Next", new Operand(0) + (new Operand(1) * (new Operand(2) - new Operand(0))), candidate, update, h)]);
    }

    /// <summary>n = tanh(xₙ + Uₙ (r · h)), h′ = n + z · (h − n): Keras's without <c>reset_after</c>. The product of n reads what the first stage computes.</summary>
    public Cell ResetBefore(ActivationFormula activation, ActivationFormula gate)
    {
        (Tensor[] x, Tensor[] u) = Gates("Reset", "Update", "New");
        Tensor h = Step("Previous");
        Tensor reset = Apply("ResetGate", gate, Sum("ResetSum", x[0], u[0]));
        Tensor? mask = isDropped ? Step("Mask") : null;
        Tensor remaining = mask is null ? Formula("ResetPrevious", new Operand(0) * new Operand(1), reset, h)
            : Formula("ResetPrevious", new Operand(0) * new Operand(1) * new Operand(2), reset, h, mask);
        EndStage(h, u[0], u[1]);

        Tensor update = Apply("UpdateGate", gate, Sum("UpdateSum", x[1], u[1])), candidate = Apply("New", activation, Sum("NewSum", x[2], u[2]));
        return Make(x, remaining, [u[2]], [h], [Formula("Next", new Operand(0) + (new Operand(1) * (new Operand(2) - new Operand(0))), candidate, update, h)], mask);
    }

    private Cell Make(Tensor[] arriving, Tensor[] products, Tensor[] previous, Tensor[] next) => Make(arriving, previous[0], products, previous, next);

    /// <summary>Makes the cell, with its last stage. Behind the end of a sample, what was carried stays.</summary>
    private Cell Make(Tensor[] arriving, Tensor operand, Tensor[] products, Tensor[] previous, Tensor[] next, Tensor? mask = null)
    {
        Tensor? isThere = hasEnd ? program.Declare(name + "IsThere", [Axis.Samples]) : null;
        if (isThere is not null)
        {
            Expression orPrevious = WhereGreater(new Operand(2), 0.5, new Operand(0), new Operand(1));
            next = [.. next.Zip(previous, (computed, before) => Formula(computed.Name.Substring(name.Length) + "OrPrevious", orPrevious, computed, before, isThere))];
        }

        EndStage(operand, products);
        return new Cell(arriving.ToEquatableArray(), stages.ToEquatableArray(), previous.ToEquatableArray(), isThere, mask, next.ToEquatableArray());
    }

    /// <summary>Ends a stage: the products come before the formulas since the stage before.</summary>
    private void EndStage(Tensor operand, params Tensor[] products) =>
        stages.Add(new Stage(operand, stages.Sum(stage => stage.Products.Count), products.ToEquatableArray(), program.Take().Cast<Elementwise>().ToEquatableArray()));

    private (Tensor[] Arriving, Tensor[] Products) Gates(params string[] gates) =>
        ([.. gates.Select(gate => Step("Arriving" + gate))], [.. gates.Select(gate => Step("Product" + gate))]);

    private Tensor Step(string suffix) => program.Declare(name + suffix, [Axis.Samples, units]);

    private Tensor Sum(string suffix, Tensor left, Tensor right) => Formula(suffix, new Operand(0) + new Operand(1), left, right);

    private Tensor Formula(string suffix, Expression formula, params Tensor[] operands) => program.Add(new Elementwise(Step(suffix), formula, operands.ToEquatableArray()));

    private Tensor Apply(string suffix, ActivationFormula activation, Tensor operand) =>
        program.Add(new Elementwise(
            Step(suffix), activation.Formula, new EquatableArray<Tensor>([operand]), activation.Derivative is { } derivative ? new EquatableArray<Expression>([derivative]) : default));
}
