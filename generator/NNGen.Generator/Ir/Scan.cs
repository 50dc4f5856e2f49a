using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>
/// A loop over the steps of a sequence, which carries values from each step to the next. What is linear over all steps, the product with the source,
/// stands outside, before the loop; inside are the product with what is carried, and the formulas of a cell.
/// </summary>
/// <param name="Final">What is carried, after the last step.</param>
/// <param name="Kept">The tensors of the cell that are kept for all steps.</param>
/// <param name="Sums">The products of a step: memory of the loop.</param>
/// <param name="Source">What arrives, <c>[samples, steps, gates · units]</c>: the gates are one behind the other.</param>
/// <param name="Weights">The weights of the products, <c>[gates · units, units]</c>.</param>
/// <param name="Bias">The start of their sums, if not zero.</param>
/// <param name="Initial">What is carried to the first step; none for zeros.</param>
/// <param name="IsThere">For each step, 1 where the sample has it: <c>[samples, steps]</c>; null if all samples have all steps.</param>
/// <param name="Cell">What a step computes.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="IsReversed">Whether it runs from the last step to the first one.</param>
internal sealed record Scan(
    EquatableArray<Tensor> Final, EquatableArray<Kept> Kept, Tensor Sums, Tensor Source, Tensor Weights, Tensor? Bias, EquatableArray<Tensor> Initial, Tensor? IsThere, Cell Cell,
    int Steps, bool IsReversed) : Operation(Final[0])
{
    /// <summary>Whether it goes on with what the pass before left in <see cref="Final"/>, as a stream does.</summary>
    public bool Continues { get; init; }

    /// <summary>What the products read instead of the carried values themselves, if some of these are dropped.</summary>
    public Dropped? Dropped { get; init; }

    public override IEnumerable<Tensor> Inputs
    {
        get
        {
            IEnumerable<Tensor> inputs = new[] { Source, Weights };
            if (Dropped is not null) { inputs = inputs.Append(Dropped.Mask); }
            if (Bias is not null) { inputs = inputs.Append(Bias); }
            if (IsThere is not null) { inputs = inputs.Append(IsThere); }
            return inputs.Concat(Initial);
        }
    }

    public override IEnumerable<Tensor> Outputs => Final.Concat(Kept.Select(kept => kept.All)).Append(Sums).Concat(Dropped?.Computed ?? []);

    /// <summary>The multiply-adds of all steps.</summary>
    public long MultiplyAdds => (long)Steps * Weights.Size;

    /// <summary>The same with another tensor for one of its results.</summary>
    public Scan Rename(Tensor from, Tensor to) => !Outputs.Contains(from) ? this : this with
    {
        Output = Output == from ? to : Output,
        Final = Final.Select(tensor => tensor == from ? to : tensor).ToEquatableArray(),
        Kept = Kept.Select(kept => kept.All == from ? kept with { All = to } : kept).ToEquatableArray(),
    };

    /// <summary>The tensor of all steps that holds a tensor of the cell, if it is kept.</summary>
    public Tensor? All(Tensor step) => Kept.FirstOrDefault(kept => kept.Step == step)?.All;
}

/// <summary>Dropout of what the recurrent products read: the same mask at all steps.</summary>
/// <param name="Mask">The mask, <c>[samples, units]</c>.</param>
/// <param name="Step">What remains at a step: memory of the loop.</param>
/// <param name="All">The same at all steps, if it is kept.</param>
internal sealed record Dropped(Tensor Mask, Tensor Step, Tensor? All = null)
{
    public IEnumerable<Tensor> Computed => All is null ? [Step] : [Step, All];
}

/// <summary>The adjoint of a <see cref="Scan"/>: a loop over the steps in the other direction, which carries gradients.</summary>
/// <param name="SourceGradient">The gradient of the scan's source.</param>
/// <param name="ProductGradient">The gradient of the recurrent products; the same tensor if a cell only adds the products to what arrives.</param>
/// <param name="Carried">The gradients of what was carried; after the loop, of what was carried to the first step.</param>
/// <param name="FinalGradients">The gradients of what is carried after the last step; those that are not named are zero.</param>
/// <param name="KeptGradients">The gradients of what is carried, at all steps, as far as there are any from outside.</param>
/// <param name="Known">The tensors of the cell that its gradient reads.</param>
/// <param name="Weights">The weights of the products.</param>
/// <param name="IsThere">For each step, 1 where the sample has it.</param>
/// <param name="Cell">What a step computes.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="IsReversed">Whether it runs from the first step to the last one, as the scan did not.</param>
internal sealed record ScanTransposed(
    Tensor SourceGradient, Tensor ProductGradient, EquatableArray<Tensor> Carried, EquatableArray<Kept> FinalGradients, EquatableArray<Kept> KeptGradients, EquatableArray<Kept> Known, Tensor Weights,
    Tensor? IsThere, CellGradient Cell, int Steps, bool IsReversed) : Operation(SourceGradient)
{
    /// <summary>The mask of the products, and memory for what passes through them at a step.</summary>
    public Dropped? Dropped { get; init; }

    public override IEnumerable<Tensor> Inputs
    {
        get
        {
            IEnumerable<Tensor> inputs = (Dropped is null ? new[] { Weights } : [Weights, Dropped.Mask]).Concat(FinalGradients.Concat(KeptGradients).Concat(Known).Select(kept => kept.All));
            return IsThere is null ? inputs : inputs.Append(IsThere);
        }
    }

    public override IEnumerable<Tensor> Outputs => new[] { SourceGradient, ProductGradient }.Distinct().Concat(Carried).Concat(Dropped?.Computed ?? []);
}

/// <summary>The gradient of a <see cref="Cell"/>: formulas over one step, from the gradients of what it carries on to those of all that it reads.</summary>
/// <param name="Seeds">The gradients of what is carried to the next step.</param>
/// <param name="Formulas">The formulas, in order.</param>
/// <param name="Arriving">The gradients of the numbers from the source, by gate.</param>
/// <param name="Products">The gradients of the recurrent products, by gate.</param>
/// <param name="Previous">The gradients of what was carried, without what passes through the products; 0 where there is nothing else.</param>
/// <param name="IsThere">The cell's tensor that says which samples have the step.</param>
internal sealed record CellGradient(
    EquatableArray<Tensor> Seeds, EquatableArray<Elementwise> Formulas, EquatableArray<Tensor> Arriving, EquatableArray<Tensor> Products, EquatableArray<Tensor> Previous, Tensor? IsThere)
{
    /// <summary>The tensors that it reads and does not compute.</summary>
    public IEnumerable<Tensor> Known
    {
        get
        {
            HashSet<Tensor> given = [.. Seeds, .. Formulas.Select(formula => formula.Output)];
            if (IsThere is not null) { given.Add(IsThere); }
            return Formulas.SelectMany(formula => formula.Operands).Where(tensor => !given.Contains(tensor)).Distinct();
        }
    }
}
