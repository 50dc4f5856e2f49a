namespace NNGen.Tests;

/// <summary>Compiled networks, compared with PyTorch; see <c>Golden/README.md</c> for the files.</summary>
public class GoldenTests
{
    private static readonly Dictionary<string, (Type Single, Type Double)> Networks = new()
    {
        ["activation-elu"] = (typeof(GoldenActivationELU), typeof(GoldenActivationELUDouble)),
        ["activation-gelu"] = (typeof(GoldenActivationGELU), typeof(GoldenActivationGELUDouble)),
        ["activation-hardsigmoid"] = (typeof(GoldenActivationHardSigmoid), typeof(GoldenActivationHardSigmoidDouble)),
        ["activation-hardswish"] = (typeof(GoldenActivationHardSwish), typeof(GoldenActivationHardSwishDouble)),
        ["activation-relu6"] = (typeof(GoldenActivationReLU6), typeof(GoldenActivationReLU6Double)),
        ["activation-leakyrelu"] = (typeof(GoldenActivationLeakyReLU), typeof(GoldenActivationLeakyReLUDouble)),
        ["activation-mish"] = (typeof(GoldenActivationMish), typeof(GoldenActivationMishDouble)),
        ["activation-relu"] = (typeof(GoldenActivationReLU), typeof(GoldenActivationReLUDouble)),
        ["activation-selu"] = (typeof(GoldenActivationSELU), typeof(GoldenActivationSELUDouble)),
        ["activation-sigmoid"] = (typeof(GoldenActivationSigmoid), typeof(GoldenActivationSigmoidDouble)),
        ["activation-silu"] = (typeof(GoldenActivationSiLU), typeof(GoldenActivationSiLUDouble)),
        ["activation-softplus"] = (typeof(GoldenActivationSoftplus), typeof(GoldenActivationSoftplusDouble)),
        ["activation-softsign"] = (typeof(GoldenActivationSoftsign), typeof(GoldenActivationSoftsignDouble)),
        ["activation-tanh"] = (typeof(GoldenActivationTanh), typeof(GoldenActivationTanhDouble)),
        ["circles"] = (typeof(GoldenCircles), typeof(GoldenCirclesDouble)),
        ["digits"] = (typeof(GoldenDigits), typeof(GoldenDigitsDouble)),
        ["keras-dense"] = (typeof(GoldenKerasDense), typeof(GoldenKerasDenseDouble)),
        ["linear-regression"] = (typeof(GoldenLinearRegression), typeof(GoldenLinearRegressionDouble)),
        ["logistic-regression"] = (typeof(GoldenLogisticRegression), typeof(GoldenLogisticRegressionDouble)),
        ["mnist-mlp"] = (typeof(GoldenMnistMlp), typeof(GoldenMnistMlpDouble)),
        ["odd-widths"] = (typeof(GoldenOddWidths), typeof(GoldenOddWidthsDouble)),
        ["one-sample"] = (typeof(GoldenOneSample), typeof(GoldenOneSampleDouble)),
    };

    public static TheoryData<string, Precision> Cases()
    {
        TheoryData<string, Precision> cases = [];
        foreach (string name in Networks.Keys)
        {
            cases.Add(name, Precision.Single);
            cases.Add(name, Precision.Double);
        }

        return cases;
    }

    public static TheoryData<string, Precision, string> Trainings()
    {
        TheoryData<string, Precision, string> trainings = [];
        foreach (string name in Networks.Keys)
        {
            foreach (string optimizer in GoldenFile.Open(name).Optimizers)
            {
                trainings.Add(name, Precision.Single, optimizer);
                trainings.Add(name, Precision.Double, optimizer);
            }
        }

        return trainings;
    }

    [Fact]
    public void Every_golden_file_has_its_networks() => Assert.Equal(GoldenFile.Names(), Networks.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Cases))]
    public void Outputs_are_PyTorchs(string name, Precision precision)
    {
        (Subject network, GoldenFile file, SampleBatch samples) = Load(name, precision);
        double[] expected = file.Get("output");

        Closeness.Near(expected, network.Predict(samples), Tolerance(precision), "Predict");
        Closeness.Near(expected, network.PredictBatch(samples), Tolerance(precision), "PredictBatch");
        Closeness.Near(expected, network.Forward(samples), Tolerance(precision), "Forward");
    }

    [Theory, MemberData(nameof(Cases))]
    public void Loss_and_gradients_are_PyTorchs(string name, Precision precision)
    {
        (Subject network, GoldenFile file, SampleBatch samples) = Load(name, precision);
        var expected = new Slopes(file.Get("loss")[0], file.Parameters(network, "grad."), file.Get("grad.input"));

        // PyTorch differentiates HardSigmoid with 1/6 rounded to float32, in every precision.
        double tolerance = name == "activation-hardsigmoid" ? Math.Max(Tolerance(precision), 1e-7) : Tolerance(precision);
        Closeness.Near(expected, network.Gradients(samples), tolerance, network, name);
        Closeness.Near(expected, network.Pass(samples), tolerance, network, name);
    }

    [Theory, MemberData(nameof(Trainings))]
    public void Ten_steps_of_an_optimizer_are_PyTorchs(string name, Precision precision, string optimizer)
    {
        (Subject network, GoldenFile file, SampleBatch samples) = Load(name, precision);
        double tolerance = precision == Precision.Double ? 1e-9 : 1e-4;

        double[] losses = network.Train(samples, GoldenFile.OptimizerOf(optimizer), steps: 10);

        Closeness.Near(file.Get($"{optimizer}.losses"), losses, tolerance, $"{optimizer} losses");
        Closeness.ParametersNear(
            file.Parameters(network, $"{optimizer}.step10."), network.Parameters, tolerance, network, $"{optimizer} after ten steps:");
    }

    private static double Tolerance(Precision precision) => precision == Precision.Double ? 1e-10 : 1e-5;

    private static (Subject Network, GoldenFile File, SampleBatch Samples) Load(string name, Precision precision)
    {
        GoldenFile file = GoldenFile.Open(name);
        Subject network = Subject.Of(precision == Precision.Double ? Networks[name].Double : Networks[name].Single);
        Assert.Equal(precision == Precision.Double, network.IsDouble);
        network.Parameters = file.Parameters(network);
        return (network, file, file.Samples());
    }
}
