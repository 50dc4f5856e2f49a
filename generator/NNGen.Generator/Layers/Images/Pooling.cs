using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>The largest number or the mean of each window, channel by channel.</summary>
internal sealed record PoolingLayer(string Name, int Attribute, string Kind, Shape Input, Shape Output, Pooling By, Window Window) : Layer(Name, Attribute, Input, Output)
{
    public override string Kind { get; } = Kind;

    public override string Description => IsGlobal ? Input.ToString() : Window.Text + (By == Pooling.MeanOfPadded ? ", padding counts" : "");

    public override EquatableArray<Argument> Arguments => WindowArguments.Of(Window);

    public override bool HasOwnRow => true;

    private bool IsGlobal => Output.IsFlat;

    public override ValueRange Range(ValueRange input) =>
        By == Pooling.MeanOfPadded ? new ValueRange(System.Math.Min(input.Low, 0), System.Math.Max(input.High, 0)) : input;

    public override Layer? AtOneStep => IsGlobal || Input.Dimensions.Count != 2 || Window.Columns.Before > 0 || Window.Columns.After > 0 ? null : StreamedPooling.Of(this);

    public override bool SkipsSteps => Window.Columns.Stride > 1 || Window.Columns.Reach > 1;

    public static Layer? Max2D(LayerContext context) => Infer(context, axes: 2, Pooling.Largest);

    public static Layer? Max1D(LayerContext context) => Infer(context, axes: 1, Pooling.Largest);

    public static Layer? Average2D(LayerContext context) => Infer(context, axes: 2, OfAverage(context));

    public static Layer? Average1D(LayerContext context) => Infer(context, axes: 1, OfAverage(context));

    public static Layer? GlobalMax(LayerContext context) => InferGlobal(context, Pooling.Largest);

    public static Layer? GlobalAverage(LayerContext context) => InferGlobal(context, Pooling.Mean);

    private static Pooling OfAverage(LayerContext context) => context.Declaration.Flag("CountIncludePad", false) ? Pooling.MeanOfPadded : Pooling.Mean;

    private static Layer? Infer(LayerContext context, int axes, Pooling by)
    {
        var windows = new Windows(context, axes);
        if (!windows.RequireShape() || windows.Cut("size", 2, windows.Channels, 1, strideIsSize: true) is not { } window) { return null; }
        foreach (Extent extent in new[] { window.Rows, window.Columns })
        {
            // As in PyTorch: a window of nothing but padding would have no largest number.
            if (extent.Before < extent.Kernel && extent.After < extent.Kernel) { continue; }
            string name = context.Declaration.Has("Pads") ? "Pads" : "Pad";
            context.Report(Rules.ArgumentOutOfRange, name, context.Declaration.Kind, name, InvariantText.Of(System.Math.Max(extent.Before, extent.After)), "less than the size of a window");
            return null;
        }

        foreach ((Extent extent, string what) in new[] { (window.Rows, "rows"), (window.Columns, axes == 1 ? "steps" : "columns") })
        {
            int left = extent.Size + extent.Before - (((extent.Count - 1) * extent.Stride) + extent.Reach);
            if (left > 0) { context.Report(Rules.PoolingLeavesOut, null, context.Title, left, what, extent.Size); }
        }

        return new PoolingLayer(context.Name, context.Attribute, context.Declaration.Kind, context.Input, windows.Output(window), by, window);
    }

    private static Layer? InferGlobal(LayerContext context, Pooling by)
    {
        Shape input = context.Input;
        if (context.Others.Count > 0)
        {
            if (!context.RequireShape(input.Dimensions.Count == 2, "[steps, channels]", "leave out Lengths") || !EndOfSamples.RequireLengths(context)) { return null; }
            return new MaskedPooling(context.Name, context.Attribute, context.Declaration.Kind, input, by == Pooling.Mean, context.Declaration.Has("Lengths"));
        }

        if (!context.RequireShape(
            input.Dimensions.Count is 2 or 3, "[height, width, channels] or [steps, channels]", input.IsFlat ? "leave it out: one number for each channel arrives already" : "insert [Reshape]"))
        {
            return null;
        }

        int channels = input.Dimensions[input.Dimensions.Count - 1], width = input.Dimensions[input.Dimensions.Count - 2];
        int height = input.Dimensions.Count == 3 ? input.Dimensions[0] : 1;
        var window = new Window(height, width, channels, channels, 1, new Extent(height, height, 1, 1, 0, 0, 1), new Extent(width, width, 1, 1, 0, 0, 1));
        return new PoolingLayer(context.Name, context.Attribute, context.Declaration.Kind, input, Shape.Flat(channels), by, window);
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input) =>
        program.Pool(Name, By, input, Window, IsGlobal ? program.NewAxis(Name, Output.Size) : program.NewAxes(Name, Output.Dimensions));
}
