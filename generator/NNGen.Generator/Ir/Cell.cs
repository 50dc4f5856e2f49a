using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>
/// What one step of a recurrence computes for each unit: formulas of what arrives at this step, of the products with what was carried from the step
/// before, and of what was carried. All of its tensors are <c>[samples, units]</c> and exist for one step.
/// </summary>
/// <param name="Arriving">The numbers from the source, one tensor for each gate.</param>
/// <param name="Products">The recurrent products, one for each gate.</param>
/// <param name="Previous">What was carried; the products read the first one.</param>
/// <param name="IsThere">1 where the sample has this step, 0 behind its end; null if all samples have all steps.</param>
/// <param name="Formulas">The formulas, in order.</param>
/// <param name="Next">What is carried to the next step, in the order of <paramref name="Previous"/>.</param>
internal sealed record Cell(
    EquatableArray<Tensor> Arriving, EquatableArray<Tensor> Products, EquatableArray<Tensor> Previous, Tensor? IsThere, EquatableArray<Elementwise> Formulas, EquatableArray<Tensor> Next)
{
    public int Gates => Arriving.Count;

    public int Units => Previous[0].Size;

    /// <summary>The axis of the units.</summary>
    public Axis Axis => Previous[0].Features.First();
}

/// <summary>A tensor of one step, and the one that holds it for all steps.</summary>
/// <param name="Step">The tensor of one step: <c>[samples, units]</c>.</param>
/// <param name="All">The tensor of all steps: <c>[samples, steps, units]</c>.</param>
internal sealed record Kept(Tensor Step, Tensor All);
