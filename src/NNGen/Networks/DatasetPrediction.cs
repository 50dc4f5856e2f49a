using System.Buffers;
using System.Globalization;
using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>Predictions of all samples of a dataset.</summary>
public static class DatasetPrediction
{
    /// <summary>
    /// Outputs in memory at a time during classification: a quarter of a megabyte of <see cref="float"/>, and enough samples for every thread.
    /// </summary>
    private const int OutputsAtOnce = 1 << 16;

    /// <summary>Predicts all samples, <c>[Count, FeatureCount]</c> → <c>[Count, OutputSize]</c>.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The samples; their targets, if any, are ignored.</param>
    /// <returns>A new array, a row per sample in the dataset's order.</returns>
    /// <exception cref="ArgumentException">The number of features differs from the network's input size.</exception>
    public static T[] Predict<TNetwork, T>(this INetwork<TNetwork, T> network, Dataset<T> dataset)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(network, dataset);
        T[] outputs = new T[checked(dataset.Count * TNetwork.Description.OutputSize)];
        network.PredictBatch(dataset.Features, outputs);
        return outputs;
    }

    /// <summary>Predicts all samples, <c>[Count, FeatureCount]</c> → <c>[Count, OutputSize]</c>, into the caller's memory.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The samples; their targets, if any, are ignored.</param>
    /// <param name="outputs">Receives <c>[Count, OutputSize]</c>, row-major, in the dataset's order.</param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of threads, including the calling one; -1 uses as many as are fastest if the dataset is large enough.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The number of features differs from the network's input size, or <paramref name="outputs"/> has another length.
    /// </exception>
    public static void Predict<TNetwork, T>(
        this INetwork<TNetwork, T> network, Dataset<T> dataset, Span<T> outputs, int maxDegreeOfParallelism = -1)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(network, dataset);
        network.PredictBatch(dataset.Features, outputs, maxDegreeOfParallelism);
    }

    /// <summary>The predicted classes of all samples.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The samples; their targets, if any, are ignored.</param>
    /// <returns>
    /// A new array, a class per sample in the dataset's order (or one for each position of a sample, as in a segmentation): the most probable.
    /// </returns>
    /// <exception cref="ArgumentException">The number of features differs from the network's input size.</exception>
    public static int[] Classify<TNetwork, T>(this INetwork<TNetwork, T> network, Dataset<T> dataset)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(network, dataset);
        int[] classes = new int[checked(dataset.Count * TNetwork.Description.Positions)];
        Classify(network, dataset, classes);
        return classes;
    }

    /// <summary>The predicted classes of all samples, into the caller's memory.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The samples; their targets, if any, are ignored.</param>
    /// <param name="classes">
    /// Receives a class per sample, in the dataset's order (or one for each position of a sample, as in a segmentation): the most probable.
    /// </param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of threads, including the calling one; -1 uses as many as are fastest if the dataset is large enough.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The number of features differs from the network's input size, or <paramref name="classes"/> has another length.
    /// </exception>
    public static void Classify<TNetwork, T>(
        this INetwork<TNetwork, T> network, Dataset<T> dataset, Span<int> classes, int maxDegreeOfParallelism = -1)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Decide(network, dataset, null, classes, maxDegreeOfParallelism);

    /// <summary>Classifies all samples, by a threshold or as the most probable class.</summary>
    internal static void Decide<TNetwork, T>(
        INetwork<TNetwork, T> network, Dataset<T> dataset, double? threshold, Span<int> classes, int maxDegreeOfParallelism)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(network, dataset);
        NetworkDescription description = TNetwork.Description;
        ArgumentChecks.ClassifyBatch(dataset.Features, description, classes);
        int size = description.OutputSize, rows = Math.Min(Math.Max(1, OutputsAtOnce / size), dataset.Count);
        T[] memory = ArrayPool<T>.Shared.Rent(rows * size);
        try
        {
            for (int start = 0; start < dataset.Count; start += rows)
            {
                int count = Math.Min(rows, dataset.Count - start);
                Span<T> outputs = memory.AsSpan(0, count * size);
                network.PredictBatch(
                    dataset.Features.Slice(start * description.InputSize, count * description.InputSize), outputs, maxDegreeOfParallelism);
                int positions = description.Positions, width = size / positions;
                for (int i = 0; i < count * positions; i++)
                {
                    ReadOnlySpan<T> output = outputs.Slice(i * width, width);
                    classes[(start * positions) + i] = threshold is { } bound
                        ? ThresholdDecisions.IsAbove(description, output, 1, bound) ? 1 : 0
                        : Passes.Class(output, description.FromLogits);
                }
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(memory);
        }
    }

    private static void Check<TNetwork, T>(INetwork<TNetwork, T> network, Dataset<T> dataset)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        NetworkDescription description = TNetwork.Description;
        if (dataset.FeatureCount != description.InputSize)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{description.Name} takes {description.InputSize} values, but the samples of the dataset have {dataset.FeatureCount} features."), nameof(dataset));
        }

        FitChecks.Arrives(description, dataset.FeatureShape, "dataset", nameof(dataset));
    }
}
