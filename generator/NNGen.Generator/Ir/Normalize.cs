using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>
/// (x − mean) · scale · gain + shift, where mean and scale are statistics of x itself, over the axes that they do not have: their dependence on x is
/// part of this operation's gradient rule.
/// </summary>
/// <param name="Output">The result.</param>
/// <param name="Source">The normalized tensor, x.</param>
/// <param name="Mean">The mean of x, or null if it is not subtracted.</param>
/// <param name="Scale">1 / √(the mean of the squared differences + ε).</param>
/// <param name="Gain">A learned factor, or null.</param>
/// <param name="Shift">A learned summand, or null.</param>
/// <param name="Batch">The samples that statistics of a whole batch are over, or null if every sample has its own.</param>
internal sealed record Normalize(Tensor Output, Tensor Source, Tensor? Mean, Tensor Scale, Tensor? Gain, Tensor? Shift, Batch? Batch) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => new[] { Source, Mean, Scale, Gain, Shift }.Where(tensor => tensor is not null)!;

    /// <summary>The operation as a formula.</summary>
    public Elementwise AsFormula()
    {
        var operands = new List<Tensor>();
        Expression formula = Next(Source);
        if (Mean is not null) { formula -= Next(Mean); }
        formula *= Next(Scale);
        if (Gain is not null) { formula *= Next(Gain); }
        if (Shift is not null) { formula += Next(Shift); }
        return new Elementwise(Output, formula, operands.ToEquatableArray());

        Expression Next(Tensor tensor)
        {
            operands.Add(tensor);
            return new Operand(operands.Count - 1);
        }
    }
}

/// <summary>The samples of a batch, as tensors that no operation computes.</summary>
/// <param name="Size">Their number, without axes.</param>
/// <param name="Present">1 for a sample, 0 for a place in the last panel that holds none; over samples.</param>
internal sealed record Batch(Tensor Size, Tensor Present);
