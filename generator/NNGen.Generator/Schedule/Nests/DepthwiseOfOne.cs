using System;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>A convolution of each channel alone, of one sample: vectors are channels, of the source, the weights and the result alike. Pixels and taps: serial.</summary>
/// <param name="Window">How windows lie; as many groups as channels and filters.</param>
/// <param name="HasBias">Whether sums start from a bias, not from zero.</param>
/// <param name="Function">The formula applied to the sums, if any.</param>
/// <param name="IsShort">Whether that formula is a few instructions.</param>
/// <param name="Widest">Elements of the widest vector.</param>
internal sealed record DepthwiseOfOne(Window Window, bool HasBias, string? Function, bool IsShort, int Widest)
    : OneSampleProduct(Window.Taps, Window.Pixels * Window.Filters, Function, IsShort, null)
{
    public override string Text => $"{Window.Text} · vectors of channels";

    public override int OutputsMultiple => Widest;

    public override int PackedLength => Window.Taps * Lengths.RoundUp(Window.Channels, Widest);

    public override int BiasLength => Lengths.RoundUp(Window.Channels, Widest);

    // The last vector of a pixel may reach into the next one, which is written after it, or past the end.
    public override int Beyond => Widest;

    public override bool CanBeShared => Window.Channels % Widest == 0;

    public override int PrintedSize => 2 + (IsUnrolled ? Window.Columns.Kernel : 1);

    private Taps Vertical => new(Window.Rows, "y");

    private Taps Horizontal => new(Window.Columns, "x");

    /// <summary>Whether the taps of a row are written one after another where windows lie inside.</summary>
    private bool IsUnrolled => Window.Columns.Kernel <= Machine.UnrolledTaps;

    /// <summary>Whether a product is one that this nest computes.</summary>
    public static bool Fits(Product product) =>
        product is { IsTransposed: false, Window: { ChannelsOfGroup: 1, FiltersOfGroup: 1, Groups: > 1 } };

    public override void Build(Nest nest, Place weights, Place bias, Place source, Place result, Place? lanes, Place? copy)
    {
        nest.ForAll("y", Window.OutHeight, 1, () =>
        {
            Vertical.Define(nest);
            Pixels(0, Window.Columns.FirstInside, isInside: false);
            Pixels(Window.Columns.FirstInside, Window.Columns.EndInside, isInside: true);
            Pixels(Window.Columns.EndInside, Window.OutWidth, isInside: false);
        });

        ApplyToAll(nest, result);

        void Pixels(int first, int end, bool isInside)
        {
            if (first == end) { return; }
            nest.For("x", first, end, 1, () =>
            {
                if (!isInside) { Horizontal.Define(nest); }
                nest.For("c", 0, Window.Channels, Whole.Width, () => Channels(isInside));
            });
        }

        void Channels(bool isInside)
        {
            nest.Let("sum", HasBias ? Vector.Load(bias + "c") : Vector.Zero);
            Vertical.For(nest, () =>
            {
                if (!isInside) { Horizontal.For(nest, () => Tap(Horizontal.Tap)); }
                else if (!IsUnrolled) { nest.For("kx", 0, Window.Columns.Kernel, 1, () => Tap("kx")); }
                else
                {
                    for (int tap = 0; tap < Window.Columns.Kernel; tap++) { Tap(tap); }
                }
            });
            nest.Store(IsShort ? Apply("sum") : "sum", result + (((((Whole)"y" * Window.OutWidth) + "x") * Window.Channels) + "c"));
        }

        void Tap(Whole tap)
        {
            Place number = source + ((((Vertical.At(Vertical.Tap) * Window.Width) + Horizontal.At(tap)) * Window.Channels) + "c");
            Place weight = weights + (("c" * (Whole)Window.Taps) + (((Vertical.Tap * Window.Columns.Kernel) + tap) * Whole.Width));
            nest.Add(new Set("sum", new MultiplyAdd(Vector.Load(number), Vector.Load(weight), "sum")));
        }
    }
}
