using System.Text.RegularExpressions;

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
            string[] optimizers = Open(name).Metadata["optimizers"].Split(',', StringSplitOptions.RemoveEmptyEntries);
            foreach (string optimizer in optimizers)
            {
                trainings.Add(name, Precision.Single, optimizer);
                trainings.Add(name, Precision.Double, optimizer);
            }
        }

        return trainings;
    }

    [Fact]
    public void Every_golden_file_has_its_networks() => Assert.Equal(
        Directory.GetFiles(Folder, "*.safetensors").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
        Networks.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Cases))]
    public void Outputs_are_PyTorchs(string name, Precision precision)
    {
        (Subject network, SafeTensorsFile file, SampleBatch samples) = Load(name, precision);
        double[] expected = file.Get<double>("output");

        Closeness.Near(expected, network.Predict(samples), Tolerance(precision), "Predict");
        Closeness.Near(expected, network.PredictBatch(samples), Tolerance(precision), "PredictBatch");
        Closeness.Near(expected, network.Forward(samples), Tolerance(precision), "Forward");
    }

    [Theory, MemberData(nameof(Cases))]
    public void Loss_and_gradients_are_PyTorchs(string name, Precision precision)
    {
        (Subject network, SafeTensorsFile file, SampleBatch samples) = Load(name, precision);
        var expected = new Slopes(file.Get<double>("loss")[0], ParametersIn(network, file, "grad."), file.Get<double>("grad.input"));

        // PyTorch differentiates HardSigmoid with 1/6 rounded to float32, in every precision.
        double tolerance = name == "activation-hardsigmoid" ? Math.Max(Tolerance(precision), 1e-7) : Tolerance(precision);
        Closeness.Near(expected, network.Gradients(samples), tolerance, network, name);
        Closeness.Near(expected, network.Pass(samples), tolerance, network, name);
    }

    [Theory, MemberData(nameof(Trainings))]
    public void Ten_steps_of_an_optimizer_are_PyTorchs(string name, Precision precision, string optimizer)
    {
        (Subject network, SafeTensorsFile file, SampleBatch samples) = Load(name, precision);
        double tolerance = precision == Precision.Double ? 1e-9 : 1e-4;

        double[] losses = network.Train(samples, OptimizerOf(optimizer), steps: 10);

        Closeness.Near(file.Get<double>($"{optimizer}.losses"), losses, tolerance, $"{optimizer} losses");
        Closeness.ParametersNear(
            ParametersIn(network, file, $"{optimizer}.step10."), network.Parameters, tolerance, network, $"{optimizer} after ten steps:");
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden");

    private static double Tolerance(Precision precision) => precision == Precision.Double ? 1e-10 : 1e-5;

    private static SafeTensorsFile Open(string name) => SafeTensorsFile.Load(Path.Combine(Folder, name + ".safetensors"));

    private static (Subject Network, SafeTensorsFile File, SampleBatch Samples) Load(string name, Precision precision)
    {
        SafeTensorsFile file = Open(name);
        Subject network = Subject.Of(precision == Precision.Double ? Networks[name].Double : Networks[name].Single);
        Assert.Equal(precision == Precision.Double, network.IsDouble);
        network.Parameters = ParametersIn(network, file, "");
        bool hasClasses = file["target"].Type == TensorType.Int32;
        var samples = new SampleBatch(file.Get<double>("input"), (int)file["input"].Shape[0])
        {
            Classes = hasClasses ? file.GetIntegers<int>("target") : [],
            Targets = hasClasses ? [] : file.Get<double>("target"),
        };
        return (network, file, samples);
    }

    /// <summary>A value for each parameter from the tensors <paramref name="prefix"/> + name: all of them, and of the right shapes.</summary>
    private static double[] ParametersIn(Subject network, SafeTensorsFile file, string prefix)
    {
        // As many tensors under the prefix as parameters: with every name found below, none is left over.
        string pattern = "^" + Regex.Escape(prefix) + @"\d+\.(weight|bias)$";
        Assert.Equal(network.Description.Parameters.Count, file.Tensors.Count(tensor => Regex.IsMatch(tensor.Name, pattern)));
        double[] values = new double[network.Description.ParameterCount];
        foreach (ParameterDescription parameter in network.Description.Parameters)
        {
            Assert.Equal(parameter.Shape.Select(dimension => (long)dimension), file[prefix + parameter.Name].Shape);
            file.CopyTo(prefix + parameter.Name, values.AsSpan()[network.Place(parameter)]);
        }

        return values;
    }

    private static Optimizer OptimizerOf(string name) => name switch
    {
        "sgd" => new SGD(0.1),
        "momentum" => new SGD(0.05, momentum: 0.9),
        "nesterov" => new SGD(0.05, momentum: 0.9, nesterov: true),
        "adam" => new Adam(0.01),
        "adamw" => new AdamW(0.01, weightDecay: 0.1),
        "rmsprop" => new RMSProp(0.01, alpha: 0.99, epsilon: 1e-8),
        "adagrad" => new Adagrad(0.05),
        _ => throw new ArgumentException($"No optimizer is called '{name}'.", nameof(name)),
    };
}
