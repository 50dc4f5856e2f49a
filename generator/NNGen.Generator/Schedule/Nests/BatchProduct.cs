using System.Linq;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// A product over panels of samples, y[s, o] += W[o, i] · x[s, i] or, transposed, y[s, i] += W[o, i] · x[s, o]. Samples: two vectors. Rows of the
/// result: a register tile. Panels, then the summed axis: serial.
/// </summary>
/// <param name="Inputs">The number of values per sample that are summed over.</param>
/// <param name="Outputs">The number of values per sample of the result.</param>
/// <param name="IsTransposed">Whether it reads the weights by columns, as for a gradient in the backward pass.</param>
/// <param name="HasBias">Whether sums start from a bias instead of zero.</param>
/// <param name="Rows">How the result's rows are divided into tiles.</param>
/// <param name="Then">The formula applied to a tile while its sums are in registers or in the cache.</param>
/// <param name="KeepsSums">Whether the sums before the formula are stored, too.</param>
/// <param name="Prefetches">
/// Whether it prefetches the next samples of the batch while it multiplies, and returns whether a sum over all inputs of each sample is finite.
/// </param>
/// <param name="IsShared">Whether the threads of a team share its tiles; then it computes the tiles in its arguments.</param>
internal sealed record BatchProduct(
    int Inputs, int Outputs, bool IsTransposed, bool HasBias, RowTiles Rows, Epilogue? Then, bool KeepsSums, bool Prefetches, bool IsShared)
{
    private const string Product = "product";

    /// <summary>Its memory arguments, in order.</summary>
    public EquatableArray<string> References => new[] { "weights" }
        .Concat(HasBias ? ["bias"] : [])
        .Append("source")
        .Concat(Enumerable.Range(0, Then?.Saved ?? 0).Select(Saved))
        .Concat(KeepsSums ? [Product] : [])
        .Concat(Then is null ? [] : ["result"])
        .ToEquatableArray();

    public EquatableArray<string> Numbers => new(
        [.. Prefetches ? new[] { "next", "step" } : [], "panels", .. IsForAnyHeight ? new[] { "firstRow", "endRow" } : IsShared ? new[] { "tile", "endTile" } : []]);

    /// <summary>
    /// Whether there are tiles of two heights: then the height is a type argument, and the kernel is called for the rows of each. A kernel that prefetches
    /// has both loops, because the addresses go on from one to the other.
    /// </summary>
    public bool IsForAnyHeight => Rows is { Full: > 0, Rest: > 0 } && !Prefetches;

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        if (Prefetches) { nest.Add(new NewFlag("finite")); }
        if (Prefetches && IsShared) { nest.Add(new AdvanceAddress("next", (Whole)"tile" * "panels" * Inputs * "step")); }
        if (IsForAnyHeight)
        {
            nest.For("row", "firstRow", "endRow", "R.Count", () => nest.For("p", 0, "panels", 1, () => TileOf(nest, height: null, isFirst: false)));
        }
        else if (IsShared)
        {
            foreach ((Whole start, Whole end, Whole row, int height) in Rows.Shares())
            {
                nest.For("t", start, end, 1, () =>
                {
                    nest.Define("row", row);
                    nest.For("p", 0, "panels", 1, () => TileOf(nest, height, isFirst: start is Variable));
                });
            }
        }
        else
        {
            foreach ((int start, int count, int height) in Rows.Runs())
            {
                nest.Rows(start, count, height, () => nest.For("p", 0, "panels", 1, () => TileOf(nest, height, isFirst: start == 0)));
            }
        }

        if (Prefetches) { nest.Add(new Return("finite")); }
        return nest.Statements;
    }

    /// <summary>The same without tiles: the plain loops of the formula.</summary>
    public EquatableArray<Statement> BuildPlain()
    {
        var nest = new Nest();
        nest.For("p", 0, "panels", 1, () => nest.For("row", 0, Outputs, 1, () => nest.For("s", 0, Whole.Panel, 1, () =>
        {
            nest.Let("sum", HasBias ? Vector.Broadcast(new Place("bias", "row")) : Vector.Zero);
            nest.For("i", 0, Inputs, 1, () => nest.Add(new Set("sum", new MultiplyAdd(
                Vector.Broadcast(new Place("weights", IsTransposed ? ((Whole)"i" * Outputs) + "row" : ((Whole)"row" * Inputs) + "i")),
                Vector.Load(new Place("source", ((((Whole)"p" * Inputs) + "i") * Whole.Panel) + "s")),
                "sum"))));
            nest.Store("sum", new Place(Product, ((((Whole)"p" * Outputs) + "row") * Whole.Panel) + "s"));
        })));
        return nest.Statements;
    }

    private void TileOf(Nest nest, int? height, bool isFirst)
    {
        var source = new Place("source", (Whole)"p" * Inputs * Whole.Panel);
        var weights = new Place("weights", IsTransposed ? "row" : (Whole)"row" * Inputs);
        (int stride, int step) = IsTransposed ? (1, Outputs) : (Inputs, 1);
        if (Prefetches)
        {
            nest.Refer("x", source);
            nest.Refer("w", weights);
        }

        nest.Add(new NewTile("sums", height, HasBias ? new Place("bias", "row") : null));
        if (Prefetches)
        {
            nest.For("i", 0, Inputs, 1, () =>
            {
                nest.Add(new AddToTile("sums", "w", stride, "x"));
                nest.Add(new PrefetchAddress("next"));
                nest.Add(new AdvanceAddress("next", "step"));
                nest.Advance("x", Whole.Panel);
                nest.Advance("w", step);
            });
        }
        else { nest.Add(new AddProducts("sums", Inputs, weights, stride, step, source, Whole.Panel)); }

        if (Prefetches && isFirst) { nest.If(new Condition("row", "==", 0), () => nest.Add(new RequireFinite("finite", new TileSum("sums", FirstRow: true)))); }

        Whole first = (((Whole)"p" * Outputs) + "row") * Whole.Panel;
        if (Then is null)
        {
            Store(Product);
            return;
        }

        nest.Define("first", first);
        first = "first";
        if (KeepsSums) { Store(Product); }

        if (Then.InRegisters)
        {
            nest.Add(new ApplyToTile("sums", Then.Function, Then.Saved == 0 ? null : new Place(Saved(0), "first"), Whole.Panel));
            Store("result");
            return;
        }

        // The sums stay in memory for the loop after the tile: at their own location, or at that of the result.
        if (!KeepsSums) { Store("result"); }
        nest.For("j", "first", "first" + (Whole.Panel * (height ?? (Whole)"R.Count")), Whole.Width, () => nest.Store(
            new Apply(Then.Function, Enumerable.Range(0, Then.Saved).Select(Saved).Prepend(KeepsSums ? Product : "result").Select(place => Vector.Load(new Place(place, "j"))).ToEquatableArray()),
            new Place("result", "j")));

        void Store(string destination) => nest.Add(new StoreTile("sums", new Place(destination, first), Whole.Panel));
    }

    internal static string Saved(int index) => index == 0 ? "saved" : $"saved{index + 1}";
}

/// <summary>A formula that follows a product.</summary>
/// <param name="Function">Its function of the sum and the saved values.</param>
/// <param name="Saved">The saved values that it reads.</param>
/// <param name="InRegisters">
/// Whether it is short enough to be applied to the sums in registers; a longer formula has a loop over the values just written.
/// </param>
internal sealed record Epilogue(string Function, int Saved, bool InRegisters);
