using System;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// The gradient of a convolution's weights, ∂W[o, i, ky, kx] = Σ ∂y[s, y, x, o] · x[s, y + ky, x + kx, i]. Samples: vectors, 32 (16 of doubles) at a
/// time in as many lanes, whatever
/// their width; the lanes are added in one fixed order, then to the sum of the samples before. Filters × channels × taps of a row: a register tile,
/// which stays in registers over all pixels: the next pixel's window has most of what this one's has.
/// </summary>
/// <param name="Window">How windows lie.</param>
/// <param name="HasBias">Whether it also sums the gradients of a bias.</param>
/// <param name="Rows">How the filters are cut into tiles; no tile spans groups.</param>
/// <param name="Lanes">Lanes of a sum.</param>
/// <param name="Packs">Whether the channels and the filters of a tile are first copied so that they are contiguous from pixel to pixel.</param>
internal sealed record WindowWeightGradient(Window Window, bool HasBias, RowTiles Rows, int Lanes, bool Packs)
{
    public EquatableArray<string> References => new(new[] { "source", "gradient", "weights" }.Concat(HasBias ? ["bias"] : []).Concat(Packs ? ["packed"] : []));

    public EquatableArray<string> Numbers => new(["panels", "tile", "endTile"]);

    private Taps Vertical => new(Window.Rows, "y");

    private Taps Horizontal => new(Window.Columns, "x");

    private int FilterWeights => Window.ChannelsOfGroup * Window.Taps;

    private int SourcePixels => Window.Height * Window.Width;

    /// <summary>Packed numbers: all channels of the source, then the filters of one tile.</summary>
    public int PackedLength => Packs ? Lanes * (Window.Channels * SourcePixels + (Rows.Runs().Max(run => run.Height) * Window.Pixels)) : 0;

    /// <summary>Taps of a row in a tile: all of them, unless they are too many.</summary>
    private int TileTaps => TapsOf(Window);

    /// <summary>Tiles of filters: none spans groups, so that all its filters read the same channels.</summary>
    /// <param name="window">The window.</param>
    public static RowTiles RowsOf(Window window)
    {
        int columns = TapsOf(window) * ChannelsOf(window);
        int most = Math.Max(1, Machine.NarrowSums / columns);
        int height = Enumerable.Range(1, Math.Min(most, window.FiltersOfGroup)).Last(height => window.Groups == 1 || window.FiltersOfGroup % height == 0);
        return RowTiles.OfHeight(window.Filters, height);
    }

    /// <summary>
    /// Whether packing pays: every number is read again for each tile of filters and each row of taps, but would lie a whole pixel from the next one.
    /// </summary>
    /// <param name="window">The window.</param>
    /// <param name="rows">The tiles of filters.</param>
    public static bool Pays(Window window, RowTiles rows) =>
        window.Groups == 1 && window.Channels > 1 && rows.Count * window.Rows.Kernel >= Machine.PackedScans && (long)window.Channels * window.Height * window.Width <= Machine.PackedNumbers;

    private static int TapsOf(Window window) => window.Columns.Kernel <= Machine.TileTaps ? window.Columns.Kernel : 1;

    /// <summary>Channels in a tile, besides its taps: so many that it has two to four filters.</summary>
    private static int ChannelsOf(Window window) => TapsOf(window) switch
    {
        1 => Math.Min(4, window.ChannelsOfGroup),
        2 or 3 => window.ChannelsOfGroup >= 2 && window.ChannelsOfGroup != 3 ? 2 : 1,
        _ => 1,
    };

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        int channels = ChannelsOf(Window), full = Window.ChannelsOfGroup / channels, rest = Window.ChannelsOfGroup % channels;
        nest.Add(new StackMemory("lanes", Rows.Runs().Max(run => run.Height) * channels * TileTaps * Lanes));
        nest.Define("firstRow", Rows.FirstRow("tile"));
        nest.Define("endRow", Rows.FirstRow("endTile"));
        nest.Add(new Clear(new Place("weights", (Whole)"firstRow" * FilterWeights), ((Whole)"endRow" - "firstRow") * FilterWeights));
        if (Packs) { nest.Refer("packedGradient", new Place("packed", Lanes * Window.Channels * SourcePixels)); }
        nest.For("first", 0, (Whole)"panels" * Whole.Panel, Lanes, () =>
        {
            // A thread without tiles reads nothing.
            if (Packs) { nest.If(new Condition("tile", "<", "endTile"), () => PackSource(nest, channels)); }
            foreach ((Whole start, Whole end, Whole row, int height) in Rows.Shares())
            {
                nest.For("t", start, end, 1, () =>
                {
                    nest.Define("row", row);
                    if (Window.Groups > 1) { nest.Define("channel", ((Whole)"row" / Window.FiltersOfGroup) * Window.ChannelsOfGroup); }
                    if (Packs) { PackGradient(nest, height); }
                    ForTaps(nest, allOfRow: TileTaps > 1, () =>
                    {
                        nest.For("i", 0, full * channels, channels, () => TileOf(nest, height, "i", channels));
                        if (rest > 0) { nest.Scope(() => TileOf(nest, height, full * channels, rest)); }
                    });
                });
            }
        });
        Finish(nest);
        return nest.Statements;
    }

    /// <summary>The same without tiles and lanes: the formula's own loops, sample after sample.</summary>
    public EquatableArray<Statement> BuildPlain()
    {
        var nest = new Nest();
        nest.For("row", "tile", "endTile", 1, () =>
        {
            if (Window.Groups > 1) { nest.Define("channel", ((Whole)"row" / Window.FiltersOfGroup) * Window.ChannelsOfGroup); }
            ForTaps(nest, allOfRow: false, () => nest.For("i", 0, Window.ChannelsOfGroup, 1, () =>
            {
                nest.Let("sum", Vector.Zero);
                nest.For("p", 0, "panels", 1, () => nest.For("s", 0, Whole.Panel, 1, () => Pixels(nest, () => nest.Add(new Set("sum", new MultiplyAdd(
                    Vector.Load(new Place("gradient", ((Whole)"p" * (Window.Pixels * Window.Filters) + Gradient + "row") * Whole.Panel + "s")),
                    Vector.Load(new Place("source", ((Whole)"p" * (Window.Height * Window.Width * Window.Channels) + Source("i")) * Whole.Panel + "s")),
                    "sum"))))));
                nest.Store("sum", Weight(0, "i", Horizontal.Tap));
            }));
        });
        nest.Define("firstRow", "tile");
        nest.Define("endRow", "endTile");
        Finish(nest);
        return nest.Statements;
    }

    private void Finish(Nest nest)
    {
        nest.Add(new NewFlag("finite"));
        nest.Add(new RequireFiniteNumbers("finite", new Place("weights", (Whole)"firstRow" * FilterWeights), ((Whole)"endRow" - "firstRow") * FilterWeights));
        if (HasBias) { nest.Add(new SumPixels("finite", "gradient", Window.Pixels, Window.Filters, "firstRow", "endRow", "bias")); }
        nest.Add(new Return("finite"));
    }

    private void ForTaps(Nest nest, bool allOfRow, Action body) => Tap(nest, Window.Rows, "ky", () =>
    {
        Vertical.DefineResults(nest);
        if (allOfRow)
        {
            body();
            return;
        }

        Tap(nest, Window.Columns, "kx", () =>
        {
            Horizontal.DefineResults(nest);
            body();
        });
    });

    private static void Tap(Nest nest, Extent extent, string name, Action body)
    {
        if (extent.Kernel == 1) { body(); }
        else { nest.For(name, 0, extent.Kernel, 1, body); }
    }

    /// <summary>The loops over the results for which the tap lies inside.</summary>
    private void Pixels(Nest nest, Action body) => nest.For("y", Vertical.ResultsFirst, Vertical.ResultsEnd, 1, () => nest.For("x", Horizontal.ResultsFirst, Horizontal.ResultsEnd, 1, body));

    /// <summary>The row of a result's first filter.</summary>
    private Whole Gradient => (((Whole)"y" * Window.OutWidth) + "x") * Window.Filters;

    /// <summary>The row of a channel under the tap.</summary>
    private Whole Source(Whole channel) =>
        ((Vertical.At(Vertical.Tap) * Window.Width) + Horizontal.At(Horizontal.Tap)) * Window.Channels + ChannelOf(channel);

    private Place Weight(int row, Whole channel, Whole tap) =>
        new("weights", (((Whole)"row" + row) * FilterWeights) + (channel * Window.Taps) + ((Vertical.Tap * Window.Columns.Kernel) + tap));

    /// <summary>Copies the source: the channels of a tile lie behind one another, pixel by pixel, for each vector of samples.</summary>
    private void PackSource(Nest nest, int channels) => EachVector(nest, () =>
    {
        nest.Refer("sx", InPanel("source", SourcePixels * Window.Channels));
        int full = Window.Channels / channels, rest = Window.Channels % channels;
        nest.For("x", 0, SourcePixels, 1, () =>
        {
            nest.For("i", 0, full * channels, channels, () => Pack("i", channels));
            if (rest > 0) { nest.Scope(() => Pack(full * channels, rest)); }
            nest.Advance("sx", Window.Channels * Whole.Panel);
        });

        void Pack(Whole channel, int count)
        {
            nest.Refer("to", new Place("packed", (channel * (SourcePixels * Lanes)) + ((Whole)"lane" * (SourcePixels * count)) + ((Whole)"x" * count * Whole.Width)));
            nest.Refer("from", new Place("sx", channel * Whole.Panel));
            for (int c = 0; c < count; c++) { nest.Store(Vector.Load(new Place("from", Whole.Panel * c)), new Place("to", Whole.Width * c)); }
        }
    });

    /// <summary>Copies the gradients of a tile's filters.</summary>
    private void PackGradient(Nest nest, int height) => EachVector(nest, () =>
    {
        nest.Refer("from", InPanel("gradient", Window.Pixels * Window.Filters) + ((Whole)"row" * Whole.Panel));
        nest.Refer("to", new Place("packedGradient", (Whole)"lane" * (Window.Pixels * height)));
        nest.For("x", 0, Window.Pixels, 1, () =>
        {
            for (int r = 0; r < height; r++) { nest.Store(Vector.Load(new Place("from", Whole.Panel * r)), new Place("to", Whole.Width * r)); }
            nest.Advance("from", Window.Filters * Whole.Panel);
            nest.Advance("to", height * Whole.Width);
        });
    });

    private void EachVector(Nest nest, Action body) => nest.For("lane", 0, Lanes, Whole.Width, () =>
    {
        nest.Define("s", (Whole)"first" + "lane");
        nest.If(new Condition("s", "<", (Whole)"panels" * Whole.Panel), () =>
        {
            nest.Define("inPanel", (Whole)"s" % Whole.Panel);
            body();
        });
    });

    /// <summary>Where a vector of samples begins in a tensor with the given numbers per sample.</summary>
    private static Place InPanel(string tensor, int numbers) => new(tensor, (((Whole)"s" - "inPanel") * numbers) + "inPanel");

    private void TileOf(Nest nest, int height, Whole channel, int channels)
    {
        int taps = TileTaps, columns = taps * channels;
        (Whole pixel, Whole number) = Packs ? (channels * Whole.Width, Whole.Width) : (Window.Channels * Whole.Panel, Whole.Panel);
        (Whole gradientPixel, Whole filter) = Packs ? (height * Whole.Width, Whole.Width) : (Window.Filters * Whole.Panel, Whole.Panel);
        var tile = new Tile(nest, height, columns);
        nest.For("lane", 0, Lanes, Whole.Width, () =>
        {
            tile.Start((_, _) => Vector.Zero);
            nest.Define("s", (Whole)"first" + "lane");
            nest.If(new Condition("s", "<", (Whole)"panels" * Whole.Panel), () =>
            {
                if (Packs)
                {
                    nest.Refer("sx", new Place("packed", (channel * (SourcePixels * Lanes)) + ((Whole)"lane" * (SourcePixels * channels))));
                    nest.Refer("sd", new Place("packedGradient", (Whole)"lane" * (Window.Pixels * height)));
                }
                else
                {
                    nest.Define("inPanel", (Whole)"s" % Whole.Panel);
                    nest.Refer("sx", InPanel("source", SourcePixels * Window.Channels) + (ChannelOf(channel) * Whole.Panel));
                    nest.Refer("sd", InPanel("gradient", Window.Pixels * Window.Filters) + ((Whole)"row" * Whole.Panel));
                }

                nest.For("y", Vertical.ResultsFirst, Vertical.ResultsEnd, 1, () =>
                {
                    if (taps == 1)
                    {
                        Run(Horizontal.ResultsFirst, Horizontal.ResultsEnd, HorizontalStart);
                        return;
                    }

                    (int first, int end) = (Window.Columns.FirstInside, Window.Columns.EndInside);
                    int borders = first + Window.OutWidth - end;
                    if (borders > 0)
                    {
                        nest.For("b", 0, borders, 1, () =>
                        {
                            nest.Define("x", first == 0 ? "b" + (Whole)end : first == borders ? "b" : new Choice(new Condition("b", "<", first), "b", (Whole)"b" + (end - first)));
                            Border();
                        });
                    }

                    if (first < end) { nest.Scope(() => Run(first, end, (first * Window.Columns.Stride) - Window.Columns.Before)); }
                });
            });
            for (int r = 0; r < height; r++)
            {
                for (int c = 0; c < columns; c++) { nest.Store(Tile.Sum(r, c), new Place("lanes", (Whole)(((r * columns) + c) * Lanes) + "lane")); }
            }
        });
        nest.Add(new AddLaneSums(
            Weight(0, channel, taps == 1 ? Horizontal.Tap : 0), new(height, FilterWeights), new(taps, 1), new(channels, Window.Taps), "lanes"));

        // Pixels whose windows lie inside, or for which the one tap does.
        void Run(Whole first, Whole end, Whole column)
        {
            nest.Refer("xr", new Place("sx", ((Vertical.At(Vertical.Tap) * Window.Width) + column) * pixel));
            nest.Refer("d", new Place("sd", (((Whole)"y" * Window.OutWidth) + first) * gradientPixel));
            nest.For("x", first, end, 1, () =>
            {
                Multiply(0, taps);
                nest.Advance("xr", Window.Columns.Stride * pixel);
                nest.Advance("d", gradientPixel);
            });
        }

        // A pixel some of whose taps lie in the padding.
        void Border()
        {
            nest.Refer("d", new Place("sd", (((Whole)"y" * Window.OutWidth) + "x") * gradientPixel));
            for (int tap = 0; tap < taps; tap++)
            {
                int number = tap;
                nest.Define($"x{number}", Horizontal.At(number));
                nest.If(new Condition($"x{number}", ">", -1), () => nest.If(new Condition($"x{number}", "<", Window.Width), () =>
                {
                    nest.Refer("xr", new Place("sx", ((Vertical.At(Vertical.Tap) * Window.Width) + $"x{number}" - (number * Window.Columns.Dilation)) * pixel));
                    Multiply(number, number + 1);
                }));
            }
        }

        // Column by column, so that few registers besides the sums are taken.
        void Multiply(int firstTap, int endTap)
        {
            nest.Let(Enumerable.Range(0, height).Select(r => new Binding(Tile.RowName(r, 0), Vector.Load(new Place("d", filter * r)))));
            for (int c = firstTap * channels; c < endTap * channels; c++)
            {
                int column = c;
                nest.Let($"v{c}", Vector.Load(new Place("xr", (c / channels * Window.Columns.Dilation) * pixel + ((c % channels) * number))));
                nest.Together(() =>
                {
                    for (int r = 0; r < height; r++) { nest.Add(new Set(Tile.Sum(r, column), new MultiplyAdd(Tile.RowName(r, 0), $"v{column}", Tile.Sum(r, column)))); }
                });
            }
        }
    }

    /// <summary>The first channel under the tap, as a number in its pixel.</summary>
    private Whole ChannelOf(Whole channel) => Window.Groups > 1 ? "channel" + channel : channel;

    /// <summary>The column under the tap of the first result for which it lies inside.</summary>
    private Whole HorizontalStart => (Horizontal.ResultsFirst * Window.Columns.Stride) + (Horizontal.Tap * Window.Columns.Dilation) - Window.Columns.Before;
}
