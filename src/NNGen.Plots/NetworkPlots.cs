using System.Globalization;
using System.Numerics;
using NNGen.Plots;

namespace NNGen;

/// <summary>Pictures of networks.</summary>
public static class NetworkPlots
{
    /// <summary>The network as boxes from its inputs to its losses, with its branches.</summary>
    /// <param name="network">A description: <c>MyNetwork.Description</c>.</param>
    /// <param name="title">The title above it; the network's name if none is given.</param>
    public static NetworkDiagram Diagram(this NetworkDescription network, string? title = null) => new(network, title);

    /// <summary>Writes the network as boxes from its inputs to its losses, with its branches.</summary>
    /// <param name="network">A description: <c>MyNetwork.Description</c>.</param>
    /// <param name="path">The file; it ends in <c>.svg</c>. The folder is created if it does not exist.</param>
    /// <param name="theme">The color theme.</param>
    /// <exception cref="ArgumentException">The path does not end in <c>.svg</c>.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static void SaveDiagram(this NetworkDescription network, string path, PlotTheme theme = PlotTheme.Auto) =>
        new NetworkDiagram(network).Save(path, theme);

    /// <summary>The network as a Mermaid flow chart: text that GitHub and many editors draw.</summary>
    /// <param name="network">A description: <c>MyNetwork.Description</c>.</param>
    public static string ToMermaid(this NetworkDescription network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return MermaidText.Of(network);
    }

    /// <summary>The decision regions of a classifier of two inputs, with the samples.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">A network with two inputs, trained with binary cross-entropy (one output) or cross-entropy.</param>
    /// <param name="samples">The samples to draw; they also determine the range of the plane.</param>
    /// <param name="title">The title; null for none.</param>
    /// <param name="resolution">Grid nodes along each axis at which the network is evaluated; at least 2.</param>
    /// <returns>The plot, to change or to save.</returns>
    /// <exception cref="ArgumentException">The network does not have two inputs, is not a classifier, or the samples do not fit it.</exception>
    public static Plot DecisionBoundary<TNetwork, T>(
        this INetwork<TNetwork, T> network, Dataset<T> samples, string? title = null, int resolution = 121)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        NetworkDescription description = TNetwork.Description;
        if (description.InputSize != 2 || samples.FeatureCount != 2)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"A decision boundary is drawn in the plane: expected a network and samples of 2 inputs, {description.Name} has {description.InputSize} and the samples {samples.FeatureCount}."),
                nameof(network));
        }

        bool binary = description is { Loss: LossKind.BinaryCrossEntropy, OutputSize: 1 };
        if (!binary && description is not { Loss: LossKind.CrossEntropy, OutputSize: > 1 })
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{description.Name} is not a classifier of one class among several (it has {description.OutputSize} outputs and {LossText.Of(description)})."), nameof(network));
        }

        Field[] outputs = Outputs(network, Charts.RangeOf(samples), resolution);
        if (!binary) { return Charts.DecisionBoundary(outputs, samples, title); }
        return Charts.DecisionBoundary(description.FromLogits ? outputs[0].Select(VectorMath.Sigmoid) : outputs[0], samples, title);
    }

    /// <summary>Writes the decision regions of a classifier of two inputs, with the samples.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">A network with two inputs, trained with binary cross-entropy (one output) or cross-entropy.</param>
    /// <param name="path">The file; it ends in <c>.svg</c>. The folder is created if it does not exist.</param>
    /// <param name="samples">The samples to draw; they also determine the range of the plane.</param>
    /// <param name="title">The title; null for none.</param>
    /// <param name="theme">The color theme.</param>
    /// <exception cref="ArgumentException">The path does not end in <c>.svg</c>, or network and samples do not fit.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static void SaveDecisionBoundary<TNetwork, T>(
        this INetwork<TNetwork, T> network, string path, Dataset<T> samples, string? title = null, PlotTheme theme = PlotTheme.Auto)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => network.DecisionBoundary(samples, title).Save(path, theme);

    /// <summary>The outputs of a network of two inputs in a part of the plane: a field for each output.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="xMin">The first input's lowest value.</param>
    /// <param name="xMax">Its highest.</param>
    /// <param name="yMin">The second input's lowest value.</param>
    /// <param name="yMax">Its highest.</param>
    /// <param name="resolution">Nodes along each axis; at least 2.</param>
    /// <exception cref="ArgumentException">The network does not have two inputs, or a range is empty.</exception>
    public static IReadOnlyList<Field> Fields<TNetwork, T>(
        this INetwork<TNetwork, T> network, double xMin, double xMax, double yMin, double yMax, int resolution = 121)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        if (TNetwork.Description.InputSize != 2)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A plane has 2 coordinates, but {TNetwork.Description.Name} has {TNetwork.Description.InputSize} inputs."), nameof(network));
        }

        return Outputs(network, (xMin, xMax, yMin, yMax), resolution);
    }

    private static Field[] Outputs<TNetwork, T>(
        INetwork<TNetwork, T> network, (double XMin, double XMax, double YMin, double YMax) range, int resolution)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] x = Field.Even(range.XMin, range.XMax, resolution);
        double[] y = Field.Even(range.YMin, range.YMax, resolution);
        var inputs = new T[2 * x.Length * y.Length];
        for (int i = 0; i < x.Length * y.Length; i++)
        {
            inputs[2 * i] = T.CreateSaturating(x[i % x.Length]);
            inputs[2 * i + 1] = T.CreateSaturating(y[i / x.Length]);
        }

        int outputSize = TNetwork.Description.OutputSize;
        var outputs = new T[x.Length * y.Length * outputSize];
        network.PredictBatch(inputs, outputs);
        return [.. Enumerable.Range(0, outputSize).Select(output =>
        {
            double[,] values = new double[y.Length, x.Length];
            for (int i = 0; i < x.Length * y.Length; i++) { values[i / x.Length, i % x.Length] = double.CreateSaturating(outputs[i * outputSize + output]); }
            return new Field(x, y, values);
        })];
    }
}
