using System;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>A convolution of one sample with packed weights. Filters: two vectors. Pixels of a row: a register tile where windows lie inside, one by one at the borders. Taps and channels: serial.</summary>
/// <param name="Window">How windows lie.</param>
/// <param name="HasBias">Whether sums start from a bias, not from zero.</param>
/// <param name="Function">The formula applied to the sums, if any.</param>
/// <param name="IsShort">Whether that formula is a few instructions.</param>
/// <param name="Widest">Elements of the widest vector.</param>
/// <param name="IsPlain">Whether it is its plain loops.</param>
internal sealed record WindowOfOne(Window Window, bool HasBias, string? Function, bool IsShort, int Widest, bool IsPlain)
    : OneSampleProduct(Window.ChannelsOfGroup * Window.Taps, Window.Pixels * Window.Filters, Function, IsShort, null)
{
    public override string Text => IsPlain ? $"{Window.Text}, one number at a time" : $"{Window.Text} · 2 vectors of filters × {Machine.TileRows} pixels";

    public override int OutputsMultiple => Widest;

    public override int BiasLength => OneSampleScheduler.RoundUp(Window.Filters, 2 * Widest) + (2 * Widest);

    public override int PackedLength => Window.Groups * GroupLength;

    public override int PrintedSize => 60;

    /// <summary>Length of a group's packed weights.</summary>
    public int GroupLength => Inputs * OneSampleScheduler.RoundUp(Window.FiltersOfGroup, 2 * Widest);

    private Taps Vertical => new(Window.Rows, "y");

    private Taps Horizontal => new(Window.Columns, "x");

    private Whole Tile => IsPlain ? 1 : 2 * Whole.Width;

    private Whole Group => Window.Groups == 1 ? 0 : "g";

    private Whole Filter => (Group * Window.FiltersOfGroup) + "o";

    /// <summary>Where the numbers of a row of a window go on with those of the next tap.</summary>
    private bool HasRuns => Window.Groups == 1 && Window.Columns.Dilation == 1;

    public override void Build(Nest nest, Place weights, Place bias, Place source, Place result, Place? lanes, Place? copy)
    {
        nest.For("y", 0, Window.OutHeight, 1, () =>
        {
            Vertical.Define(nest);
            if (Window.Groups == 1) { Filters(); }
            else { nest.For("g", 0, Window.Groups, 1, Filters); }
        });
        if (Function is not null && !IsShort) { nest.For("j", 0, Outputs, Whole.Width, () => nest.Store(Apply(Vector.Load(result + "j")), result + "j")); }

        // The last filters first: what a tile writes too much is the start of the next pixel, which is written after it.
        void Filters()
        {
            if (IsPlain)
            {
                nest.For("o", 0, Window.FiltersOfGroup, 1, () => nest.For("x", 0, Window.OutWidth, 1, () => Number(nest, weights, bias, source, result)));
                return;
            }

            nest.For("b", 0, Window.FiltersOfGroup, Tile, () =>
            {
                nest.Define("o", ((((Whole)(Window.FiltersOfGroup - 1)) / Tile) * Tile) - "b");
                nest.Define("count", Whole.Min(Tile, Window.FiltersOfGroup - (Whole)"o"));
                (int first, int end) = (Window.Columns.FirstInside, Window.Columns.EndInside);
                if (first > 0) { nest.For("x", 0, first, 1, () => TileOf(nest, 1, isInside: false, weights, bias, source, result)); }
                int full = (end - first) / Machine.TileRows * Machine.TileRows;
                if (full > 0) { nest.For("x", first, first + full, Machine.TileRows, () => TileOf(nest, Machine.TileRows, isInside: true, weights, bias, source, result)); }
                if (first + full < end) { nest.Rows("x", first + full, 1, end - first - full, () => TileOf(nest, end - first - full, isInside: true, weights, bias, source, result)); }
                if (end < Window.OutWidth) { nest.For("x", end, Window.OutWidth, 1, () => TileOf(nest, 1, isInside: false, weights, bias, source, result)); }
            });
        }
    }

    private Place Result(Place result) => result + ((((((Whole)"y" * Window.OutWidth) + "x") * Window.Filters)) + Filter);

    private Place Source(Place source, Whole tap) =>
        source + ((((Vertical.At(Vertical.Tap) * Window.Width) + Horizontal.At(tap)) * Window.Channels) + (Group * Window.ChannelsOfGroup));

    private Place Weights(Place weights, Whole tap) =>
        weights + ((Group * GroupLength) + ("o" * (Whole)Inputs) + ((((Vertical.Tap * Window.Columns.Kernel) + tap) * Window.ChannelsOfGroup) * Tile));

    private void TileOf(Nest nest, int height, bool isInside, Place weights, Place bias, Place source, Place result)
    {
        if (!isInside) { Horizontal.Define(nest); }
        Whole first = isInside ? 0 : Horizontal.FirstInside, taps = isInside ? Window.Columns.Kernel : Horizontal.CountInside;
        nest.Add(new NewTile("sums", height, null));
        if (HasBias) { nest.Add(new LoadTile("sums", bias + Filter, 0)); }
        Vertical.For(nest, () =>
        {
            if (HasRuns) { Run(first, taps * Window.ChannelsOfGroup); }
            else { nest.For("kx", first, first + taps, 1, () => Run("kx", Window.ChannelsOfGroup)); }
        });
        if (Function is { } function && IsShort) { nest.Add(new ApplyToTile("sums", function, null, 0)); }
        nest.Add(new StoreTile("sums", Result(result), Window.Filters, "count", InParts: Window.Groups > 1));

        void Run(Whole tap, Whole numbers)
        {
            nest.Refer("r", Source(source, tap));
            nest.Refer("w", Weights(weights, tap));
            nest.For("i", 0, numbers, 1, () =>
            {
                nest.Add(new AddToTile("sums", "r", Window.Columns.Stride * Window.Channels, "w"));
                nest.Advance("r", 1);
                nest.Advance("w", Tile);
            });
        }
    }

    private void Number(Nest nest, Place weights, Place bias, Place source, Place result)
    {
        Horizontal.Define(nest);
        nest.Let("sum", HasBias ? Vector.Broadcast(bias + Filter) : Vector.Zero);
        Vertical.For(nest, () => Horizontal.For(nest, () => nest.For("i", 0, Window.ChannelsOfGroup, 1, () => nest.Add(new Set("sum", new MultiplyAdd(
            Vector.Broadcast(Weights(weights, Horizontal.Tap) + "i"), Vector.Load(Source(source, Horizontal.Tap) + "i"), "sum"))))));
        nest.Store(Function is not null && IsShort ? Apply("sum") : "sum", Result(result));
    }
}
