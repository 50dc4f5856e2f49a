using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>
/// One of the few operations that layers are made of. Each has one gradient rule (<see cref="Gradients.GradientRules"/>), so a layer that is written in them
/// needs no backward pass.
/// </summary>
/// <param name="Output">What it computes.</param>
internal abstract record Operation(Tensor Output)
{
    /// <summary>What it reads.</summary>
    public abstract IEnumerable<Tensor> Inputs { get; }

    /// <summary>Whether it adds over the samples, so that it needs the whole batch.</summary>
    public bool SumsSamples => !Output.HasSamples && Inputs.Any(input => input.HasSamples);
}

/// <summary>A formula at every index of the output; operands that lack an axis are the same all along it.</summary>
/// <param name="Output">What it computes.</param>
/// <param name="Formula">The formula over <paramref name="Operands"/>.</param>
/// <param name="Operands">Its operands, parameters among them.</param>
/// <param name="Partials">Partial derivatives that are better than the symbolic ones, one for each operand; or none.</param>
internal sealed record Elementwise(Tensor Output, Expression Formula, EquatableArray<Tensor> Operands, EquatableArray<Expression> Partials = default)
    : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => Operands;
}

/// <summary>The product of two tensors, summed over the axes that the output lacks: an einsum. A dense layer, its gradients, attention.</summary>
internal sealed record Contract(Tensor Output, Tensor Left, Tensor Right) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Left, Right];

    /// <summary>The axes that are summed.</summary>
    public IEnumerable<Axis> Summed => Left.Axes.Concat(Right.Axes).Distinct().Where(axis => !Output.Axes.Contains(axis));
}

/// <summary>A sum or a maximum over the axes that the output lacks.</summary>
internal sealed record Reduce(Tensor Output, Reduction By, Tensor Operand) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Operand];
}

internal enum Reduction
{
    Sum,

    /// <summary>Only used to shift what an exponential is taken of, where it cancels: it passes no gradient.</summary>
    Max,
}

/// <summary>
/// The numbers of another tensor under other indices: reshape, slice, transpose, a window of a convolution. Where an index lies outside its axis, the number is 0.
/// </summary>
/// <param name="Output">The view.</param>
/// <param name="Source">What is viewed.</param>
/// <param name="Map">The index along each axis of the source, in their order.</param>
internal sealed record View(Tensor Output, Tensor Source, EquatableArray<AffineIndex> Map) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Source];
}

/// <summary>The adjoint of a <see cref="View"/>: every number of <paramref name="Source"/> is added where its view came from.</summary>
/// <param name="Output">What is added to, of the shape of the view's source.</param>
/// <param name="Source">Numbers of the view's shape.</param>
/// <param name="Map">The view's map: the index along each axis of the output, by axes of the source.</param>
internal sealed record ViewTransposed(Tensor Output, Tensor Source, EquatableArray<AffineIndex> Map) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Source];
}

/// <summary>An index as a sum over other axes: Σ factor · index + offset, as y · stride + ky · dilation − padding.</summary>
internal sealed record AffineIndex(EquatableArray<AxisTerm> Terms, int Offset = 0)
{
    /// <summary>The index along one axis, as it is.</summary>
    public static AffineIndex Of(Axis axis) => new(new EquatableArray<AxisTerm>([new AxisTerm(axis, 1)]));
}

/// <summary>A term of an <see cref="AffineIndex"/>.</summary>
internal sealed record AxisTerm(Axis Axis, int Factor);

/// <summary>Rows of a table, chosen by whole numbers: an embedding.</summary>
/// <param name="Output">The axes of the indices, then the last axis of the table.</param>
/// <param name="Table">Rows, <c>[row, column]</c>.</param>
/// <param name="Indices">Which rows.</param>
internal sealed record Gather(Tensor Output, Tensor Table, Tensor Indices) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Table, Indices];
}

/// <summary>The adjoint of a <see cref="Gather"/>: every row of <paramref name="Source"/> is added to the row that its index names.</summary>
internal sealed record GatherTransposed(Tensor Output, Tensor Source, Tensor Indices) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Source, Indices];
}
