using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>A convolution of each channel alone, then one of 1 × 1 over all of them: two products that are one layer.</summary>
/// <param name="Window">The windows of the first one.</param>
/// <param name="Weight">The weights of the first one, of PyTorch's shape <c>[channels · multiplier, 1, kernel height, kernel width]</c>.</param>
/// <param name="Pointwise">Those of the second one, <c>[filters, channels · multiplier, 1, 1]</c>.</param>
internal sealed record SeparableConvolution(
    string Name, int Attribute, Shape Input, Shape Output, Window Window, Parameter Weight, Parameter Pointwise, Parameter? Bias)
    : WindowProductLayer(Name, Attribute, "SeparableConv2D", Input, Output, Window, Weight, Bias)
{
    public override string Description =>
        $"{Window.Channels:N0} → {Window.Filters:N0} → {Filters:N0}, {Window.Text}" + Weighted.Description(Weight, Bias);

    public override EquatableArray<Parameter> Parameters => new(Bias is null ? new[] { Weight, Pointwise } : new[] { Weight, Pointwise, Bias });

    public override bool IsFactor => false;

    public override long MultiplyAdds => Window.MultiplyAdds + Mixing.MultiplyAdds;

    private int Filters => Output.Dimensions[2];

    /// <summary>The windows of the second convolution: single pixels.</summary>
    private Window Mixing => new(
        Window.OutHeight, Window.OutWidth, Window.Filters, Filters, Groups: 1, Extent.OfPositions(Window.OutHeight), Extent.OfPositions(Window.OutWidth));

    public static Layer? Infer(LayerContext context)
    {
        var windows = new Windows(context, axes: 2);
        if (!windows.RequireShape() || windows.Filters() is not { } counts || windows.MultipliedChannels() is not { } channels) { return null; }
        if (windows.Cut("kernel", 0, channels, windows.Channels, strideIsSize: false) is not { } window) { return null; }
        int filters = counts.Filters;
        bool biased = context.Declaration.Flag("Bias", true);
        if (!context.RequireParameters(((long)channels * window.Taps) + ((long)filters * channels) + (biased ? filters : 0), "filters")) { return null; }

        Parameter depthwise = Weighted.Weight(
            context, [channels, 1, window.Rows.Kernel, window.Columns.Kernel], window.Taps, channels / windows.Channels * window.Taps, "depthwise.");
        Parameter pointwise = Weighted.Weight(context, [filters, channels, 1, 1], channels, filters, "pointwise.", after: depthwise);
        return new SeparableConvolution(
            context.Name, context.Attribute, context.Input, Shape.Of([window.OutHeight, window.OutWidth, filters]), window, depthwise, pointwise,
            biased ? Weighted.Bias(context, filters, pointwise, "pointwise.") : null);
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Axis[] between = program.NewAxes(Name + "Depthwise", [Window.OutHeight, Window.OutWidth, Window.Filters]);
        Tensor depthwise = program.Parameter(
            Weight, Name + "DepthwiseWeights", [between[2], .. program.NewAxes(Name + "DepthwiseWeights", [1, Window.Rows.Kernel, Window.Columns.Kernel])]);
        Tensor each = program.Convolve(Name + "Depthwise", input, depthwise, Window, between);

        Axis[] axes = program.NewAxes(Name, Output.Dimensions);
        Tensor pointwise = program.Parameter(Pointwise, Name + "PointwiseWeights", [axes[2], .. program.NewAxes(Name + "PointwiseWeights", [Window.Filters, 1, 1])]);
        return WithBias(program, program.Convolve(ProductName, each, pointwise, Mixing, axes), axes);
    }
}
