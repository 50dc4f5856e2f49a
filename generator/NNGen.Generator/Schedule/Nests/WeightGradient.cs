using System;
using System.Linq;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// The gradient of a layer's weights over a batch, ∂W[o, i] = Σₛ ∂y[s, o] · x[s, i]. Inputs: two vectors. Outputs: a register tile, shared among
/// threads. Samples: serial, in order and in blocks, so that neither the vector width nor the number of threads changes a bit of the result.
/// </summary>
/// <param name="Inputs">The number of inputs of the layer.</param>
/// <param name="Outputs">The number of its outputs.</param>
/// <param name="HasBias">Whether it also sums the gradients of a bias.</param>
/// <param name="FromRows">Whether the layer reads the network's inputs, row-major in the caller's memory, and not from panels.</param>
/// <param name="InPlace">Whether samples are read there in place, not from a packed copy of some of their columns.</param>
/// <param name="Rows">How the outputs are divided into tiles.</param>
/// <param name="PrefetchesColumns">Whether the next columns are prefetched.</param>
/// <param name="PrefetchesGradients">Whether the gradients, which exceed the second-level cache, are prefetched.</param>
/// <param name="WidestPanel">The number of samples in the widest panel.</param>
internal sealed record WeightGradient(
    int Inputs, int Outputs, bool HasBias, bool FromRows, bool InPlace, RowTiles Rows, bool PrefetchesColumns, bool PrefetchesGradients, int WidestPanel)
{
    public EquatableArray<string> References =>
        new(new[] { "source", "gradient", "weights" }.Concat(HasBias ? ["bias"] : []).Concat(InPlace ? [] : ["columns"]));

    public EquatableArray<string> Numbers => new(["samples", "panels", "tile", "endTile"]);

    /// <summary>Whether a row is at least as long as the widest panel; then no store goes past its end.</summary>
    private bool HasWholePanels => Inputs >= WidestPanel;

    private Whole ColumnCount => HasWholePanels ? Whole.Panel : "count";

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        nest.Let("check", Vector.Zero);
        if (!HasWholePanels) { nest.Define("count", Whole.Min(Whole.Panel, Inputs)); }
        nest.For("next", 0, Inputs, Whole.Panel, () =>
        {
            nest.Add(new Remark("The last columns once more, together with some before them."));
            nest.Define("column", Whole.Min("next", Inputs - ColumnCount));
            if (!HasWholePanels)
            {
                Block(nest, 0, "samples", "panels");
                return;
            }

            nest.For("first", 0, "samples", Machine.SampleBlock, () =>
            {
                nest.Define("block", Whole.Min(Machine.SampleBlock, (Whole)"samples" - "first"));
                if (PrefetchesColumns) { nest.Define("share", ((Whole)"block" / Whole.Max(1, (Whole)"endTile" - "tile")) + 1); }
                Block(nest, "first", "block", ((Whole)"block" + Whole.Panel - 1) / Whole.Panel);
            });
        });

        nest.Together(() =>
        {
            nest.Define("firstRow", Rows.FirstRow("tile"));
            nest.Define("endRow", Rows.FirstRow("endTile"));
        });
        nest.Add(new NewFlag("finite"));
        nest.Add(new RequireFiniteSum("finite", "check", new Place("weights", (Whole)"firstRow" * Inputs), ((Whole)"endRow" - "firstRow") * Inputs));
        if (HasBias) { nest.Add(new SumSamples("finite", "gradient", Outputs, "firstRow", "endRow", "bias")); }
        nest.Add(new Return("finite"));
        return nest.Statements;
    }

    /// <summary>The contribution of a block of samples to some columns of the gradients.</summary>
    private void Block(Nest nest, Whole first, Whole samples, Whole panels)
    {
        if (!InPlace)
        {
            var source = new Place("source", first * Inputs);
            nest.Add(FromRows
                ? new PackRows(source, Inputs, samples, "column", ColumnCount, "columns", panels)
                : new PackPanels(source, Inputs, "column", ColumnCount, "columns", panels));
        }

        foreach ((Whole start, Whole end, Whole row, int height) in Rows.Shares())
        {
            nest.For("t", start, end, 1, () => TileOf(nest, row, height));
        }
    }

    private void TileOf(Nest nest, Whole row, int height)
    {
        bool blocks = HasWholePanels;
        Whole first = blocks ? "first" : 0;
        Whole samples = blocks ? "block" : "samples";
        if (PrefetchesColumns)
        {
            Whole turn = (Whole)"t" - "tile";
            nest.Add(new PrefetchColumns(
                new Place("source", (first * Inputs) + Whole.Min((Whole)"column" + Whole.Panel, Inputs - Whole.Panel)), Inputs, Whole.Panel,
                turn * "share", Whole.Min((turn + 1) * "share", samples)));
        }

        nest.Define("row", row);

        // A tile with few rows has too few accumulators to hide the latency of an addition: samples alternate between sets of accumulators.
        int turns = height == 1 ? 4 : height <= 3 ? 2 : 1;
        bool isPacked = blocks && turns == 1 && !InPlace;
        if (!isPacked) { nest.Refer("x", InPlace ? new Place("source", (first * Inputs) + "column") : "columns"); }
        nest.Refer("d", new Place("gradient", (first * Outputs) + ((Whole)"row" * Whole.Panel)));
        nest.Refer("g", new Place("weights", ((Whole)"row" * Inputs) + "column"));
        if (PrefetchesGradients) { nest.Add(new PrefetchColumns("g", Inputs, ColumnCount, 0, height)); }

        for (int turn = 0; turn < turns; turn++) { nest.Add(new NewTile(Sums(turn), height, null)); }
        if (blocks) { nest.If(new Condition("first", ">", 0), () => nest.Together(() => nest.Add(new LoadTile(Sums(0), "g", Inputs)))); }
        if (isPacked) { nest.Add(new AddSamples(Sums(0), "block", "d", Outputs, "columns")); }
        else { AddInPanels(nest, blocks, samples, turns); }

        // Pairwise: 0 + 1 and 2 + 3, then 0 + 2.
        for (int distance = 1; distance < turns; distance *= 2)
        {
            for (int turn = 0; turn + distance < turns; turn += 2 * distance) { nest.Add(new AddTiles(Sums(turn), Sums(turn + distance))); }
        }

        // If a number is not finite, neither is any sum that it is added to.
        var check = new AddTo("check", new TileSum(Sums(0), FirstRow: false));
        if (blocks) { nest.If(new Condition((Whole)"first" + "block", "==", "samples"), () => nest.Together(() => nest.Add(check))); }
        else { nest.Add(check); }

        nest.Add(new StoreTile(Sums(0), "g", Inputs, HasWholePanels ? null : (Whole)"count"));
    }

    /// <summary>Adds the samples one by one.</summary>
    private void AddInPanels(Nest nest, bool blocks, Whole samples, int turns) =>
        nest.For("p", 0, blocks ? "block" : "panels", blocks ? Whole.Panel : 1, () =>
        {
            if (InPlace) { nest.Define("end", Whole.Min(Whole.Panel, samples - "p")); }
            nest.For("s", 0, InPlace ? "end" : Whole.Panel, turns, () =>
            {
                for (int turn = 0; turn < turns; turn++)
                {
                    Whole sample = turn;
                    nest.Add(new AddToTile(Sums(turn), new Place("d", "s" + sample), Whole.Panel, new Place("x", sample * Whole.Panel)));
                }

                nest.Advance("x", InPlace ? Inputs : turns * Whole.Panel);
            });
            nest.Advance("d", Outputs * Whole.Panel);
        });

    private static string Sums(int turn) => turn == 0 ? "sums" : $"sums{turn + 1}";
}
