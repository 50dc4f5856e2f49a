using System.Globalization;

namespace NNGen;

/// <summary>One class against the rest, as decided by a threshold.</summary>
internal static class OneClass
{
    /// <summary>Whether each output of a network is an independent label.</summary>
    public static bool IsMultiLabel(NetworkDescription network) => network.Loss == LossKind.BinaryCrossEntropy && network.OutputSize > 1;

    /// <summary>Whether a network distinguishes two classes, with one output or two.</summary>
    public static bool IsPair(NetworkDescription network) => network.OutputSize <= 2 && !IsMultiLabel(network);

    /// <summary>Resolves the class; with two classes, class 1 is the default.</summary>
    /// <exception cref="ArgumentException">There are more than two classes and none is named, or there is no such class.</exception>
    public static int Resolve(int? label, int outputSize, bool isMultiLabel)
    {
        if (outputSize <= 2 && !isMultiLabel)
        {
            Guard.InRange(label ?? 1, 1, 1, nameof(label));
            return 1;
        }

        if (label is not { } given)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"There are {outputSize} {(isMultiLabel ? "labels" : "classes")}, and a threshold decides about one of them (name it, such as label: 0)."),
                nameof(label));
        }

        Guard.InRange(given, 0, outputSize - 1, nameof(label));
        return given;
    }

    /// <summary>The score of a class: its probability, or the only output for class 1.</summary>
    public static double ScoreOf(ReadOnlySpan<double> outputs, int label) => outputs.Length == 1 ? outputs[0] : outputs[label];

    /// <summary>Rejects NaN as a threshold.</summary>
    public static void CheckThreshold(double threshold)
    {
        if (double.IsNaN(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "threshold is NaN, but must be a number: a probability above it means yes.");
        }
    }
}
