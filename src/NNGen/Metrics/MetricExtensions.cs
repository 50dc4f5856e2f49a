using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

/// <summary>Feeds a metric from plain arrays, without a network.</summary>
public static class MetricExtensions
{
    /// <summary>The metric of one of several outputs: <c>net.Evaluate(test, metrics: [new F1Score().For("policy")])</c>.</summary>
    /// <remarks>
    /// Its name in results, tables and logs starts with that of the output: <c>policy_f1_score</c>. Without it, a metric of the library measures each output
    /// whose loss it suits; a custom one must name its output.
    /// </remarks>
    /// <param name="metric">The metric; it holds the result.</param>
    /// <param name="output">The output's name: that of <c>[Output("policy")]</c>.</param>
    /// <exception cref="ArgumentException">The name is empty, or the metric already is that of an output.</exception>
    public static IMetric For(this IMetric metric, string output)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentException.ThrowIfNullOrEmpty(output);
        return metric is OutputMetric other
            ? throw new ArgumentException($"The metric '{metric.Name}' already is for the output '{other.Output}'.", nameof(metric))
            : new OutputMetric(metric, output);
    }

    /// <summary>Adds predictions of samples with classes.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="outputs">One value per sample (the probability of class 1), or one per sample and class, row-major.</param>
    /// <param name="classes">A class per sample.</param>
    /// <param name="weights">A weight per sample, or empty.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a class is out of range, or a weight is negative or not finite.</exception>
    [OverloadResolutionPriority(1)]
    public static void Add(
        this IMetric metric, ReadOnlySpan<double> outputs, ReadOnlySpan<int> classes, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        metric.Add(new MetricBatch(outputs, classes, weights));
    }

    /// <summary>Adds predictions of samples with target values.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="outputs">Row-major predictions, <c>[samples, outputSize]</c>.</param>
    /// <param name="targets">Row-major targets, <c>[samples, outputSize]</c>.</param>
    /// <param name="outputSize">Values of a sample; at least 1.</param>
    /// <param name="weights">A weight per sample, or empty.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a weight is negative or not finite.</exception>
    [OverloadResolutionPriority(1)]
    public static void Add(
        this IMetric metric, ReadOnlySpan<double> outputs, ReadOnlySpan<double> targets, int outputSize = 1, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        metric.Add(new MetricBatch(outputs, targets, outputSize, weights));
    }

    /// <inheritdoc cref="Add(IMetric, ReadOnlySpan{double}, ReadOnlySpan{int}, ReadOnlySpan{double})"/>
    public static void Add(
        this IMetric metric, ReadOnlySpan<float> outputs, ReadOnlySpan<int> classes, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        double[] wide = Widen(outputs);
        try { metric.Add(new MetricBatch(wide.AsSpan(0, outputs.Length), classes, weights)); }
        finally { ArrayPool<double>.Shared.Return(wide); }
    }

    /// <inheritdoc cref="Add(IMetric, ReadOnlySpan{double}, ReadOnlySpan{double}, int, ReadOnlySpan{double})"/>
    public static void Add(
        this IMetric metric, ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize = 1, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        double[] wide = Widen(outputs), wideTargets = Widen(targets);
        try { metric.Add(new MetricBatch(wide.AsSpan(0, outputs.Length), wideTargets.AsSpan(0, targets.Length), outputSize, weights)); }
        finally
        {
            ArrayPool<double>.Shared.Return(wide);
            ArrayPool<double>.Shared.Return(wideTargets);
        }
    }

    /// <summary>Copies values into doubles.</summary>
    internal static void Convert<T>(ReadOnlySpan<T> values, Span<double> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++) { destination[i] = double.CreateChecked(values[i]); }
    }

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = ArrayPool<double>.Shared.Rent(values.Length);
        Convert(values, wide);
        return wide;
    }
}
