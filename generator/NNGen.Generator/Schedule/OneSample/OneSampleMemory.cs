using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule.OneSample;

/// <summary>Where the pass over one sample keeps its values and finds its weights.</summary>
internal sealed class OneSampleMemory
{
    private readonly OneSampleBlocks blocks;
    private readonly int widest;
    private readonly ScratchPlanner scratch;
    private readonly Dictionary<Tensor, int> offsets = [];
    private readonly Dictionary<Block, (int Lanes, int? Copy)> workspaces = [];

    /// <param name="blocks">The blocks of the pass.</param>
    /// <param name="widest">Elements of the widest vector.</param>
    /// <param name="isStream">Whether it is a step of a stream: what it remembers is at the start of its memory, which stays as it is between steps.</param>
    public OneSampleMemory(OneSampleBlocks blocks, int widest, bool isStream)
    {
        this.blocks = blocks;
        this.widest = widest;
        scratch = new ScratchPlanner(widest);
        if (isStream) { Remember(); }
        Reserve();
    }

    /// <summary>The number of elements for values.</summary>
    public int Length => scratch.Length;

    /// <summary>How many of them a stream keeps between steps.</summary>
    public int Remembered { get; private set; }

    /// <summary>Where a step of a stream says whether there is an output; -1 if there always is.</summary>
    public int Flag { get; private set; } = -1;

    /// <summary>The offset of a value among the values.</summary>
    public int OffsetOf(Tensor tensor) => offsets[blocks.Aliases.RootOf(tensor)];

    /// <summary>Whether a value is among them, not in the caller's input or in registers.</summary>
    public bool Contains(Tensor tensor) => offsets.ContainsKey(tensor);

    /// <summary>The memory for the sums across lanes of a product, and for a copy of its source, if it needs one.</summary>
    public (Place Lanes, Place? Copy) WorkspaceOf(ProductBlock product)
    {
        workspaces.TryGetValue(product, out (int Lanes, int? Copy) workspace);
        return (new Place("scratch", workspace.Lanes), workspace.Copy is { } at ? new Place("scratch", at) : null);
    }

    /// <summary>The location of a value: in the scratch memory or, for the input, in the caller's memory.</summary>
    public Place Of(Tensor tensor) =>
        tensor.Parameter is not null ? new Place("packed", Operands().First(slot => slot.Tensor == tensor).Row)
        : offsets.TryGetValue(tensor, out int offset) ? new Place("scratch", offset) : new Place("input", 0);

    /// <summary>The parameters that formulas read, and where they are in the packed block: after the weights of the products.</summary>
    public IEnumerable<Slot> Operands()
    {
        int at = blocks.PackedWeights;
        foreach (Tensor tensor in blocks.All.OfType<FormulaBlock>().SelectMany(block => block.Operations).SelectMany(operation => operation.Inputs)
            .Concat(blocks.All.OfType<RowsBlock>().Select(block => block.Operation).OfType<Gather>().Select(gather => gather.Table))
            .Where(tensor => tensor.Parameter is not null).Distinct())
        {
            yield return new Slot(tensor, at);
            at += Lengths.RoundUp(tensor.Size, widest);
        }
    }

    /// <summary>Where weights that are computed from several parameters are in the packed block.</summary>
    public int DerivedAt =>
        Operands().LastOrDefault() is { } operand ? operand.Row + Lengths.RoundUp(operand.Tensor.Size, widest) : blocks.PackedWeights;

    /// <summary>Assigns every value an offset in the scratch memory.</summary>
    private void Reserve()
    {
        for (int i = 0; i < blocks.All.Length; i++)
        {
            switch (blocks.All[i])
            {
                case CopyBlock copy:
                    scratch.Reserve(copy.Tensor, widest, i, blocks.LastUse(copy.Tensor), Beyond(copy.Tensor));
                    break;

                case ProductBlock block:
                    ReserveProduct(block, i);
                    break;

                case ScanBlock block:
                    // The last vector of units may pass their end, and products read whole vectors of what is carried.
                    offsets[block.Scan.Sums] = scratch.Reserve(block.Nest.SlotsLength, i, i);
                    foreach (Tensor operand in block.Scan.Operands) { scratch.Reserve(operand, widest, i, i); }
                    foreach (Tensor final in block.Scan.Continues ? default : block.Scan.Final)
                    {
                        scratch.Reserve(final, widest, i, Math.Max(blocks.LastUse(final), block.KeptInPlace.Any() ? block.KeptInPlace.Max(blocks.LastUse) : 0), beyond: widest);
                    }

                    foreach (Kept kept in block.Scan.Kept.Where(kept => !block.KeptInPlace.Contains(kept.All))) { scratch.Reserve(kept.All, widest, i, blocks.LastUse(kept.All), beyond: widest); }
                    break;

                case RowsBlock rows:
                    // The last vector of a row may pass its end.
                    Place(rows.Operation.Output, widest, i, beyond: widest);
                    break;

                case FormulaBlock formulas:
                    foreach (Operation operation in formulas.Operations.Where(blocks.IsStored))
                    {
                        Place(operation.Output, widest, i, formulas.Shared.Count > 0 ? widest : Beyond(operation.Output));
                    }

                    break;
            }
        }

        foreach (Slot slot in scratch.Slots)
        {
            foreach (Tensor tensor in blocks.Aliases.Of(slot.Tensor).Prepend(slot.Tensor)) { offsets[tensor] = slot.Row; }
            foreach ((Tensor part, int start) in blocks.Joined.Of(slot.Tensor)) { offsets[part] = slot.Row + start; }
        }

        // One step of a loop is what it carries.
        foreach (ScanBlock block in blocks.All.OfType<ScanBlock>())
        {
            foreach (Tensor kept in block.KeptInPlace)
            {
                foreach (Tensor tensor in blocks.Aliases.Of(kept).Prepend(kept)) { offsets[tensor] = offsets[block.Scan.Final[0]]; }
            }
        }

        void ReserveProduct(ProductBlock block, int i)
        {
            if (block.Nest is not OverInputs over)
            {
                Place(block.Result, block.Nest.OutputsMultiple, i, Math.Max(block.Nest.Beyond, Beyond(block.Result)));
                return;
            }

            Place(block.Result, widest, i, Beyond(block.Result));
            int lanes = over.Outputs == 1 ? 0 : scratch.Reserve(over.Rows * over.Lanes, i, i);
            workspaces[block] = (lanes, over.Padded == over.Inputs || IsPadded(block.Product.Source, over.Padded) ? null : scratch.Reserve(over.Padded, i, i));
        }

        // The memory of a value: where the first part of a concatenation is written, that of the whole begins to be taken.
        void Place(Tensor tensor, int multiple, int i, int beyond)
        {
            Tensor whole = blocks.Joined.WholeOf(tensor)?.Output ?? tensor;
            if (!scratch.Slots.Any(slot => slot.Tensor == whole)) { scratch.Reserve(whole, multiple, i, blocks.LastUse(whole), whole == tensor ? beyond : Past(whole)); }
        }

        // What the parts of a concatenation may write past the end of the whole.
        int Past(Tensor whole) => (4 * widest) + blocks.Joined.Of(whole).Max(part => blocks.Products.FirstOrDefault(block => block.Result == part.Part)?.Nest.OutputsMultiple ?? 0);

        // What a loop over steps carries is finite behind the units, too, where the packed weights are 0.
        bool IsPadded(Tensor source, int length) => blocks.All.OfType<ScanBlock>().Any(block =>
            (block.Scan.Final[0] == source || block.KeptInPlace.Any(kept => kept == source || blocks.Aliases.Of(kept).Contains(source))) && length <= Lengths.RoundUp(source.Size, widest) + widest);

        // The last vector of a row may pass its end.
        int Beyond(Tensor tensor) => blocks.Aliases.Of(tensor).Prepend(tensor).Any(one => LoopAxes.Of(one).Skip(1).Any()) ? widest : 0;
    }

    /// <summary>Assigns offsets to what a stream remembers, and to the flag that says whether a step has an output.</summary>
    private void Remember()
    {
        foreach (Block block in blocks.All)
        {
            IEnumerable<Tensor> tensors = block switch
            {
                ScanBlock { Scan.Continues: true } scan => scan.Scan.Final,
                RowsBlock { Operation: Recent recent } => [recent.Ring],
                _ => [],
            };
            foreach (Tensor tensor in tensors) { scratch.Reserve(tensor, widest, 0, int.MaxValue, beyond: widest); }
        }

        Remembered = scratch.Length;
        if (blocks.All.Any(block => block is RowsBlock { Operation: Recent { IsAlways: false } })) { Flag = scratch.Reserve(widest, 0, int.MaxValue); }
    }
}
