using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>
/// What one step of a recurrence computes for each unit: formulas of what arrives at this step, of the products with what was carried from the step
/// before, and of what was carried. Where a product reads the result of a formula, another stage begins. All tensors are <c>[samples, units]</c> and exist for one
/// step.
/// </summary>
/// <param name="Arriving">The numbers from the source, one tensor for each gate.</param>
/// <param name="Stages">The products and formulas, in order.</param>
/// <param name="Previous">What was carried; the products of the first stage read the first one.</param>
/// <param name="IsThere">1 where the sample has this step, 0 behind its end; null if all samples have all steps.</param>
/// <param name="Mask">What is dropped of the operand of a later stage; null if its formulas do not read it.</param>
/// <param name="Next">What is carried to the next step, in the order of <paramref name="Previous"/>; the last stage computes it.</param>
internal sealed record Cell(
    EquatableArray<Tensor> Arriving, EquatableArray<Stage> Stages, EquatableArray<Tensor> Previous, Tensor? IsThere, Tensor? Mask, EquatableArray<Tensor> Next)
{
    /// <summary>The recurrent products, one for each gate.</summary>
    public EquatableArray<Tensor> Products { get; } = Stages.SelectMany(stage => stage.Products).ToEquatableArray();

    /// <summary>The formulas of all stages, in order.</summary>
    public IEnumerable<Elementwise> Formulas => Stages.SelectMany(stage => stage.Formulas);

    public int Gates => Arriving.Count;

    public int Units => Previous[0].Size;

    /// <summary>The axis of the units.</summary>
    public Axis Axis => Previous[0].Features.First();
}

/// <summary>A stage of a cell: the products of some gates, all of which read the same, then formulas.</summary>
/// <param name="Operand">What the products read: of the first stage, what was carried; of others, the result of a formula of the stage before, which nothing else reads.</param>
/// <param name="First">The first gate that has its product here.</param>
/// <param name="Products">The products, one for each gate.</param>
/// <param name="Formulas">
/// The formulas, in order. They read what arrives, what was carried, and products, but no results of other stages. What arrives for a gate and its product are
/// read in one stage.
/// </param>
internal sealed record Stage(Tensor Operand, int First, EquatableArray<Tensor> Products, EquatableArray<Elementwise> Formulas)
{
    public bool Reads(Tensor tensor) => Formulas.Any(formula => formula.Operands.Contains(tensor));
}

/// <summary>A tensor of one step, and the one that holds it for all steps.</summary>
/// <param name="Step">The tensor of one step: <c>[samples, units]</c>.</param>
/// <param name="All">The tensor of all steps: <c>[samples, steps, units]</c>.</param>
internal sealed record Kept(Tensor Step, Tensor All);
