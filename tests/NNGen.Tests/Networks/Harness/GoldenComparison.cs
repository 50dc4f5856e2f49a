using System.Numerics;
using System.Text.Json;

namespace NNGen.Tests;

/// <summary>Compares everything that a golden file has with what a network computes: predictions, loss, gradients, ten steps of each optimizer.</summary>
/// <typeparam name="TNetwork">The network, whose tensors have the file's names.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
internal sealed class GoldenComparison<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GoldenFile file;
    private readonly bool hasChannelsFirst;
    private readonly NetworkDescription description = TNetwork.Description;
    private readonly double tolerance = typeof(T) == typeof(double) ? 1e-10 : 1e-5, trained = typeof(T) == typeof(double) ? 1e-9 : 1e-4;
    private readonly bool hasStatistics;
    private readonly int size;
    private readonly string[] inputNames, outputNames, targetNames;

    /// <param name="name">The file below <c>Golden</c>.</param>
    /// <param name="hasChannelsFirst">Whether the network takes its inputs in PyTorch's order.</param>
    public GoldenComparison(string name, bool hasChannelsFirst = false)
    {
        file = GoldenFile.Open(name);
        this.hasChannelsFirst = hasChannelsFirst;
        hasStatistics = file.File.Tensors.Any(tensor => tensor.Name == "eval.output");
        inputNames = Values("layers", "tensor");
        outputNames = Values("outputs", "output");
        targetNames = Values("outputs", "target");
        size = (int)file.File[inputNames[0]].Shape[0];
    }

    /// <summary>Compares all of it.</summary>
    public void Check()
    {
        TNetwork network = TNetwork.Create(0);
        Reset(network);
        T[] inputs = Numbers(Rows(inputNames, !hasChannelsFirst)), targets = Numbers(Rows(targetNames, channelsLast: true, hasClasses: true));
        double[] expected = Rows(outputNames, channelsLast: true);
        CheckOutputs(network, inputs, expected);
        CheckGradients(network, inputs, targets);
        foreach (string optimizer in file.Optimizers) { CheckTraining(network, optimizer, inputs, targets); }
    }

    private void CheckOutputs(TNetwork network, T[] inputs, double[] expected)
    {
        T[] outputs = new T[size * description.OutputSize];
        double[] predicted = hasStatistics ? file.Get("eval.output", channelsLast: true) : expected;
        network.PredictBatch(inputs, outputs);
        Near(predicted, outputs, tolerance, "PredictBatch");
        for (int sample = 0; sample < size; sample++)
        {
            network.Predict(inputs.AsSpan(sample * description.InputSize, description.InputSize), outputs.AsSpan(sample * description.OutputSize, description.OutputSize));
        }

        Near(predicted, outputs, tolerance, "Predict");
        CompilerServices.Passes.Forward<TNetwork, T>(network, TNetwork.CreateWorkspace(size), inputs, outputs);
        Near(expected, outputs, tolerance, "Forward");
    }

    private void CheckGradients(TNetwork network, T[] inputs, T[] targets)
    {
        T[] gradients = new T[description.ParameterCount], inputGradients = new T[inputs.Length];
        T loss = CompilerServices.Passes.Gradients<TNetwork, T>(network, new Batch<T> { Size = size, Inputs = inputs, Targets = targets }, gradients, inputGradients);
        Near(file.Get("loss"), [loss], tolerance, "loss");
        Near(Rows([.. inputNames.Select(name => "grad." + name)], !hasChannelsFirst), inputGradients, tolerance, "gradient of the input");
        foreach (ParameterDescription parameter in description.Parameters.Where(parameter => parameter.IsTrainable))
        {
            Near(file.Get("grad." + parameter.Name), gradients.AsSpan(parameter.Offset, parameter.Count), tolerance, "gradient of " + parameter.Name);
        }
    }

    private void CheckTraining(TNetwork network, string optimizer, T[] inputs, T[] targets)
    {
        Reset(network);
        using var trainer = new Trainer<TNetwork, T>(network, GoldenFile.OptimizerOf(optimizer));
        for (int step = 0; step < 10; step++)
        {
            Near([file.Get($"{optimizer}.losses")[step]], [trainer.Step(inputs, targets)], trained, $"loss of step {step}");
            foreach (ParameterDescription state in description.Parameters.Where(parameter => !parameter.IsTrainable && !parameter.IsCounter))
            {
                double[] expected = file.Get($"{optimizer}.steps.{state.Name}");
                Near(expected.AsSpan(step * state.Count, state.Count).ToArray(), network.Parameters[state.Name], trained, $"{state.Name} after step {step}");
            }
        }

        foreach (ParameterDescription parameter in description.Parameters.Where(parameter => parameter.IsTrainable))
        {
            Near(file.Get($"{optimizer}.step10.{parameter.Name}"), network.Parameters[parameter.Name], trained, parameter.Name);
        }

        if (!hasStatistics) { return; }
        T[] outputs = new T[size * description.OutputSize];
        network.PredictBatch(inputs, outputs);
        Near(file.Get($"{optimizer}.eval.output", channelsLast: true), outputs, trained, "PredictBatch after training");
    }

    /// <summary>The parameters of the file; every one of them has a place in the network.</summary>
    private void Reset(TNetwork network)
    {
        using ParameterBlock<T>.Editor editor = network.Parameters.Edit();
        foreach (ParameterDescription parameter in description.Parameters)
        {
            if (parameter.IsCounter) { editor[parameter.Name].Clear(); }
            else { Numbers(file.Get(parameter.Name)).CopyTo(editor[parameter.Name]); }
        }

        IEnumerable<string> slopes = file.File.Tensors.Select(tensor => tensor.Name).Where(name => name.StartsWith("grad.", StringComparison.Ordinal));
        Assert.Equal(description.Parameters.Count(parameter => parameter.IsTrainable), slopes.Count(name => !inputNames.Contains(name[5..])));
    }

    /// <summary>Tensors side by side, as a row for each sample; classes as 1 for the class and 0 elsewhere.</summary>
    private double[] Rows(string[] names, bool channelsLast, bool hasClasses = false)
    {
        double[][] parts = [.. names.Select((name, i) => hasClasses && file.File[name].Type == TensorType.Int32 ? OneHot(name, file.File[outputNames[i]].Shape[^1]) : file.Get(name, channelsLast))];
        return [.. Enumerable.Range(0, size).SelectMany(sample => parts.SelectMany(part => part.Skip(sample * (part.Length / size)).Take(part.Length / size)))];
    }

    private double[] OneHot(string name, long classes) =>
        [.. file.File.GetIntegers<int>(name).SelectMany(label => Enumerable.Range(0, (int)classes).Select(i => i == label ? 1.0 : 0))];

    /// <summary>The values of a key in the metadata, in their order.</summary>
    private string[] Values(string entry, string key)
    {
        using var json = JsonDocument.Parse(file.File.Metadata[entry]);
        return [.. json.RootElement.EnumerateArray().Where(item => item.TryGetProperty(key, out _)).Select(item => item.GetProperty(key).GetString()!)];
    }

    private static T[] Numbers(double[] values) => Array.ConvertAll(values, value => T.CreateChecked(value));

    private static void Near(double[] expected, ReadOnlySpan<T> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = Math.Max(expected.Max(Math.Abs), 1e-3);
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - double.CreateChecked(actual[i]));
            Assert.True(difference <= tolerance * largest, $"{what}: value {i} is {actual[i]}, expected {expected[i]}.");
        }
    }
}
