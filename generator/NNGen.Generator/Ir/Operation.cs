using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>
/// One of the few operations that layers consist of. Each has one gradient rule (<see cref="Gradients.GradientRules"/>), so a layer that is
/// written with them needs no backward pass.
/// </summary>
/// <param name="Output">The result.</param>
internal abstract record Operation(Tensor Output)
{
    /// <summary>The tensors that it reads.</summary>
    public abstract IEnumerable<Tensor> Inputs { get; }

    /// <summary>Whether it sums over the samples and therefore needs the whole batch.</summary>
    public bool SumsSamples => !Output.HasSamples && Inputs.Any(input => input.HasSamples);
}

/// <summary>A formula at every index of the output; operands are broadcast along the axes that they do not have.</summary>
/// <param name="Output">The result.</param>
/// <param name="Formula">The formula over <paramref name="Operands"/>.</param>
/// <param name="Operands">Its operands, parameters among them.</param>
/// <param name="Partials">Partial derivatives to use instead of the symbolic ones, one per operand; or none.</param>
internal sealed record Elementwise(Tensor Output, Expression Formula, EquatableArray<Tensor> Operands, EquatableArray<Expression> Partials = default)
    : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => Operands;
}

/// <summary>
/// The product of two tensors, summed over the axes that are not in the output: an einsum. Examples are a dense layer, its gradients, attention.
/// </summary>
internal sealed record Contract(Tensor Output, Tensor Left, Tensor Right) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Left, Right];

    /// <summary>The axes that are summed over.</summary>
    public IEnumerable<Axis> Summed => Left.Axes.Concat(Right.Axes).Distinct().Where(axis => !Output.Axes.Contains(axis));
}

/// <summary>A sum or a maximum over the axes that are not in the output.</summary>
internal sealed record Reduce(Tensor Output, Reduction By, Tensor Operand) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Operand];
}

internal enum Reduction
{
    Sum,

    /// <summary>Only shifts the argument of exponentials, where it cancels; it passes no gradient.</summary>
    Max,
}

/// <summary>
/// The values of another tensor at other indices: reshape, slice, transpose, a window of a convolution. Where an index is outside its axis, the value
/// is 0.
/// </summary>
/// <param name="Output">The view.</param>
/// <param name="Source">The viewed tensor.</param>
/// <param name="Map">The index along each axis of the source, in the order of these axes.</param>
internal sealed record View(Tensor Output, Tensor Source, EquatableArray<AffineIndex> Map) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Source];
}

/// <summary>The adjoint of a <see cref="View"/>: every value of <paramref name="Source"/> is added at the index that the view read.</summary>
/// <param name="Output">The sums, with the shape of the view's source.</param>
/// <param name="Source">Values with the shape of the view.</param>
/// <param name="Map">The view's map: the index along each axis of the output, by axes of the source.</param>
internal sealed record ViewTransposed(Tensor Output, Tensor Source, EquatableArray<AffineIndex> Map) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Source];
}

/// <summary>An index as a sum over other axes: Σ factor · index + offset, as y · stride + ky · dilation − padding.</summary>
internal sealed record AffineIndex(EquatableArray<AxisTerm> Terms, int Offset = 0)
{
    /// <summary>The unchanged index along one axis.</summary>
    public static AffineIndex Of(Axis axis) => new(new EquatableArray<AxisTerm>([new AxisTerm(axis, 1)]));
}

/// <summary>A term of an <see cref="AffineIndex"/>.</summary>
internal sealed record AxisTerm(Axis Axis, int Factor);

/// <summary>Rows of a table, selected by integers: an embedding.</summary>
/// <param name="Output">The axes of the indices, then the last axis of the table.</param>
/// <param name="Table">Rows, <c>[row, column]</c>.</param>
/// <param name="Indices">The numbers of the rows.</param>
internal sealed record Gather(Tensor Output, Tensor Table, Tensor Indices) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Table, Indices];
}

/// <summary>The adjoint of a <see cref="Gather"/>: every row of <paramref name="Source"/> is added to the row at its index.</summary>
internal sealed record GatherTransposed(Tensor Output, Tensor Source, Tensor Indices) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Source, Indices];
}
