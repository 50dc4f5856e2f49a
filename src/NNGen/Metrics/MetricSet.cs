using System.Numerics;

namespace NNGen;

/// <summary>Feeds metrics from a network's passes: outputs as probabilities and in double precision, in reused memory.</summary>
internal sealed class MetricSet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkDescription network;
    private readonly IMetric[] metrics;
    private readonly string[] names;
    private double[] outputs = [];
    private int[] classes = [];
    private double[] targets = [];

    /// <exception cref="ArgumentException">A metric is null, given twice, or has the name of another.</exception>
    public MetricSet(NetworkDescription network, IReadOnlyList<IMetric> metrics)
    {
        this.network = network;
        this.metrics = [.. metrics];
        names = Check(this.metrics);
    }

    /// <summary>The results since <see cref="Reset"/>.</summary>
    public NamedValues Results => new(names, Array.ConvertAll(metrics, metric => metric.Result));

    /// <summary>Checks metrics that will be used together.</summary>
    /// <returns>Their names.</returns>
    /// <exception cref="ArgumentException">A metric is null, given twice, or has the name of another.</exception>
    public static string[] Check(IReadOnlyList<IMetric> metrics)
    {
        var known = new HashSet<string>(MetricTable.OwnNames, StringComparer.Ordinal);
        for (int i = 0; i < metrics.Count; i++)
        {
            if (metrics[i] is null) { throw new ArgumentException($"Metric {FileText.Number(i)} is null.", nameof(metrics)); }
            if (string.IsNullOrEmpty(metrics[i].Name))
            {
                throw new ArgumentException($"Metric {FileText.Number(i)} ({metrics[i].GetType().Name}) has no name.", nameof(metrics));
            }

            if (!known.Add(metrics[i].Name))
            {
                throw new ArgumentException(
                    $"There are two metrics called '{metrics[i].Name}' (give one another Name: new {metrics[i].GetType().Name}() {{ Name = \"...\" }}).",
                    nameof(metrics));
            }
        }

        return [.. metrics.Select(metric => metric.Name)];
    }

    public void Reset()
    {
        foreach (IMetric metric in metrics) { metric.Reset(); }
    }

    /// <summary>Adds a batch after its pass.</summary>
    public void Add(in Batch<T> batch, Workspace<T> workspace)
    {
        int length = batch.Size * network.OutputSize;
        if (outputs.Length < length) { outputs = new double[length]; }
        Span<double> wide = outputs.AsSpan(0, length);
        MetricExtensions.Convert<T>(workspace.Outputs[..length], wide);
        Probabilities.Of(network, wide);

        bool isMultiLabel = network.Loss == LossKind.BinaryCrossEntropy && network.OutputSize > 1;
        if (batch.Classes.Length > 0)
        {
            ReadOnlySpan<int> numbers = batch.Classes;
            if (network.IgnoreIndex is { } ignored && numbers.Contains(ignored))
            {
                int kept = Keep(wide, numbers, ignored);
                if (kept == 0) { return; }
                wide = wide[..(kept * (network.OutputSize / network.Positions))];
                numbers = classes.AsSpan(0, kept);
            }

            Add(new MetricBatch(wide, numbers, isMultiLabel: isMultiLabel));
            return;
        }

        if (targets.Length < length) { targets = new double[length]; }
        Span<double> wideTargets = targets.AsSpan(0, length);
        MetricExtensions.Convert(batch.Targets, wideTargets);
        Add(new MetricBatch(wide, wideTargets, network.OutputSize / network.Positions, isMultiLabel: isMultiLabel));
    }

    /// <summary>Moves the outputs of steps that count to the front, and copies their class numbers.</summary>
    /// <returns>How many there are.</returns>
    private int Keep(Span<double> wide, ReadOnlySpan<int> numbers, int ignored)
    {
        if (classes.Length < numbers.Length) { classes = new int[numbers.Length]; }
        int width = network.OutputSize / network.Positions, kept = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] == ignored) { continue; }
            wide.Slice(i * width, width).CopyTo(wide[(kept * width)..]);
            classes[kept++] = numbers[i];
        }

        return kept;
    }

    private void Add(in MetricBatch batch)
    {
        foreach (IMetric metric in metrics) { metric.Add(batch); }
    }
}
