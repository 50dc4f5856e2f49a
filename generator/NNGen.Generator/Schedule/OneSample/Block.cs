using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule.OneSample;

/// <summary>Some operations of the pass over one sample, computed by the same loops.</summary>
internal abstract record Block
{
    public abstract IEnumerable<Operation> Operations { get; }

    /// <summary>The operations whose results, if they are stored, may be anywhere in memory.</summary>
    public virtual IEnumerable<Operation> Placed => [];

    /// <summary>The floating-point operations that threads can share: for a dense layer twice as many, because it is bound by reading its weights.</summary>
    public virtual long SharedWork => 0;

    public EquatableArray<string> Formula => Operations.Any() ? FormulaText.Of(Operations.ToArray()) : default;
}

/// <summary>Copies the input if loops over vectors may read past its end.</summary>
internal sealed record CopyBlock(Tensor Tensor) : Block
{
    public override IEnumerable<Operation> Operations => [];
}

internal sealed record ProductBlock(Product Product, Elementwise? Then, OneSampleProduct Nest, int WeightsAt, int BiasAt) : Block
{
    public Tensor Result => Then?.Output ?? Product.Output;

    public override IEnumerable<Operation> Operations => Then is null ? [Product] : [Product, Then];

    public override IEnumerable<Operation> Placed => [Then is null ? Product : Then];

    public override long SharedWork => Nest.CanBeShared && Product.MultiplyAdds >= Machine.SharedProductOfOne ? (Product.Window is null ? 4 : 2) * Product.MultiplyAdds : 0;

    public string Schedule => $"{Product.Source.Size:N0} → {Product.Output.Size:N0} · {Nest.Text} · {Product.MultiplyAdds:N0} multiply-adds";
}

/// <summary>A loop over steps, with the product before it.</summary>
internal sealed record ScanBlock(ScanOfOne Nest, int PackedAt) : Block
{
    public Scan Scan => Nest.Scan;

    /// <summary>The sequences of one step, which are what the loop carries.</summary>
    public IEnumerable<Tensor> KeptInPlace => Scan.Steps > 1 ? [] : Scan.Kept.Where(kept => kept.Step == Scan.Cell.Next[0]).Select(kept => kept.All);

    public override IEnumerable<Operation> Operations => [Nest.Arriving, Scan];
}

/// <summary>An operation that moves or pools numbers, with separate loops.</summary>
internal sealed record RowsBlock(Operation Operation) : Block
{
    public override IEnumerable<Operation> Operations => [Operation];

    public override IEnumerable<Operation> Placed => Operation is Concatenate ? [] : [Operation];
}

/// <summary>Formulas and reductions over the features of one sample.</summary>
internal sealed record FormulaBlock(EquatableArray<Operation> List) : Block
{
    /// <summary>The axes that reductions keep: one loop over them includes all formulas. Without reductions, vectors run along all axes.</summary>
    public EquatableArray<Axis> Shared { get; } = List.OfType<Reduce>().Any() ? LoopAxes.Shared(List).ToEquatableArray() : default;

    public override IEnumerable<Operation> Operations => List;

    public override IEnumerable<Operation> Placed => List;
}
