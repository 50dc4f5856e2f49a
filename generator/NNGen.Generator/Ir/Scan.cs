using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>
/// A loop over the steps of a sequence, which carries values from each step to the next. What is linear over all steps, the product with the source,
/// stands outside, before the loop; inside are the products with what is carried, and the formulas of a cell.
/// </summary>
/// <param name="Final">What is carried, after the last step.</param>
/// <param name="Kept">The tensors of the cell that are kept for all steps.</param>
/// <param name="Sums">The products of a step: memory of the loop.</param>
/// <param name="Source">What arrives, <c>[samples, steps, gates · units]</c>: the gates are one behind the other.</param>
/// <param name="Products">The products of each stage of the cell.</param>
/// <param name="Initial">What is carried to the first step; none for zeros.</param>
/// <param name="IsThere">For each step, 1 where the sample has it: <c>[samples, steps]</c>; null if all samples have all steps.</param>
/// <param name="Cell">What a step computes.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="IsReversed">Whether it runs from the last step to the first one.</param>
internal sealed record Scan(
    EquatableArray<Tensor> Final, EquatableArray<Kept> Kept, Tensor Sums, Tensor Source, EquatableArray<StageProduct> Products, EquatableArray<Tensor> Initial, Tensor? IsThere, Cell Cell,
    int Steps, bool IsReversed) : Operation(Final[0])
{
    /// <summary>Whether it goes on with what the pass before left in <see cref="Final"/>, as a stream does.</summary>
    public bool Continues { get; init; }

    /// <summary>What the products of the first stage read instead of the carried values themselves, if some of these are dropped.</summary>
    public Dropped? Dropped { get; init; }

    public override IEnumerable<Tensor> Inputs
    {
        get
        {
            IEnumerable<Tensor> inputs = Products.Select(product => product.Weights).Prepend(Source);
            if (Dropped is not null) { inputs = inputs.Append(Dropped.Mask); }
            inputs = inputs.Concat(Products.Select(product => product.Bias).OfType<Tensor>());
            if (IsThere is not null) { inputs = inputs.Append(IsThere); }
            return inputs.Concat(Initial);
        }
    }

    public override IEnumerable<Tensor> Outputs => Final.Concat(Kept.Select(kept => kept.All)).Append(Sums).Concat(Dropped?.Computed ?? []).Concat(Operands);

    /// <summary>Memory for what the products of all stages but the first read at a step.</summary>
    public IEnumerable<Tensor> Operands => Products.Select(product => product.Operand).OfType<Tensor>();

    /// <summary>The number of all weights of the products.</summary>
    public int Weights => Products.Sum(product => product.Weights.Size);

    /// <summary>The multiply-adds of all steps.</summary>
    public long MultiplyAdds => (long)Steps * Weights;

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

/// <summary>The products of a stage with what they read.</summary>
/// <param name="Weights">The weights, <c>[gates of the stage · units, units]</c>.</param>
/// <param name="Bias">The start of the sums, if not zero.</param>
/// <param name="Operand">Memory of the loop for what they read at a step, <c>[samples, units]</c>; null for what is carried.</param>
internal sealed record StageProduct(Tensor Weights, Tensor? Bias, Tensor? Operand = null);

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
/// <param name="Products">The gradients of the products of each stage of the cell, from the first one to the last.</param>
/// <param name="Carried">The gradients of what was carried; after the loop, of what was carried to the first step.</param>
/// <param name="FinalGradients">The gradients of what is carried after the last step; those that are not named are zero.</param>
/// <param name="KeptGradients">The gradients of what is carried, at all steps, as far as there are any from outside.</param>
/// <param name="Known">The tensors of the cell that its gradient reads.</param>
/// <param name="IsThere">For each step, 1 where the sample has it.</param>
/// <param name="Cell">What a step computes.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="IsReversed">Whether it runs from the first step to the last one, as the scan did not.</param>
internal sealed record ScanTransposed(
    Tensor SourceGradient, EquatableArray<ProductGradient> Products, EquatableArray<Tensor> Carried, EquatableArray<Kept> FinalGradients, EquatableArray<Kept> KeptGradients,
    EquatableArray<Kept> Known, Tensor? IsThere, CellGradient Cell, int Steps, bool IsReversed) : Operation(SourceGradient)
{
    /// <summary>The mask of the products, and memory for what passes through them at a step.</summary>
    public Dropped? Dropped { get; init; }

    public override IEnumerable<Tensor> Inputs
    {
        get
        {
            IEnumerable<Tensor> inputs = Products.Select(product => product.Weights);
            if (Dropped is not null) { inputs = inputs.Append(Dropped.Mask); }
            inputs = inputs.Concat(FinalGradients.Concat(KeptGradients).Concat(Known).Select(kept => kept.All));
            return IsThere is null ? inputs : inputs.Append(IsThere);
        }
    }

    public override IEnumerable<Tensor> Outputs =>
        Products.Select(product => product.Gradient).Prepend(SourceGradient).Distinct().Concat(Carried).Concat(Dropped?.Computed ?? []).Concat(Operands);

    /// <summary>Memory for the gradients of what the products of all stages but the first read at a step.</summary>
    public IEnumerable<Tensor> Operands => Products.Select(product => product.Operand).OfType<Tensor>();

    /// <summary>The number of all weights of the products.</summary>
    public int Weights => Products.Sum(product => product.Weights.Size);

    /// <summary>The gradients of the products among which that of a gate is.</summary>
    public ProductGradient ProductOf(GateGradient gate) => Products.Last(product => product.First <= gate.Gate);
}

/// <summary>The gradient of the products of a stage.</summary>
/// <param name="First">The first gate of the stage.</param>
/// <param name="Gradient">The gradient, <c>[samples, steps, gates of the stage · units]</c>; that of the source if a cell only adds all of its products to what arrives.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Operand">Memory of the loop for the gradient of what the products read at a step; null for what was carried, to whose gradient it is added.</param>
internal sealed record ProductGradient(int First, Tensor Gradient, Tensor Weights, Tensor? Operand = null);

/// <summary>
/// The gradient of a <see cref="Cell"/>: formulas over one step, from the gradients of what it carries on to those of all that it reads. Behind those of each stage
/// come the transposed products of the stage.
/// </summary>
/// <param name="Stages">The gradients of the stages, from the last one to the first.</param>
/// <param name="IsThere">The cell's tensor that says which samples have the step.</param>
/// <param name="Mask">The cell's tensor that says what is dropped.</param>
internal sealed record CellGradient(EquatableArray<StageGradient> Stages, Tensor? IsThere, Tensor? Mask)
{
    /// <summary>The gradients of what is carried to the next step.</summary>
    public EquatableArray<Tensor> Seeds => Stages[0].Carried;

    /// <summary>The number of gates.</summary>
    public int Gates => Stages.Sum(stage => stage.Gates.Count);

    /// <summary>The tensors that it reads and does not compute.</summary>
    public IEnumerable<Tensor> Known
    {
        get
        {
            IEnumerable<Elementwise> formulas = Stages.SelectMany(stage => stage.Formulas);
            HashSet<Tensor> given = [.. Seeds, .. Stages.Select(stage => stage.Operand).OfType<Tensor>(), .. formulas.Select(formula => formula.Output)];
            if (IsThere is not null) { given.Add(IsThere); }
            if (Mask is not null) { given.Add(Mask); }
            return formulas.SelectMany(formula => formula.Operands).Where(tensor => !given.Contains(tensor)).Distinct();
        }
    }
}

/// <summary>The gradient of a <see cref="Stage"/>.</summary>
/// <param name="Operand">The gradient of what the products of the next stage read; null of the last stage.</param>
/// <param name="Carried">Of the last stage, the gradients of what is carried to the next step; of others, those of what was carried, as far as the stages behind gave them.</param>
/// <param name="Formulas">The formulas, in order.</param>
/// <param name="Gates">The gradients of the gates that the stage reads.</param>
/// <param name="Previous">The gradients of what was carried, without what passes through the products of this stage and those before; 0 where there is nothing else.</param>
internal sealed record StageGradient(
    Tensor? Operand, EquatableArray<Tensor> Carried, EquatableArray<Elementwise> Formulas, EquatableArray<GateGradient> Gates, EquatableArray<Tensor> Previous)
{
    public bool Reads(Tensor tensor) => Formulas.Any(formula => formula.Operands.Contains(tensor));
}

/// <summary>The gradients of what arrives for a gate, and of its product.</summary>
internal sealed record GateGradient(int Gate, Tensor Arriving, Tensor Product);
