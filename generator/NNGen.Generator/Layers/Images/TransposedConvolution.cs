using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>
/// A transposed convolution: each pixel adds its window of weights to the result, <c>y[y · stride + ky · dilation − padding, …, o] += W[i, o, ky, kx] ·
/// x[y, …, i]</c>, with <c>W</c> of PyTorch's shape <c>[channels, filters of a group, kernel height, kernel width]</c>.
/// </summary>
/// <param name="Window">The windows of the convolution whose adjoint it is: that one's source is this one's result, that one's filters are the channels that arrive.</param>
internal sealed record TransposedConvolution(string Name, int Attribute, string Kind, Shape Input, Shape Output, Window Window, Parameter Weight, Parameter? Bias)
    : WindowProductLayer(Name, Attribute, Kind, Input, Output, Window, Weight, Bias)
{
    public override string Description => $"{Window.Filters:N0} → {Window.Channels:N0}, {Window.Text}" + Weighted.Description(Weight, Bias);

    public static Layer? Conv2D(LayerContext context) => Infer(context, axes: 2);

    public static Layer? Conv1D(LayerContext context) => Infer(context, axes: 1);

    private static Layer? Infer(LayerContext context, int axes)
    {
        var windows = new Windows(context, axes);
        if (!windows.RequireShape()) { return null; }
        if (windows.Filters() is not { } counts || windows.Spread(counts.Filters, counts.Groups) is not { } window) { return null; }
        bool biased = context.Declaration.Flag("Bias", true);
        long weights = (long)window.Filters * window.ChannelsOfGroup * window.Taps;
        if (!context.RequireParameters(weights + (biased ? window.Channels : 0), "filters")) { return null; }

        int[] shape = axes == 2 ? [window.Filters, window.ChannelsOfGroup, window.Rows.Kernel, window.Columns.Kernel] : [window.Filters, window.ChannelsOfGroup, window.Columns.Kernel];
        // The fans of PyTorch and Keras, which take them from the shape of the weights.
        Parameter weight = Weighted.Weight(context, shape, fanIn: window.ChannelsOfGroup * window.Taps, fanOut: window.Filters * window.Taps);
        Shape output = Shape.Of(axes == 2 ? [window.Height, window.Width, window.Channels] : [window.Width, window.Channels]);
        return new TransposedConvolution(
            context.Name, context.Attribute, context.Declaration.Kind, context.Input, output, window, weight, biased ? Weighted.Bias(context, window.Channels, weight) : null);
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Axis[] axes = program.NewAxes(Name, Output.Dimensions);
        Tensor weights = program.Parameter(
            Weight, Name + "Weights", program.NewAxes(Name + "Weights", [Window.Filters, Window.ChannelsOfGroup, Window.Rows.Kernel, Window.Columns.Kernel]));
        return WithBias(program, program.ConvolveTransposed(ProductName, input, weights, Window, axes), axes);
    }
}
