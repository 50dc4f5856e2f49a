using System;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// A convolution over panels of samples, or its adjoint in the source: the tile of a product whose row pointer walks a window. Samples: two vectors.
/// Filters (or channels): a register tile.
/// Panels, pixels, then taps and channels: serial. Rows of pixels are outermost, so that the rows of the source that they read stay in the cache.
/// </summary>
/// <param name="Window">How windows lie.</param>
/// <param name="IsTransposed">Whether it is the adjoint.</param>
/// <param name="HasBias">Whether sums start from a bias, not from zero.</param>
/// <param name="Rows">How the filters (or channels) of a group are cut into tiles.</param>
/// <param name="Then">What is applied to a tile while it is hot.</param>
/// <param name="KeepsSums">Whether the bare sums are stored, too.</param>
/// <param name="IsShared">Whether the threads of a team share its rows of pixels, or its pixels if there is one row.</param>
internal sealed record WindowProduct(Window Window, bool IsTransposed, bool HasBias, RowTiles Rows, Epilogue? Then, bool KeepsSums, bool IsShared)
{
    public EquatableArray<string> References => new BatchProduct(0, 0, IsTransposed, HasBias, Rows, Then, KeepsSums, Prefetches: false, IsShared: false).References;

    public EquatableArray<string> Numbers => new(["panels", .. IsShared ? new[] { "tile", "endTile" } : []]);

    /// <summary>How many rows of pixels threads can share, or pixels if there is one row.</summary>
    public int SharedTiles => Height > 1 ? Height : Width;

    private int Height => IsTransposed ? Window.Height : Window.OutHeight;

    private int Width => IsTransposed ? Window.Width : Window.OutWidth;

    private Taps Vertical => new(Window.Rows, "y");

    private Taps Horizontal => new(Window.Columns, "x");

    /// <summary>Weights of a filter.</summary>
    private int FilterWeights => Window.ChannelsOfGroup * Window.Taps;

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        Pixels(nest, () => Groups(nest, () =>
        {
            foreach ((int start, int count, int height) in Rows.Runs())
            {
                nest.Rows(start, count, height, () => Columns(nest, () => TileOf(nest, height)));
            }
        }));
        return nest.Statements;
    }

    /// <summary>The same without tiles: the formula's own loops.</summary>
    public EquatableArray<Statement> BuildPlain()
    {
        var nest = new Nest();
        Pixels(nest, () => Groups(nest, () => nest.For("row", 0, IsTransposed ? Window.ChannelsOfGroup : Window.FiltersOfGroup, 1, () => Columns(nest, () => nest.For("s", 0, Whole.Panel, 1, () =>
        {
            nest.Let("sum", HasBias ? Vector.Broadcast(new Place("bias", Row)) : Vector.Zero);
            ForTaps(nest, (source, weight) => nest.For("i", 0, IsTransposed ? Window.FiltersOfGroup : Window.ChannelsOfGroup, 1, () => nest.Add(new Set("sum", new MultiplyAdd(
                Vector.Broadcast(new Place("weights", weight + ((Whole)"i" * (IsTransposed ? FilterWeights : Window.Taps)))),
                Vector.Load(new Place("source", source + ((Whole)"i" * Whole.Panel) + "s")),
                "sum")))));
            nest.Store("sum", new Place("product", Result + "s"));
        })))));
        return nest.Statements;
    }

    /// <summary>The filter or channel among all groups.</summary>
    private Whole Row => Window.Groups == 1 ? "row" : ((Whole)"g" * (IsTransposed ? Window.ChannelsOfGroup : Window.FiltersOfGroup)) + "row";

    /// <summary>Where the first number of the tile goes.</summary>
    private Whole Result => IsTransposed
        ? ((((((Whole)"p" * Window.Height) + Y) * Window.Width) + X) * Window.Channels + Row) * Whole.Panel
        : ((((((Whole)"p" * Window.OutHeight) + Y) * Window.OutWidth) + X) * Window.Filters + Row) * Whole.Panel;

    private Whole Y => Height == 1 ? 0 : "y";

    private Whole X => Width == 1 ? 0 : "x";

    private void Pixels(Nest nest, Action body) => nest.For("p", 0, "panels", 1, () => nest.For("y", IsShared && Height > 1 ? "tile" : 0, IsShared && Height > 1 ? "endTile" : Height, 1, () =>
    {
        if (!IsTransposed) { Vertical.Define(nest); }
        body();
    }));

    private void Groups(Nest nest, Action body)
    {
        if (Window.Groups == 1) { body(); }
        else { nest.For("g", 0, Window.Groups, 1, body); }
    }

    private void Columns(Nest nest, Action body) => nest.For("x", IsShared && Height == 1 ? "tile" : 0, IsShared && Height == 1 ? "endTile" : Width, 1, () =>
    {
        if (!IsTransposed) { Horizontal.Define(nest); }
        body();
    });

    /// <summary>The loops over taps, with where the numbers of a tap start in the source and in the weights.</summary>
    private void ForTaps(Nest nest, Action<Whole, Whole> body)
    {
        Whole group = Window.Groups == 1 ? 0 : "g";
        if (IsTransposed)
        {
            Vertical.ForResults(nest, () => Horizontal.ForResults(nest, () => body(
                ((((((Whole)"p" * Window.OutHeight) + Vertical.Result) * Window.OutWidth) + Horizontal.Result) * Window.Filters + (group * Window.FiltersOfGroup)) * Whole.Panel,
                (group * (Window.FiltersOfGroup * FilterWeights)) + ((Whole)"row" * Window.Taps) + Tap)));
        }
        else
        {
            Vertical.For(nest, () => Horizontal.For(nest, () => body(
                ((((((Whole)"p" * Window.Height) + Vertical.At(Vertical.Tap)) * Window.Width) + Horizontal.At(Horizontal.Tap)) * Window.Channels + (group * Window.ChannelsOfGroup)) * Whole.Panel,
                (Row * FilterWeights) + Tap)));
        }
    }

    private Whole Tap => (Vertical.Tap * Window.Columns.Kernel) + Horizontal.Tap;

    private void TileOf(Nest nest, int height)
    {
        nest.Add(new NewTile("sums", height, HasBias ? new Place("bias", Row) : null));
        int summed = IsTransposed ? Window.FiltersOfGroup : Window.ChannelsOfGroup;
        int stride = IsTransposed ? Window.Taps : FilterWeights;
        int next = IsTransposed ? FilterWeights : Window.Taps;
        ForTaps(nest, (source, weight) =>
        {
            nest.Refer("r", new Place("source", source));
            nest.Refer("w", new Place("weights", weight));
            if (summed <= Machine.WrittenOutChannels)
            {
                for (int i = 0; i < summed; i++) { nest.Add(new AddToTile("sums", new Place("w", i * next), stride, new Place("r", (Whole)i * Whole.Panel))); }
                return;
            }

            nest.For("i", 0, summed, 1, () =>
            {
                nest.Add(new AddToTile("sums", "w", stride, "r"));
                nest.Advance("r", Whole.Panel);
                nest.Advance("w", next);
            });
        });
        nest.Define("first", Result);
        if (KeepsSums) { nest.Add(new StoreTile("sums", new Place("product", "first"), Whole.Panel)); }
        if (Then is null) { return; }

        if (Then.InRegisters)
        {
            nest.Add(new ApplyToTile("sums", Then.Function, Then.Saved == 0 ? null : new Place(BatchProduct.Saved(0), "first"), Whole.Panel));
            nest.Add(new StoreTile("sums", new Place("result", "first"), Whole.Panel));
            return;
        }

        if (!KeepsSums) { nest.Add(new StoreTile("sums", new Place("result", "first"), Whole.Panel)); }
        nest.For("j", "first", "first" + (Whole.Panel * height), Whole.Width, () => nest.Store(
            new Apply(Then.Function, Enumerable.Range(0, Then.Saved).Select(BatchProduct.Saved).Prepend(KeepsSums ? "product" : "result").Select(place => Vector.Load(new Place(place, "j"))).ToEquatableArray()),
            new Place("result", "j")));
    }
}
