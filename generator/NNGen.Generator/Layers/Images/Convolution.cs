using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>
/// A convolution (as in all libraries a cross-correlation), <c>y[o] = b[o] + Σ W[o, i, ky, kx] · x[y · stride + ky · dilation − padding, …, i]</c>,
/// with <c>W</c> of PyTorch's shape
/// <c>[filters, channels of a group, kernel height, kernel width]</c>.
/// </summary>
internal sealed record Convolution(string Name, int Attribute, string Kind, Shape Input, Shape Output, Window Window, Parameter Weight, Parameter? Bias)
    : WindowProductLayer(Name, Attribute, Kind, Input, Output, Window, Weight, Bias)
{
    public override string Description => $"{Window.Channels:N0} → {Window.Filters:N0}, {Window.Text}" + Weighted.Description(Weight, Bias);

    public override Layer? AtOneStep => Input.Dimensions.Count != 2 || Window.Columns.After > 0 || (Window.Columns.Before > 0 && Window.Columns.Before < Window.Columns.Reach - 1)
        ? null : StreamedConvolution.Of(this);

    public override (string Reason, string Suggestion) WhyNotInStreams => Input.Dimensions.Count == 2 && Window.Columns.After > 0
        ? ($"looks ahead by {Window.Columns.After} {(Window.Columns.After == 1 ? "step" : "steps")}", "use Padding.Causal or Padding.Valid")
        : base.WhyNotInStreams;

    public override bool SkipsSteps => Window.Columns.Stride > 1 || Window.Columns.Before < Window.Columns.Reach - 1;

    public static Layer? Conv2D(LayerContext context) => Infer(context, axes: 2);

    public static Layer? Conv1D(LayerContext context) => Infer(context, axes: 1);

    public static Layer? Depthwise2D(LayerContext context)
    {
        var windows = new Windows(context, axes: 2);
        if (!windows.RequireShape()) { return null; }
        if (windows.MultipliedChannels() is not { } filters) { return null; }

        // The fan-out is Keras's. Its fan-in counts all channels, although a filter reads one: here it is the taps of that one.
        return Make(context, windows, 2, filters, windows.Channels, filters / windows.Channels, "Multiplier");
    }

    private static Layer? Infer(LayerContext context, int axes)
    {
        var windows = new Windows(context, axes);
        if (!windows.RequireShape()) { return null; }
        return windows.Filters() is { } counts ? Make(context, windows, axes, counts.Filters, counts.Groups, counts.Filters, "filters") : null;
    }

    private static Layer? Make(LayerContext context, Windows windows, int axes, int filters, int groups, int fed, string argument)
    {
        if (windows.Cut("kernel", 0, filters, groups, strideIsSize: false) is not { } window) { return null; }
        bool biased = context.Declaration.Flag("Bias", true);
        long weights = (long)filters * window.ChannelsOfGroup * window.Taps;
        if (!context.RequireParameters(weights + (biased ? filters : 0), argument)) { return null; }

        int[] shape = axes == 2 ? [filters, window.ChannelsOfGroup, window.Rows.Kernel, window.Columns.Kernel] : [filters, window.ChannelsOfGroup, window.Columns.Kernel];
        int fanIn = window.ChannelsOfGroup * window.Taps, fanOut = fed * window.Taps;
        Parameter weight = Weighted.Weight(context, shape, fanIn, fanOut);
        return new Convolution(
            context.Name, context.Attribute, context.Declaration.Kind, context.Input, windows.Output(window), window, weight, biased ? Weighted.Bias(context, filters, weight) : null);
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Axis[] axes = program.NewAxes(Name, Output.Dimensions);
        Tensor weights = program.Parameter(
            Weight, Name + "Weights", [axes[axes.Length - 1], .. program.NewAxes(Name + "Weights", [Window.ChannelsOfGroup, Window.Rows.Kernel, Window.Columns.Kernel])]);
        return WithBias(program, program.Convolve(ProductName, input, weights, Window, axes), axes);
    }
}
