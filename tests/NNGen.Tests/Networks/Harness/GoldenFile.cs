using System.Text.RegularExpressions;

namespace NNGen.Tests;

/// <summary>A file of PyTorch's results, which one or several networks compute too; see <c>Golden/README.md</c>.</summary>
/// <param name="File">Its tensors.</param>
internal sealed record GoldenFile(SafeTensorsFile File)
{
    /// <summary>The files of a folder below <c>Golden</c>, without extension.</summary>
    public static IEnumerable<string> Names(string folder = "") =>
        Directory.GetFiles(Path.Combine(Root, folder), "*.safetensors").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    /// <summary>Opens a file, such as <c>Layers/flatten</c>.</summary>
    public static GoldenFile Open(string name) => new(SafeTensorsFile.Load(Path.Combine(Root, name + ".safetensors")));

    /// <summary>The optimizers that trained it.</summary>
    public string[] Optimizers => File.Metadata["optimizers"].Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Inputs and targets in the file's order (PyTorch's), or channels last where the file has that too.</summary>
    public SampleBatch Samples(bool inputsChannelsLast = false, bool targetsChannelsLast = false)
    {
        bool hasClasses = File["target"].Type == TensorType.Int32;
        return new SampleBatch(Get("input", inputsChannelsLast), (int)File["input"].Shape[0])
        {
            Classes = hasClasses ? File.GetIntegers<int>("target") : [],
            Targets = hasClasses ? [] : Get("target", targetsChannelsLast),
        };
    }

    /// <summary>A tensor as PyTorch has it, or channels last where the file has that too.</summary>
    public double[] Get(string name, bool channelsLast = false) => name.StartsWith("grad.input", StringComparison.Ordinal) && !File.Tensors.Any(tensor => tensor.Name == name)
        ? new double[Get(name[5..]).Length] // of whole numbers, which have no gradient
        : File[name].Type == TensorType.Int32
        ? Array.ConvertAll(File.GetIntegers<int>(name), number => (double)number)
        : File.Get<double>(channelsLast ? ChannelsLast(name) : name);

    /// <summary>The gradient of the input; of token ids, which have none, zeros.</summary>
    public double[] InputGradients(bool channelsLast = false) =>
        File["input"].Type == TensorType.Int32 ? new double[Get("input").Length] : Get("grad.input", channelsLast);

    /// <summary>A value for each parameter from the tensors <paramref name="prefix"/> + name: all of them, and of the right shapes.</summary>
    /// <param name="network">The network whose parameters they are.</param>
    /// <param name="prefix">What stands before the parameters' names: <c>grad.</c>, or nothing.</param>
    /// <param name="channelsLast">Whether weights after a <c>Flatten</c> are wanted for the order height, width, channels.</param>
    public double[] Parameters(Subject network, string prefix = "", bool channelsLast = false)
    {
        // As many tensors under the prefix as parameters: with every name found below, none is left over.
        string pattern = "^" + Regex.Escape(prefix) + @"\d+\.(\w+\.)?(weight|bias)$";
        Assert.Equal(network.Description.Parameters.Count, File.Tensors.Count(tensor => Regex.IsMatch(tensor.Name, pattern)));
        double[] values = new double[network.Description.ParameterCount];
        foreach (ParameterDescription parameter in network.Description.Parameters)
        {
            string name = channelsLast ? ChannelsLast(prefix + parameter.Name) : prefix + parameter.Name;
            Assert.Equal(parameter.Shape.Select(dimension => (long)dimension), File[name].Shape);
            File.CopyTo(name, values.AsSpan()[network.Place(parameter)]);
        }

        return values;
    }

    /// <summary>An optimizer with the settings of all files.</summary>
    public static Optimizer OptimizerOf(string name) => name switch
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

    private static string Root => Path.Combine(AppContext.BaseDirectory, "Golden");

    private string ChannelsLast(string name) => File.Tensors.Any(tensor => tensor.Name == "channels_last." + name) ? "channels_last." + name : name;
}
