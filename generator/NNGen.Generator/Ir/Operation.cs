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
    /// <summary>
    /// Tells the operations of a program apart by their results, of which each has one: much faster than by all that they state.
    /// </summary>
    public static readonly IEqualityComparer<Operation> ByOutput = new OutputComparer();

    /// <summary>The tensors that it reads.</summary>
    public abstract IEnumerable<Tensor> Inputs { get; }

    /// <summary>The tensors that it computes: its result, and what a loop over steps computes in addition.</summary>
    public virtual IEnumerable<Tensor> Outputs => [Output];

    /// <summary>Whether it sums over the samples and therefore needs the whole batch.</summary>
    public bool SumsSamples => !Output.HasSamples && Inputs.Any(input => input.HasSamples);

    private sealed class OutputComparer : IEqualityComparer<Operation>
    {
        public bool Equals(Operation x, Operation y) => x.Output == y.Output;

        public int GetHashCode(Operation operation) => operation.Output.GetHashCode();
    }
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

    /// <summary>This formula and one that reads its result, as one.</summary>
    public Elementwise Into(Elementwise next)
    {
        List<Tensor> operands = [.. Operands];
        foreach (Tensor operand in next.Operands.Where(operand => operand != Output && !operands.Contains(operand))) { operands.Add(operand); }
        Expression formula = Calculus.Rewrite(next.Formula, node => node is not Operand operand ? node
            : next.Operands[operand.Index] == Output ? Formula : new Operand(operands.IndexOf(next.Operands[operand.Index])));
        return new Elementwise(next.Output, formula, operands.ToEquatableArray());
    }
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

/// <summary>The same numbers in the same order over other axes.</summary>
internal sealed record Reshape(Tensor Output, Tensor Source) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Source];
}

/// <summary>Tensors behind one another along one axis; the others have the same sizes.</summary>
/// <param name="Output">The result.</param>
/// <param name="Sources">The tensors.</param>
/// <param name="Axis">The axis: its index among the axes of the result that are not the samples, all of which the tensors have too.</param>
internal sealed record Concatenate(Tensor Output, EquatableArray<Tensor> Sources, int Axis) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => Sources;

    /// <summary>How many runs of numbers each tensor consists of.</summary>
    public int Runs => Output.Features.Take(Axis).Aggregate(1, (product, axis) => product * axis.Size);

    /// <summary>The part of the result that one of the tensors is: its values by the result's indices.</summary>
    /// <param name="source">The number of the tensor.</param>
    public EquatableArray<AffineIndex> PartOf(int source)
    {
        // The axes of the tensor are numbered as those of the result.
        int start = Sources.Take(source).Sum(tensor => tensor.Features.ElementAtOrDefault(Axis)?.Size ?? 1);
        Axis[] axes = [.. Sources[source].Features];
        return new[] { AffineIndex.Of(Ir.Axis.Samples) }
            .Concat(Output.Features.Select((_, i) => i < axes.Length
                ? AffineIndex.Of(axes[i]) with { Offset = i == Axis ? start : 0 }
                : new AffineIndex(default, i == Axis ? start : 0)))
            .ToEquatableArray();
    }
}

/// <summary>An index as a sum over other axes: Σ factor · index + offset, as y · stride + ky · dilation − padding.</summary>
internal sealed record AffineIndex(EquatableArray<AxisTerm> Terms, int Offset = 0)
{
    /// <summary>The unchanged index along one axis.</summary>
    public static AffineIndex Of(Axis axis) => new(new EquatableArray<AxisTerm>([new AxisTerm(axis, 1)]));
}

/// <summary>
/// A term of an <see cref="AffineIndex"/>: factor · index, or a digit of the index, which is what reshaping needs: factor · (index / divisor mod
/// modulus).
/// </summary>
/// <param name="Axis">The axis.</param>
/// <param name="Factor">By how much the term grows.</param>
/// <param name="Divisor">The index is divided by it, without the remainder.</param>
/// <param name="Modulus">The term starts anew after so many; 0 where it does not.</param>
internal sealed record AxisTerm(Axis Axis, int Factor, int Divisor = 1, int Modulus = 0)
{
    /// <summary>The term at an index.</summary>
    public int At(int index) => Factor * (Modulus == 0 ? index / Divisor : index / Divisor % Modulus);
}

/// <summary>
/// A convolution: a contraction over the window of the source that belongs to each pixel. Weights are <c>[filters, channels of a group, kernel
/// height, kernel width]</c>.
/// </summary>
/// <param name="Output">The result, over rows, columns and filters.</param>
/// <param name="Source">What windows are cut from, over rows, columns and channels.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Window">How windows lie.</param>
internal sealed record Convolve(Tensor Output, Tensor Source, Tensor Weights, Window Window) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Source, Weights];
}

/// <summary>The adjoint of a convolution in its source: what each pixel of the result adds to its window.</summary>
/// <param name="Output">What is added to, of the shape of the convolution's source.</param>
/// <param name="Source">Numbers of the shape of the convolution's result.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Window">How windows lie.</param>
internal sealed record ConvolveTransposed(Tensor Output, Tensor Source, Tensor Weights, Window Window) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Source, Weights];
}

/// <summary>The adjoint of a convolution in its weights: products of windows and results, summed over pixels and samples.</summary>
/// <param name="Output">Numbers of the shape of the weights.</param>
/// <param name="Gradient">Numbers of the shape of the convolution's result.</param>
/// <param name="Source">What windows are cut from.</param>
/// <param name="Window">How windows lie.</param>
internal sealed record ConvolveWeights(Tensor Output, Tensor Gradient, Tensor Source, Window Window) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Gradient, Source];
}

/// <summary>The largest number or the mean of the window that belongs to each pixel, channel by channel.</summary>
/// <param name="Output">The result.</param>
/// <param name="By">What is taken of a window.</param>
/// <param name="Source">What windows are cut from.</param>
/// <param name="Window">How windows lie.</param>
internal sealed record Pool(Tensor Output, Pooling By, Tensor Source, Window Window) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Source];
}

/// <summary>
/// The adjoint of a <see cref="Pool"/>: of a maximum all goes to the first number of the window that reached it, of a mean each gets its share.
/// </summary>
/// <param name="Output">What is added to, of the shape of the pool's source.</param>
/// <param name="By">What was taken of a window.</param>
/// <param name="Source">Numbers of the shape of the pool's result.</param>
/// <param name="Pooled">The pool's source.</param>
/// <param name="Result">The pool's result.</param>
/// <param name="Window">How windows lie.</param>
internal sealed record PoolTransposed(Tensor Output, Pooling By, Tensor Source, Tensor Pooled, Tensor Result, Window Window) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => By == Pooling.Largest ? [Source, Pooled, Result] : [Source];
}

internal enum Pooling
{
    Largest,

    /// <summary>The mean of the numbers that are there: padding does not count.</summary>
    Mean,

    /// <summary>The mean with zeros in the padding, which count.</summary>
    MeanOfPadded,
}

/// <summary>Rows of a table, selected by integers: an embedding.</summary>
/// <param name="Output">The axes of the indices, then the last axis of the table.</param>
/// <param name="Table">Rows, <c>[row, column]</c>.</param>
/// <param name="Indices">The numbers of the rows.</param>
/// <param name="Constant">The row that gets no gradient, or -1.</param>
internal sealed record Gather(Tensor Output, Tensor Table, Tensor Indices, int Constant = -1) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Table, Indices];
}

/// <summary>The adjoint of a <see cref="Gather"/>: every row of <paramref name="Source"/> is added to the row at its index.</summary>
/// <param name="Output">The sums, of the shape of the table.</param>
/// <param name="Source">The rows.</param>
/// <param name="Indices">The numbers of the rows to which they are added.</param>
/// <param name="Constant">The row to which nothing is added, or -1.</param>
internal sealed record GatherTransposed(Tensor Output, Tensor Source, Tensor Indices, int Constant = -1) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Source, Indices];
}
