namespace NNGen.Tests;

/// <summary>Convolutions, poolings and shapes against PyTorch, one kind at a time; see <c>Golden/README.md</c> for the files.</summary>
public class GoldenLayerTests
{
    private static readonly Dictionary<string, (Type Single, Type Double)> Networks = new()
    {
        ["averagepool1d"] = (typeof(GoldenAveragePool1D), typeof(GoldenAveragePool1DDouble)),
        ["averagepool2d-ceil"] = (typeof(GoldenAveragePool2DCeil), typeof(GoldenAveragePool2DCeilDouble)),
        ["averagepool2d-padding"] = (typeof(GoldenAveragePool2DPadding), typeof(GoldenAveragePool2DPaddingDouble)),
        ["averagepool2d-same"] = (typeof(GoldenAveragePool2DSame), typeof(GoldenAveragePool2DSameDouble)),
        ["averagepool2d"] = (typeof(GoldenAveragePool2D), typeof(GoldenAveragePool2DDouble)),
        ["conv1d-causal"] = (typeof(GoldenConv1DCausal), typeof(GoldenConv1DCausalDouble)),
        ["conv1d-same"] = (typeof(GoldenConv1DSame), typeof(GoldenConv1DSameDouble)),
        ["conv1d-valid"] = (typeof(GoldenConv1DValid), typeof(GoldenConv1DValidDouble)),
        ["conv2d-dilation"] = (typeof(GoldenConv2DDilation), typeof(GoldenConv2DDilationDouble)),
        ["conv2d-groups"] = (typeof(GoldenConv2DGroups), typeof(GoldenConv2DGroupsDouble)),
        ["conv2d-padding"] = (typeof(GoldenConv2DPadding), typeof(GoldenConv2DPaddingDouble)),
        ["conv2d-same-even"] = (typeof(GoldenConv2DSameEven), typeof(GoldenConv2DSameEvenDouble)),
        ["conv2d-same-stride"] = (typeof(GoldenConv2DSameStride), typeof(GoldenConv2DSameStrideDouble)),
        ["conv2d-same"] = (typeof(GoldenConv2DSame), typeof(GoldenConv2DSameDouble)),
        ["conv2d-stride"] = (typeof(GoldenConv2DStride), typeof(GoldenConv2DStrideDouble)),
        ["conv2d-valid"] = (typeof(GoldenConv2DValid), typeof(GoldenConv2DValidDouble)),
        ["depthwise-separable"] = (typeof(GoldenDepthwiseSeparable), typeof(GoldenDepthwiseSeparableDouble)),
        ["embedding"] = (typeof(GoldenEmbedding), typeof(GoldenEmbeddingDouble)),
        ["flatten"] = (typeof(GoldenFlatten), typeof(GoldenFlattenDouble)),
        ["global-average-pool"] = (typeof(GoldenGlobalAveragePool), typeof(GoldenGlobalAveragePoolDouble)),
        ["global-max-pool"] = (typeof(GoldenGlobalMaxPool), typeof(GoldenGlobalMaxPoolDouble)),
        ["ignored-steps"] = (typeof(GoldenIgnoredSteps), typeof(GoldenIgnoredStepsDouble)),
        ["maxpool1d"] = (typeof(GoldenMaxPool1D), typeof(GoldenMaxPool1DDouble)),
        ["maxpool2d-ceil"] = (typeof(GoldenMaxPool2DCeil), typeof(GoldenMaxPool2DCeilDouble)),
        ["maxpool2d-overlap"] = (typeof(GoldenMaxPool2DOverlap), typeof(GoldenMaxPool2DOverlapDouble)),
        ["maxpool2d-same"] = (typeof(GoldenMaxPool2DSame), typeof(GoldenMaxPool2DSameDouble)),
        ["maxpool2d-ties"] = (typeof(GoldenMaxPool2DTies), typeof(GoldenMaxPool2DTiesDouble)),
        ["maxpool2d"] = (typeof(GoldenMaxPool2D), typeof(GoldenMaxPool2DDouble)),
        ["net-lenet5"] = (typeof(GoldenLeNet5), typeof(GoldenLeNet5Double)),
        ["separableconv2d"] = (typeof(GoldenSeparableConv2D), typeof(GoldenSeparableConv2DDouble)),
        ["upsampling2d"] = (typeof(GoldenUpSampling2D), typeof(GoldenUpSampling2DDouble)),
        ["upsampling2d-bilinear"] = (typeof(GoldenUpSampling2DBilinear), typeof(GoldenUpSampling2DBilinearDouble)),
        ["upsampling2d-bilinear-wide"] = (typeof(GoldenUpSampling2DBilinearWide), typeof(GoldenUpSampling2DBilinearWideDouble)),
        ["zeropadding2d"] = (typeof(GoldenZeroPadding2D), typeof(GoldenZeroPadding2DDouble)),
        ["conv2d-transpose"] = (typeof(GoldenConv2DTranspose), typeof(GoldenConv2DTransposeDouble)),
        ["conv2d-transpose-same"] = (typeof(GoldenConv2DTransposeSame), typeof(GoldenConv2DTransposeSameDouble)),
        ["conv2d-transpose-valid"] = (typeof(GoldenConv2DTransposeValid), typeof(GoldenConv2DTransposeValidDouble)),
    };

    /// <summary>Those that are declared a second time, with inputs in PyTorch's order.</summary>
    private static readonly Dictionary<string, (Type Single, Type Double)> ChannelsFirst = new()
    {
        ["averagepool2d-ceil"] = (typeof(GoldenAveragePool2DCeilChannelsFirst), typeof(GoldenAveragePool2DCeilChannelsFirstDouble)),
        ["conv1d-causal"] = (typeof(GoldenConv1DCausalChannelsFirst), typeof(GoldenConv1DCausalChannelsFirstDouble)),
        ["conv2d-padding"] = (typeof(GoldenConv2DPaddingChannelsFirst), typeof(GoldenConv2DPaddingChannelsFirstDouble)),
        ["depthwise-separable"] = (typeof(GoldenDepthwiseSeparableChannelsFirst), typeof(GoldenDepthwiseSeparableChannelsFirstDouble)),
        ["flatten"] = (typeof(GoldenFlattenChannelsFirst), typeof(GoldenFlattenChannelsFirstDouble)),
        ["maxpool2d-ties"] = (typeof(GoldenMaxPool2DTiesChannelsFirst), typeof(GoldenMaxPool2DTiesChannelsFirstDouble)),
        ["net-lenet5"] = (typeof(GoldenLeNet5ChannelsFirst), typeof(GoldenLeNet5ChannelsFirstDouble)),
        ["zeropadding2d"] = (typeof(GoldenZeroPadding2DChannelsFirst), typeof(GoldenZeroPadding2DChannelsFirstDouble)),
    };

    public static TheoryData<string, Precision> Cases() => OfBothPrecisions(Networks.Keys);

    public static TheoryData<string, Precision> ChannelsFirstCases() => OfBothPrecisions(ChannelsFirst.Keys);

    public static TheoryData<string, Precision, string> Trainings()
    {
        TheoryData<string, Precision, string> trainings = [];
        foreach (string name in Networks.Keys)
        {
            foreach (string optimizer in Open(name).Optimizers)
            {
                trainings.Add(name, Precision.Single, optimizer);
                trainings.Add(name, Precision.Double, optimizer);
            }
        }

        return trainings;
    }

    [Fact]
    public void Every_golden_file_has_its_networks() => Assert.Equal(GoldenFile.Names("Layers"), Networks.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Cases))]
    public void Outputs_are_PyTorchs(string name, Precision precision)
    {
        (Subject network, GoldenFile file, SampleBatch samples) = Load(name, precision, Networks, inputsChannelsLast: true);

        OutputsNear(file, network, samples, precision);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Loss_and_gradients_are_PyTorchs(string name, Precision precision)
    {
        (Subject network, GoldenFile file, SampleBatch samples) = Load(name, precision, Networks, inputsChannelsLast: true);
        var expected = new Slopes(file.Get("loss")[0], file.Parameters(network, "grad."), file.InputGradients(channelsLast: true));

        Closeness.Near(expected, network.Gradients(samples), Tolerance(precision), network, name);
        Closeness.Near(expected, network.Pass(samples), Tolerance(precision), network, name);
    }

    [Theory, MemberData(nameof(Trainings))]
    public void Ten_steps_of_an_optimizer_are_PyTorchs(string name, Precision precision, string optimizer)
    {
        (Subject network, GoldenFile file, SampleBatch samples) = Load(name, precision, Networks, inputsChannelsLast: true);
        double tolerance = precision == Precision.Double ? 1e-9 : 1e-4;

        double[] losses = network.Train(samples, GoldenFile.OptimizerOf(optimizer), steps: 10);

        Closeness.Near(file.Get($"{optimizer}.losses"), losses, tolerance, $"{optimizer} losses");
        Closeness.ParametersNear(file.Parameters(network, $"{optimizer}.step10."), network.Parameters, tolerance, network, $"{optimizer} after ten steps:");
    }

    [Theory, MemberData(nameof(ChannelsFirstCases))]
    public void Inputs_in_PyTorchs_order_give_the_same_outputs(string name, Precision precision)
    {
        (Subject network, GoldenFile file, SampleBatch samples) = Load(name, precision, ChannelsFirst, inputsChannelsLast: false);

        OutputsNear(file, network, samples, precision);
    }

    [Theory, MemberData(nameof(ChannelsFirstCases))]
    public void Gradients_of_inputs_in_PyTorchs_order_have_that_order(string name, Precision precision)
    {
        (Subject network, GoldenFile file, SampleBatch samples) = Load(name, precision, ChannelsFirst, inputsChannelsLast: false);
        var expected = new Slopes(file.Get("loss")[0], file.Parameters(network, "grad."), file.Get("grad.input"));

        Closeness.Near(expected, network.Gradients(samples), Tolerance(precision), network, name);
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void Flatten_in_Kerass_order_takes_weights_in_that_order(Precision precision)
    {
        GoldenFile file = Open("flatten");
        Subject network = Subject.Of(precision == Precision.Double ? typeof(GoldenFlattenOfKerasDouble) : typeof(GoldenFlattenOfKeras));
        network.Parameters = file.Parameters(network, channelsLast: true);
        SampleBatch samples = file.Samples(inputsChannelsLast: true);
        var expected = new Slopes(file.Get("loss")[0], file.Parameters(network, "grad.", channelsLast: true), file.Get("grad.input", channelsLast: true));

        OutputsNear(file, network, samples, precision);
        Closeness.Near(expected, network.Gradients(samples), Tolerance(precision), network, "flatten");
    }

    private static void OutputsNear(GoldenFile file, Subject network, SampleBatch samples, Precision precision)
    {
        double[] expected = file.Get("output", channelsLast: true);

        Closeness.Near(expected, network.Predict(samples), Tolerance(precision), "Predict");
        Closeness.Near(expected, network.PredictBatch(samples), Tolerance(precision), "PredictBatch");
        Closeness.Near(expected, network.Forward(samples), Tolerance(precision), "Forward");
    }

    private static double Tolerance(Precision precision) => precision == Precision.Double ? 1e-10 : 1e-5;

    private static GoldenFile Open(string name) => GoldenFile.Open(Path.Combine("Layers", name));

    private static (Subject Network, GoldenFile File, SampleBatch Samples) Load(
        string name, Precision precision, Dictionary<string, (Type Single, Type Double)> networks, bool inputsChannelsLast)
    {
        GoldenFile file = Open(name);
        Subject network = Subject.Of(precision == Precision.Double ? networks[name].Double : networks[name].Single);
        Assert.Equal(precision == Precision.Double, network.IsDouble);
        network.Parameters = file.Parameters(network);
        return (network, file, file.Samples(inputsChannelsLast, targetsChannelsLast: true));
    }

    private static TheoryData<string, Precision> OfBothPrecisions(IEnumerable<string> names)
    {
        TheoryData<string, Precision> cases = [];
        foreach (string name in names)
        {
            cases.Add(name, Precision.Single);
            cases.Add(name, Precision.Double);
        }

        return cases;
    }
}
