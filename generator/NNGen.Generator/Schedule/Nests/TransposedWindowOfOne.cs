using System;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// A transposed convolution of one sample with packed weights. Channels of the result: two vectors. Pixels of a row: a register tile of every
/// stride-th one, as these have the same taps; one by one where a tap meets no pixel of the source. Taps and filters: serial.
/// </summary>
/// <param name="Window">The windows of the convolution whose adjoint it is: its source is this one's result.</param>
/// <param name="HasBias">Whether sums start from a bias, not from zero.</param>
/// <param name="Function">The formula applied to the sums, if any.</param>
/// <param name="IsShort">Whether that formula is a few instructions.</param>
/// <param name="Widest">Elements of the widest vector.</param>
/// <param name="IsPlain">Whether it is its plain loops.</param>
internal sealed record TransposedWindowOfOne(Window Window, bool HasBias, string? Function, bool IsShort, int Widest, bool IsPlain)
    : OneSampleProduct(Window.FiltersOfGroup * Window.Taps, Window.Height * Window.Width * Window.Channels, Function, IsShort, null)
{
    public override string Text => IsPlain ? $"{Window.Text}, one number at a time" : $"{Window.Text} · 2 vectors of channels × {(IsTiled ? Machine.TileRows : 1)} pixels";

    public override int OutputsMultiple => Widest;

    public override int BiasLength => Lengths.RoundUp(Window.Channels, 2 * Widest) + (2 * Widest);

    public override int PackedLength => Window.Groups * GroupLength;

    public override int PrintedSize => 30 * Phases;

    /// <summary>Length of a group's packed weights.</summary>
    public int GroupLength => Inputs * Lengths.RoundUp(Window.ChannelsOfGroup, 2 * Widest);

    private Taps Vertical => new(Window.Rows, "y");

    private Taps Horizontal => new(Window.Columns, "x");

    private Whole Tile => IsPlain ? 1 : 2 * Whole.Width;

    private Whole Group => Window.Groups == 1 ? 0 : "g";

    private Whole Channel => (Group * Window.ChannelsOfGroup) + "o";

    // Pixels a stride apart have the same taps. Each of these phases has separate loops.
    private bool IsTiled => Window.Columns.Stride <= Machine.MostPhases && (Window.Columns.Stride == 1 || Window.Columns.Dilation == 1);

    private int Phases => IsTiled ? Window.Columns.Stride : 1;

    public override void Build(Nest nest, Place weights, Place bias, Place source, Place result, Place? lanes, Place? copy)
    {
        nest.For("y", 0, Window.Height, 1, () => Groups(nest, () =>
        {
            if (IsPlain)
            {
                nest.For("o", 0, Window.ChannelsOfGroup, 1, () => nest.For("x", 0, Window.Width, 1, () => Number(nest, weights, bias, source, result)));
                return;
            }

            nest.For("o", 0, Window.ChannelsOfGroup, Tile, () =>
            {
                nest.Define("count", Whole.Min(Tile, Window.ChannelsOfGroup - (Whole)"o"));
                Row(nest, height => TileOf(nest, height, weights, bias, source, result));
            });
        }));
        if (Function is not null && !IsShort) { nest.For("j", 0, Outputs, Whole.Width, () => nest.Store(Apply(Vector.Load(result + "j")), result + "j")); }
    }

    /// <summary>The pixels of a row, as tiles of some height.</summary>
    private void Row(Nest nest, Action<int> tile)
    {
        Extent columns = Window.Columns;
        if (!IsTiled)
        {
            nest.For("x", 0, Window.Width, 1, () => tile(1));
            return;
        }

        for (int phase = 0; phase < columns.Stride; phase++)
        {
            // Pixels at · stride + phase − before. Their taps meet the results at, at − 1, …: so many.
            int from = Ceiling(columns.Before - phase), to = Math.Max(from, Ceiling(columns.Size + columns.Before - phase));
            int taps = columns.Stride == 1 ? columns.Reach : Ceiling(columns.Kernel - phase);
            int first = Math.Min(Math.Max(from, taps - 1), to), end = Math.Max(first, Math.Min(to, columns.Count));
            int full = (end - first) / Machine.TileRows * Machine.TileRows, rest = end - first - full;
            Run(phase, from, first, 1);
            Run(phase, first, first + full, Machine.TileRows);
            Run(phase, first + full, end, rest);
            Run(phase, end, to, 1);
        }

        void Run(int phase, int from, int to, int height)
        {
            if (from == to) { return; }
            int start = (from * columns.Stride) + phase - columns.Before;
            nest.For("x", start, start + ((to - from) * columns.Stride), height * columns.Stride, () => tile(height));
        }

        int Ceiling(int number) => (number + columns.Stride - 1) / columns.Stride;
    }

    private void Groups(Nest nest, Action body)
    {
        if (Window.Groups == 1) { body(); }
        else { nest.For("g", 0, Window.Groups, 1, body); }
    }

    private Place Result(Place result) => result + (((((Whole)"y" * Window.Width) + "x") * Window.Channels) + Channel);

    private Place Source(Place source) =>
        source + ((((Vertical.Result * Window.OutWidth) + Horizontal.Result) * Window.Filters) + (Group * Window.FiltersOfGroup));

    private Place Weights(Place weights) =>
        weights + ((Group * GroupLength) + ("o" * (Whole)Inputs) + ((((Vertical.Tap * Window.Columns.Kernel) + Horizontal.Tap) * Window.FiltersOfGroup) * Tile));

    private void TileOf(Nest nest, int height, Place weights, Place bias, Place source, Place result)
    {
        nest.Add(new NewTile("sums", height, null));
        if (HasBias) { nest.Add(new LoadTile("sums", bias + Channel, 0)); }
        Vertical.ForResults(nest, () => Horizontal.ForResults(nest, () =>
        {
            nest.Refer("r", Source(source));
            nest.Refer("w", Weights(weights));
            nest.For("i", 0, Window.FiltersOfGroup, 1, () =>
            {
                nest.Add(new AddToTile("sums", "r", Window.Filters, "w"));
                nest.Advance("r", 1);
                nest.Advance("w", Tile);
            });
        }));
        if (Function is { } function && IsShort) { nest.Add(new ApplyToTile("sums", function, null, 0)); }
        nest.Add(new StoreTile("sums", Result(result), Window.Columns.Stride * Window.Channels, "count", InParts: true));
    }

    private void Number(Nest nest, Place weights, Place bias, Place source, Place result)
    {
        nest.Let("sum", HasBias ? Vector.Broadcast(bias + Channel) : Vector.Zero);
        Vertical.ForResults(nest, () => Horizontal.ForResults(nest, () => nest.For("i", 0, Window.FiltersOfGroup, 1, () => nest.Add(new Set("sum", new MultiplyAdd(
            Vector.Broadcast(Weights(weights) + "i"), Vector.Load(Source(source) + "i"), "sum"))))));
        nest.Store(Function is not null && IsShort ? Apply("sum") : "sum", Result(result));
    }
}
