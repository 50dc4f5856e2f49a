using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>Decisions by a given threshold, such as one found with a <see cref="ThresholdCurve"/>.</summary>
/// <remarks>Outputs of networks that end in logits are compared as probabilities, after the sigmoid or softmax.</remarks>
public static class ThresholdDecisions
{
    /// <summary>Outputs of a sample that fit on the stack: 2 KB of <see cref="double"/>.</summary>
    private const int MaxOnStack = 256;

    /// <summary>
    /// The class of one sample, decided by a threshold between two classes. Allocates nothing; any number of threads may call it at once.
    /// </summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">A classifier of two classes, with one output or two.</param>
    /// <param name="input">One sample, <c>[InputSize]</c>.</param>
    /// <param name="threshold">The threshold above which the probability of class 1 means class 1; not NaN.</param>
    /// <returns>1 or 0.</returns>
    /// <exception cref="ArgumentException">The length is wrong, a value is not finite, or the network has more classes.</exception>
    public static int Classify<TNetwork, T>(this INetwork<TNetwork, T> network, ReadOnlySpan<T> input, double threshold)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequirePair(TNetwork.Description);
        return IsAbove(network, input, 1, threshold) ? 1 : 0;
    }

    /// <summary>The classes of all samples of a dataset, decided by a threshold between two classes.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">A classifier of two classes, with one output or two.</param>
    /// <param name="dataset">The samples; their targets, if any, are ignored.</param>
    /// <param name="threshold">The threshold above which the probability of class 1 means class 1; not NaN.</param>
    /// <returns>A new array, 1 or 0 per sample in the dataset's order.</returns>
    /// <exception cref="ArgumentException">
    /// The number of features differs from the network's input size, or the network has more classes.
    /// </exception>
    public static int[] Classify<TNetwork, T>(this INetwork<TNetwork, T> network, Dataset<T> dataset, double threshold)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        RequirePair(TNetwork.Description);
        OneClass.CheckThreshold(threshold);
        int[] classes = new int[dataset.Count];
        DatasetPrediction.Decide(network, dataset, threshold, classes, -1);
        return classes;
    }

    /// <summary>
    /// Whether a sample is of one class, or has one of several labels: whether its probability is above a threshold. Allocates nothing; any number of
    /// threads may call it at once.
    /// </summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="input">One sample, <c>[InputSize]</c>.</param>
    /// <param name="label">The class or label, from 0; a network with a single output has the class 1.</param>
    /// <param name="threshold">The threshold above which the probability means yes; not NaN.</param>
    /// <returns>Whether it is above.</returns>
    /// <exception cref="ArgumentException">The length is wrong, a value is not finite, or there is no such class.</exception>
    public static bool HasLabel<TNetwork, T>(this INetwork<TNetwork, T> network, ReadOnlySpan<T> input, int label, double threshold = 0.5)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = TNetwork.Description.OutputSize;
        Guard.InRange(label, size == 1 ? 1 : 0, Math.Max(1, size - 1), nameof(label));
        return IsAbove(network, input, label, threshold);
    }

    /// <summary>Whether the probability of a class is above a threshold, with the same bits as in metrics.</summary>
    internal static bool IsAbove<T>(NetworkDescription network, ReadOnlySpan<T> output, int label, double threshold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Without logits the other outputs do not matter.
        if (!network.FromLogits) { return double.CreateChecked(output.Length == 1 ? output[0] : output[label]) > threshold; }

        double[]? rented = output.Length > MaxOnStack ? ArrayPool<double>.Shared.Rent(output.Length) : null;
        Span<double> wide = (rented ?? stackalloc double[MaxOnStack])[..output.Length];
        MetricExtensions.Convert(output, wide);
        Probabilities.Of(network.Loss, network.FromLogits, network.OutputSize / network.Positions, wide);
        bool isAbove = OneClass.ScoreOf(wide, label) > threshold;
        if (rented is not null) { ArrayPool<double>.Shared.Return(rented); }
        return isAbove;
    }

    private static bool IsAbove<TNetwork, T>(INetwork<TNetwork, T> network, ReadOnlySpan<T> input, int label, double threshold)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        OneClass.CheckThreshold(threshold);
        int size = TNetwork.Description.OutputSize;
        T[]? rented = size > MaxOnStack ? ArrayPool<T>.Shared.Rent(size) : null;
        Span<T> output = (rented ?? stackalloc T[MaxOnStack])[..size];
        network.Predict(input, output);
        bool isAbove = IsAbove<T>(TNetwork.Description, output, label, threshold);
        if (rented is not null) { ArrayPool<T>.Shared.Return(rented); }
        return isAbove;
    }

    private static void RequirePair(NetworkDescription network)
    {
        if (!OneClass.IsPair(network))
        {
            string what = OneClass.IsMultiLabel(network) ? "labels" : "classes";
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{network.Name} distinguishes {network.OutputSize} {what}, but a threshold decides between two classes (Classify without one takes the most probable; HasLabel compares one of them with a threshold)."),
                "threshold");
        }
    }
}
