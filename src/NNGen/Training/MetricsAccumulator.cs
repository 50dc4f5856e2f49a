using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>Accumulates the sums for <see cref="Metrics"/>, batch by batch, in double precision and in the order of the samples.</summary>
internal sealed class MetricsAccumulator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of samples, the sum of their losses, and the number of steps that count.</summary>
    private const int Scalars = 3;

    private readonly NetworkDescription description;
    private readonly OutputSums<T>[] outputs;
    private readonly OutputLosses<T>? losses;
    private readonly string[] names;

    /// <summary>Samples, losses, steps that count, the losses of each of several outputs; then the sums of each output.</summary>
    private readonly double[] sums;

    /// <param name="description">The network.</param>
    /// <param name="samples">The samples whose targets R² compares with their mean; null if they are not known, and R² is not measured.</param>
    public MetricsAccumulator(NetworkDescription description, Dataset<T>? samples)
    {
        this.description = description;
        MeasuredOutput[] measured = MeasuredOutput.Of(description);
        bool isNamed = description.Outputs.Count > 1;
        losses = isNamed && description.Loss != LossKind.None ? new OutputLosses<T>(description) : null;
        int length = Scalars + (losses is null ? 0 : measured.Length);
        outputs = new OutputSums<T>[measured.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = new OutputSums<T>(measured[i], samples, length);
            length += outputs[i].Length;
        }

        sums = new double[length];
        names = isNamed
            ? [.. losses is null ? [] : measured.Select(output => output.NameOf(MetricTable.Loss)), .. measured.Zip(outputs).SelectMany(pair => pair.Second.Names.Select(pair.First.NameOf))]
            : [];
    }

    /// <summary>An empty accumulator for the same samples.</summary>
    public MetricsAccumulator(MetricsAccumulator<T> other)
    {
        (description, outputs, names) = (other.description, other.outputs, other.names);
        losses = other.losses is null ? null : new OutputLosses<T>(description);
        sums = new double[other.sums.Length];
    }

    /// <summary>The metrics of all batches since <see cref="Clear"/>.</summary>
    public Metrics Current => new()
    {
        Count = (int)Count,
        Loss = description.Loss == LossKind.None || Count == 0 ? null : Steps == 0 ? 0 : Losses / CountedSamples,
        Accuracy = Result(MetricTable.Accuracy),
        RootMeanSquaredError = Result(MetricTable.RootMeanSquaredError),
        MeanAbsoluteError = Result(MetricTable.MeanAbsoluteError),
        RSquared = Result(MetricTable.RSquared),
        Named = names.Length == 0 || Count == 0 ? null : new NamedValues(names, [.. NamedResults()]),
    };

    /// <summary>Everything that is summed: metrics of several processes are those of the sums.</summary>
    public Span<double> Sums => sums;

    /// <summary>The sum of the losses.</summary>
    public ref double Losses => ref sums[1];

    // Whole numbers up to 2^53 are exact.
    private ref double Count => ref sums[0];

    private ref double Steps => ref sums[2];

    /// <summary>The samples whose steps all count would have as many steps that count: what the sum of the losses is divided by.</summary>
    public double CountedSamples => Steps / description.Positions;

    /// <summary>The names of the metrics by output that are measured of a network with several; none of another.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The names of all metrics that are measured, in the order in which they are shown.</summary>
    public IEnumerable<string> Measured =>
        [.. description.Loss == LossKind.None ? [] : (string[])[MetricTable.Loss], .. names.Length > 0 ? names : outputs[0].Names];

    public void Clear() => sums.AsSpan().Clear();

    /// <summary>Adds the sums of another accumulator of the same network.</summary>
    /// <param name="others">Its sums.</param>
    /// <param name="penalty">What regularization adds to the loss of its samples.</param>
    public void Add(ReadOnlySpan<double> others, double penalty = 0)
    {
        for (int i = 0; i < sums.Length; i++) { sums[i] += others[i]; }
        Losses += penalty * (others[2] / description.Positions);
    }

    /// <summary>Adds a batch after its pass.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="workspace">The results of the pass.</param>
    /// <param name="penalty">What regularization adds to the loss of the batch.</param>
    public void Add(in Batch<T> batch, Workspace<T> workspace, double penalty)
    {
        AddLosses(batch, workspace, penalty);
        losses?.Add(sums.AsSpan(Scalars), batch, workspace);
        foreach (OutputSums<T> output in outputs) { output.Add(sums, batch, workspace.Outputs); }
    }

    /// <summary>Adds only the losses of a batch.</summary>
    public void AddLosses(in Batch<T> batch, Workspace<T> workspace, double penalty)
    {
        int size = batch.Size;
        Count += size;
        double samples = size, factor = 1;
        if (description.IgnoreIndex is { } ignored && batch.Classes.Length > 0)
        {
            // The pass has scaled the losses, so that their mean is that of the steps that count.
            samples = (double)IgnoredSteps.Count(batch.Classes, ignored) / description.Positions;
            factor = (double)IgnoredSteps.Count(description, batch) / ((double)batch.Whole * description.Positions);
        }

        Steps += samples * description.Positions;
        if (description.Loss == LossKind.None) { return; }
        double all = Losses;
        foreach (T loss in workspace.Losses[..size]) { all += factor * double.CreateChecked(loss); }
        Losses = all + (penalty * samples);
    }

    /// <summary>A metric of the only output.</summary>
    private double? Result(string name) => names.Length > 0 ? null : outputs[0].Result(name, sums, CountedSamples);

    private IEnumerable<double> NamedResults()
    {
        for (int i = 0; losses is not null && i < outputs.Length; i++) { yield return sums[Scalars + i] / Count; }
        foreach (OutputSums<T> output in outputs)
        {
            foreach (string name in output.Names) { yield return output.Result(name, sums, Count) ?? double.NaN; }
        }
    }
}
