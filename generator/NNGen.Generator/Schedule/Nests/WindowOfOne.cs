using System;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// A convolution of one sample with packed weights. Filters: two vectors. Pixels of a row: a register tile where windows lie inside, one by one at
/// the borders. Taps and channels: serial.
/// </summary>
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

    public override int BiasLength => Lengths.RoundUp(Window.Filters, 2 * Widest) + (2 * Widest);

    public override int Beyond => 2 * Widest;

    public override int PackedLength => Window.Groups * GroupLength;

    public override int PrintedSize => 60;

    public override bool CanBeShared => !IsPlain && IsInTiles;

    /// <summary>Whether tiles are runs of pixels; otherwise there are few filters, or no window inside.</summary>
    private bool IsInTiles => Window.FiltersOfGroup >= Widest && Window.Columns.FirstInside < Window.Columns.EndInside;

    /// <summary>Length of a group's packed weights.</summary>
    public int GroupLength => Inputs * Lengths.RoundUp(Window.FiltersOfGroup, 2 * Widest);

    private Taps Vertical => new(Window.Rows, "y");

    private Taps Horizontal => new(Window.Columns, "x");

    private Whole Tile => IsPlain ? 1 : 2 * Whole.Width;

    private Whole Group => Window.Groups == 1 ? 0 : "g";

    private Whole Filter => (Group * Window.FiltersOfGroup) + "o";

    /// <summary>Where the numbers of a row of a window go on with those of the next tap.</summary>
    private bool HasRuns => Window.Groups == 1 && Window.Columns.Dilation == 1;

    public override void Build(Nest nest, Place weights, Place bias, Place source, Place result, Place? lanes, Place? copy)
    {
        if (IsPlain)
        {
            nest.For("y", 0, Window.OutHeight, 1, () =>
            {
                Vertical.Define(nest);
                Groups(nest, () => nest.For("o", 0, Window.FiltersOfGroup, 1, () => nest.For("x", 0, Window.OutWidth, 1, () => Number(nest, weights, bias, source, result))));
            });
        }
        else { Tiles(nest, weights, bias, source, result); }

        ApplyToAll(nest, result);
    }

    private void Tiles(Nest nest, Place weights, Place bias, Place source, Place result)
    {
        (int first, int end) = (Window.Columns.FirstInside, Window.Columns.EndInside);
        (int top, int bottom) = (Window.Rows.FirstInside, Window.Rows.EndInside);
        if (!IsInTiles)
        {
            // Pixel after pixel. What a tile writes too much may be several pixels, all of which are written after it.
            nest.For("y", 0, Window.OutHeight, 1, () =>
            {
                Vertical.Define(nest);
                Filters(nest, () =>
                {
                    if (first > 0) { nest.For("x", 0, first, 1, Border); }
                    Runs(nest, "x", first, end, AlongRow);
                    if (end < Window.OutWidth) { nest.For("x", end, Window.OutWidth, 1, Border); }
                });
            });
            return;
        }

        // The pixels before and after those whose windows lie inside, from the right to the left: a tile is a run of a column. What it writes too
        // much belongs to the next pixel, which is written after it; if another thread may write that, nothing is written too much.
        int right = Window.OutWidth - end, borders = right + first;
        if (borders > 0)
        {
            Filters(nest, () => nest.ForAll("border", borders, 1, () =>
            {
                nest.Define("x", first == 0 ? "border" + (Whole)end : right == 0 ? "border" : new Choice(new Condition("border", "<", right), "border" + (Whole)end, (Whole)"border" - right));
                Column();
            }));
        }

        // Along a row where windows lie inside: a tile is a run of pixels.
        nest.ForAll("y", Window.OutHeight, 1, () =>
        {
            Vertical.Define(nest);
            Filters(nest, () => Runs(nest, "x", first, end, AlongRow));
        });

        void AlongRow(int height) => TileOf(nest, height, alongRow: true, isInside: false, weights, bias, source, result);

        void Border()
        {
            Horizontal.Define(nest);
            TileOf(nest, 1, alongRow: false, isInside: false, weights, bias, source, result);
        }

        void Column()
        {
            Horizontal.Define(nest);
            if (top > 0) { nest.For("y", 0, top, 1, Single); }
            Runs(nest, "y", top, bottom, height => TileOf(nest, height, alongRow: false, isInside: true, weights, bias, source, result));
            if (bottom < Window.OutHeight) { nest.For("y", bottom, Window.OutHeight, 1, Single); }
        }

        void Single()
        {
            Vertical.Define(nest);
            TileOf(nest, 1, alongRow: false, isInside: false, weights, bias, source, result);
        }
    }

    private void Groups(Nest nest, Action body)
    {
        if (Window.Groups == 1) { body(); }
        else { nest.For("g", 0, Window.Groups, 1, body); }
    }

    // The last filters first: along a row, what a tile writes too much is the start of the next pixel, which is written after it.
    private void Filters(Nest nest, Action body) => Groups(nest, () => nest.For("b", 0, Window.FiltersOfGroup, Tile, () =>
    {
        nest.Define("o", ((((Whole)(Window.FiltersOfGroup - 1)) / Tile) * Tile) - "b");
        nest.Define("count", Whole.Min(Tile, Window.FiltersOfGroup - (Whole)"o"));
        body();
    }));

    private static void Runs(Nest nest, string variable, int first, int end, Action<int> tile)
    {
        int full = (end - first) / Machine.TileRows * Machine.TileRows, rest = end - first - full;
        if (full > 0) { nest.For(variable, first, first + full, Machine.TileRows, () => tile(Machine.TileRows)); }
        if (rest > 0) { nest.Rows(variable, first + full, 1, rest, () => tile(rest)); }
    }

    private Place Result(Place result) => result + ((((((Whole)"y" * Window.OutWidth) + "x") * Window.Filters)) + Filter);

    private Place Source(Place source, Whole tap) =>
        source + ((((Vertical.At(Vertical.Tap) * Window.Width) + Horizontal.At(tap)) * Window.Channels) + (Group * Window.ChannelsOfGroup));

    private Place Weights(Place weights, Whole tap) =>
        weights + ((Group * GroupLength) + ("o" * (Whole)Inputs) + ((((Vertical.Tap * Window.Columns.Kernel) + tap) * Window.ChannelsOfGroup) * Tile));

    /// <summary>A tile of pixels along a row, whose windows lie inside from left to right, or along a column.</summary>
    /// <param name="nest">Receives the statements.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="alongRow">Whether they lie in a row.</param>
    /// <param name="isInside">Of a column: whether windows lie inside from top to bottom.</param>
    /// <param name="weights">Packed weights.</param>
    /// <param name="bias">Packed bias.</param>
    /// <param name="source">What it reads.</param>
    /// <param name="result">What it writes.</param>
    private void TileOf(Nest nest, int height, bool alongRow, bool isInside, Place weights, Place bias, Place source, Place result)
    {
        Whole first = alongRow ? 0 : Horizontal.FirstInside, taps = alongRow ? Window.Columns.Kernel : Horizontal.CountInside;
        int stride = alongRow ? Window.Columns.Stride * Window.Channels : Window.Rows.Stride * Window.Width * Window.Channels;
        nest.Add(new NewTile("sums", height, null));
        if (HasBias) { nest.Add(new LoadTile("sums", bias + Filter, 0)); }
        if (isInside && Window.Rows.Kernel > 1) { nest.For("ky", 0, Window.Rows.Kernel, 1, Row); }
        else if (isInside) { Row(); }
        else { Vertical.For(nest, Row); }

        if (Function is { } function && IsShort) { nest.Add(new ApplyToTile("sums", function, null, 0)); }
        bool inParts = Window.Groups > 1 || (nest.IsShared && !alongRow && Window.FiltersOfGroup % (2 * Widest) > 0);
        nest.Add(new StoreTile("sums", Result(result), alongRow ? Window.Filters : Window.OutWidth * Window.Filters, inParts || (alongRow && Window.FiltersOfGroup >= Widest) ? (Whole)"count" : null, inParts));

        void Row()
        {
            if (HasRuns) { Run(first, taps * Window.ChannelsOfGroup); }
            else { nest.For("kx", first, first + taps, 1, () => Run("kx", Window.ChannelsOfGroup)); }
        }

        void Run(Whole tap, Whole numbers)
        {
            nest.Refer("r", Source(source, tap));
            nest.Refer("w", Weights(weights, tap));
            nest.For("i", 0, numbers, 1, () =>
            {
                nest.Add(new AddToTile("sums", "r", stride, "w"));
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
