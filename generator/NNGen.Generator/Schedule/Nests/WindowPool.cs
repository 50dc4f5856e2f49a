using System;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// The largest number or the mean of windows, over panels of samples or for one sample. Vectors run over what lies together: channels and, in a
/// panel, samples. Pixels and taps: serial.
/// </summary>
/// <param name="By">What is taken of a window.</param>
/// <param name="Window">How windows lie.</param>
/// <param name="OfOne">Whether it is for one sample.</param>
internal sealed record WindowPool(Pooling By, Window Window, bool OfOne)
{
    public static EquatableArray<string> References => new(["source", "result"]);

    /// <summary>Numbers of a row: a channel of all samples of a panel, or a channel.</summary>
    private Whole Unit => OfOne ? 1 : Whole.Panel;

    private Taps Vertical => new(Window.Rows, "y");

    private Taps Horizontal => new(Window.Columns, "x");

    /// <summary>Whether threads can share it for one sample: no vector of a pixel reaches into the next one.</summary>
    /// <param name="widest">Elements of the widest vector.</param>
    public bool CanBeShared(int widest) => Window.Channels % widest == 0;

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        Build(nest, "source", "result");
        return nest.Statements;
    }

    /// <summary>Writes its statements.</summary>
    /// <param name="nest">Receives them.</param>
    /// <param name="source">What it reads.</param>
    /// <param name="result">What it writes; for one sample the last vector of a pixel may reach into the next one, or past the end.</param>
    public void Build(Nest nest, Place source, Place result) => Panels(nest, panel => nest.ForAll("y", Window.OutHeight, 1, () =>
    {
        Vertical.Define(nest);
        nest.For("x", 0, Window.OutWidth, 1, () =>
        {
            Horizontal.Define(nest);
            nest.Refer("to", result + ((((((panel * Window.OutHeight) + "y") * Window.OutWidth) + "x") * Window.Channels) * Unit));
            if (By != Pooling.Largest) { nest.Let("share", Share(Window, Vertical, Horizontal, By)); }
            nest.For("j", 0, Window.Channels * Unit, Whole.Width, () =>
            {
                nest.Let("value", By == Pooling.Largest ? new Formula(new Constant(double.NegativeInfinity), default) : Vector.Zero);
                ForTaps(nest, () =>
                {
                    Vector tap = Vector.Load(source + ((((((panel * Window.Height) + Vertical.At(Vertical.Tap)) * Window.Width) + Horizontal.At(Horizontal.Tap)) * Window.Channels * Unit) + "j"));
                    nest.Add(By == Pooling.Largest
                        ? new Set("value", new Formula(Expression.Max(new Operand(1), new Operand(0)), new EquatableArray<Vector>(["value", tap])))
                        : new AddTo("value", tap));
                });
                nest.Store(By == Pooling.Largest ? "value" : new Formula(new Operand(0) * new Operand(1), new EquatableArray<Vector>(["value", "share"])), new Place("to", "j"));
            });
        });
    }));

    private void ForTaps(Nest nest, Action body) => Vertical.For(nest, () => Horizontal.For(nest, body));

    private void Panels(Nest nest, Action<Whole> body)
    {
        if (OfOne) { body(0); }
        else { nest.For("p", 0, "panels", 1, () => body("p")); }
    }

    /// <summary>One over the numbers of a window.</summary>
    internal static Vector Share(Window window, Taps vertical, Taps horizontal, Pooling by)
    {
        if (by == Pooling.Mean)
        {
            return window.Rows.IsInside && window.Columns.IsInside
                ? new Formula(new Constant(1.0 / window.Taps), default)
                : new Formula(1 / new Operand(0), new EquatableArray<Vector>([new OfWhole(vertical.CountInside * horizontal.CountInside)]));
        }

        // A window may reach past the padding after the source: what lies there does not count.
        return new Formula(1 / new Operand(0), new EquatableArray<Vector>([new OfWhole(Padded(window.Rows, "y") * Padded(window.Columns, "x"))]));

        static Whole Padded(Extent extent, string axis) =>
            ((extent.Count - 1) * extent.Stride) + extent.Kernel <= extent.Size + extent.Before + extent.After
                ? extent.Kernel
                : Whole.Min(extent.Kernel, extent.Size + extent.Before + extent.After - ((Whole)axis * extent.Stride));
    }
}

/// <summary>The adjoint of a pooling over panels of samples.</summary>
/// <param name="By">What was taken of a window.</param>
/// <param name="Window">How windows lie.</param>
internal sealed record WindowPoolGradient(Pooling By, Window Window)
{
    public EquatableArray<string> References => new(By == Pooling.Largest ? ["gradient", "source", "pooled", "result"] : ["gradient", "result"]);

    private Taps Vertical => new(Window.Rows, "y");

    private Taps Horizontal => new(Window.Columns, "x");

    /// <summary>Whether every number of the source is in exactly one window: then nothing is added up.</summary>
    private bool IsTiling => IsTilingOf(Window.Rows) && IsTilingOf(Window.Columns);

    private static bool IsTilingOf(Extent extent) => extent.IsInside && extent.Dilation == 1 && extent.Stride == extent.Kernel && extent.Count * extent.Stride == extent.Size && extent.Before == 0;

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        if (!IsTiling) { nest.Add(new Clear("result", (Whole)"panels" * (Window.Height * Window.Width * Window.Channels) * Whole.Panel)); }
        nest.For("p", 0, "panels", 1, () => nest.For("y", 0, Window.OutHeight, 1, () =>
        {
            Vertical.Define(nest);
            nest.For("x", 0, Window.OutWidth, 1, () =>
            {
                Horizontal.Define(nest);
                nest.Define("pixel", (((((Whole)"p" * Window.OutHeight) + "y") * Window.OutWidth) + "x") * Window.Channels * Whole.Panel);
                if (By != Pooling.Largest) { nest.Let("share", WindowPool.Share(Window, Vertical, Horizontal, By)); }
                nest.For("j", 0, Window.Channels * Whole.Panel, Whole.Width, () =>
                {
                    nest.Let("left", Vector.Load(new Place("gradient", (Whole)"pixel" + "j")));
                    if (By == Pooling.Largest) { nest.Let("largest", Vector.Load(new Place("pooled", (Whole)"pixel" + "j"))); }
                    else { nest.Add(new Set("left", new Formula(new Operand(0) * new Operand(1), new EquatableArray<Vector>(["left", "share"])))); }
                    Vertical.For(nest, () => Horizontal.For(nest, () =>
                    {
                        nest.Define("at", ((((((Whole)"p" * Window.Height) + Vertical.At(Vertical.Tap)) * Window.Width) + Horizontal.At(Horizontal.Tap)) * Window.Channels * Whole.Panel) + "j");
                        if (By == Pooling.Largest) { First(nest); }
                        else { Add(nest, "left"); }
                    }));
                });
            });
        }));
        return nest.Statements;
    }

    // All goes to the first number that reached the maximum: then nothing is left for those after it.
    private void First(Nest nest)
    {
        nest.Let("number", Vector.Load(new Place("source", "at")));
        nest.Let("part", Where(0, new Operand(2)));
        Add(nest, "part");
        nest.Add(new Set("left", Where(new Operand(2), 0)));

        static Vector Where(Expression below, Expression reached) =>
            new Formula(new Select(new Operand(0), new Operand(1), below, reached), new EquatableArray<Vector>(["largest", "number", "left"]));
    }

    private void Add(Nest nest, string value) => nest.Store(
        IsTiling ? value : new Formula(new Operand(0) + new Operand(1), new EquatableArray<Vector>([Vector.Load(new Place("result", "at")), value])), new Place("result", "at"));
}
