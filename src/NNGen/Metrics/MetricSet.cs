using System.Numerics;

namespace NNGen;

/// <summary>Feeds metrics from a network's passes: outputs as probabilities and in double precision, in reused memory.</summary>
internal sealed class MetricSet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ChosenMetric[] metrics;
    private readonly MeasuredOutput[] measured;
    private readonly string[] names;
    private double[] outputs = [];
    private int[] counted = [];
    private double[] targets = [];

    /// <inheritdoc cref="ChosenMetric.Of"/>
    public MetricSet(NetworkDescription network, IReadOnlyList<IMetric> metrics)
    {
        this.metrics = ChosenMetric.Of(network, metrics);
        measured = [.. this.metrics.Select(metric => metric.Output).Distinct()];
        names = [.. this.metrics.Select(metric => metric.Name)];
    }

    /// <summary>The names of the results.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The results since <see cref="Reset"/>.</summary>
    public NamedValues Results => new(names, Array.ConvertAll(metrics, metric => metric.Metric.Result));

    public void Reset()
    {
        foreach (ChosenMetric metric in metrics) { metric.Metric.Reset(); }
    }

    /// <summary>Adds a batch after its pass.</summary>
    public void Add(in Batch<T> batch, Workspace<T> workspace)
    {
        foreach (MeasuredOutput output in measured) { Add(output, batch, workspace.Outputs); }
    }

    private void Add(MeasuredOutput output, in Batch<T> batch, ReadOnlySpan<T> rows)
    {
        int length = batch.Size * output.Size;
        if (outputs.Length < length) { outputs = new double[length]; }
        Span<double> wide = outputs.AsSpan(0, length);
        Take(rows, output, wide);
        int classes = output.Size / output.Positions;
        Probabilities.Of(output.Loss, output.FromLogits, classes, wide);
        if (batch.Classes.Length > 0)
        {
            ReadOnlySpan<int> numbers = batch.Classes;
            if (output.IgnoreIndex is { } ignored && numbers.Contains(ignored))
            {
                int kept = Keep(wide, numbers, ignored, classes);
                if (kept == 0) { return; }
                wide = wide[..(kept * classes)];
                numbers = counted.AsSpan(0, kept);
            }

            Add(output, new MetricBatch(wide, numbers, isMultiLabel: output.IsMultiLabel));
            return;
        }

        if (targets.Length < length) { targets = new double[length]; }
        Span<double> wideTargets = targets.AsSpan(0, length);
        Take(batch.Targets, output, wideTargets);
        Add(output, new MetricBatch(wide, wideTargets, classes, isMultiLabel: output.IsMultiLabel));
    }

    /// <summary>Moves the outputs of steps that count to the front, and copies their class numbers.</summary>
    /// <returns>How many there are.</returns>
    private int Keep(Span<double> wide, ReadOnlySpan<int> numbers, int ignored, int width)
    {
        if (counted.Length < numbers.Length) { counted = new int[numbers.Length]; }
        int kept = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] == ignored) { continue; }
            wide.Slice(i * width, width).CopyTo(wide[(kept * width)..]);
            counted[kept++] = numbers[i];
        }

        return kept;
    }

    private void Add(MeasuredOutput output, in MetricBatch batch)
    {
        foreach (ChosenMetric metric in metrics)
        {
            if (ReferenceEquals(metric.Output, output)) { metric.Metric.Add(batch); }
        }
    }

    /// <summary>The values of an output, in double precision.</summary>
    private static void Take(ReadOnlySpan<T> rows, MeasuredOutput output, Span<double> values)
    {
        int run = output.Size == output.RowSize ? values.Length : output.Size;
        for (int to = 0, from = output.Offset; to < values.Length; to += run, from += output.RowSize)
        {
            MetricExtensions.Convert(rows.Slice(from, run), values.Slice(to, run));
        }
    }
}
