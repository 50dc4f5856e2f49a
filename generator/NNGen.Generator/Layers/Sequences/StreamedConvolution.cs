using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>A convolution over the steps of a stream: a product with the window of the latest steps.</summary>
/// <param name="Whole">The layer over whole sequences.</param>
internal sealed record StreamedConvolution(Convolution Whole, Shape Input, Shape Output) : Layer(Whole.Name, Whole.Attribute, Input, Output)
{
    public override string Kind => Whole.Kind;

    public override string Description => Whole.Description;

    public override EquatableArray<Parameter> Parameters => Whole.Parameters;

    public static Layer Of(Convolution whole) => new StreamedConvolution(whole, whole.Input.OneStep, whole.Output.OneStep) { Sources = whole.Sources };

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Window window = Whole.Window;
        (int taps, int channels, int filters) = (window.Taps, window.Channels, window.Filters);
        Tensor recent = Recently(program, Name, input, window);
        Axis[] axes = program.NewAxes(Name, [1, filters]);
        string name = Whole.Bias is null ? Name : Name + "Product";
        Tensor product;
        if (window.Groups == 1)
        {
            // All steps of a window are one position, whose channels are those of its steps.
            Axis[] row = program.NewAxes(Name + "Window", [1, taps * channels]);
            Tensor weights = taps == 1 || channels == 1
                ? program.Parameter(Whole.Weight, Name + "Weights", [axes[1], row[1]])
                : program.TapsFirst(Name + "Weights", Whole.Weight, [axes[1], row[1]]);
            var one = new Window(1, 1, taps * channels, filters, 1, Extent.OfPositions(1), Extent.OfPositions(1));
            product = program.Convolve(name, taps == 1 ? recent : program.Reshape(Name + "Window", recent, row), weights, one, axes);
        }
        else
        {
            var one = new Window(1, taps, channels, filters, window.Groups, Extent.OfPositions(1), new Extent(taps, taps, 1, 1, 0, 0, 1));
            Tensor weights = program.Parameter(Whole.Weight, Name + "Weights", [axes[1], .. program.NewAxes(Name + "Weights", [window.ChannelsOfGroup, 1, taps])]);
            product = program.Convolve(name, recent, weights, one, axes);
        }

        return Whole.Bias is null ? product : program.Elementwise(Name, new Operand(0) + new Operand(1), product, program.Parameter(Whole.Bias, Name + "Bias", axes[1]));
    }

    /// <summary>The window of the latest steps.</summary>
    public static Tensor Recently(ProgramBuilder program, string name, Tensor input, Window window)
    {
        Extent steps = window.Columns;
        if (steps is { Kernel: 1, Stride: 1 }) { return input; }
        Axis[] axes = program.NewAxes(name + "Recent", [steps.Kernel, window.Channels]);
        Axis[] ring = program.NewAxes(name + "Ring", [(steps.Reach * window.Channels) + Recent.Counters]);
        return program.Add(new Recent(
            program.Declare(name + "Recent", [Axis.Samples, .. axes]), input, program.Declare(name + "Ring", [Axis.Samples, .. ring]), steps.Kernel, steps.Dilation,
            First: steps.Before > 0 ? 0 : steps.Reach - 1, steps.Stride));
    }
}

/// <summary>A pooling over the steps of a stream.</summary>
/// <param name="Whole">The layer over whole sequences.</param>
internal sealed record StreamedPooling(PoolingLayer Whole, Shape Input, Shape Output) : Layer(Whole.Name, Whole.Attribute, Input, Output)
{
    public override string Kind => Whole.Kind;

    public override string Description => Whole.Description;

    public static Layer Of(PoolingLayer whole) => new StreamedPooling(whole, whole.Input.OneStep, whole.Output.OneStep) { Sources = whole.Sources };

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Window window = Whole.Window;
        Tensor recent = StreamedConvolution.Recently(program, Name, input, window);
        var one = new Window(1, window.Taps, window.Channels, window.Channels, 1, Extent.OfPositions(1), new Extent(window.Taps, window.Taps, 1, 1, 0, 0, 1));
        return program.Pool(Name, Whole.By, recent, one, program.NewAxes(Name, [1, window.Channels]));
    }
}
