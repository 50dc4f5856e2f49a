using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>Accumulates the sums for <see cref="Metrics"/>, batch by batch, in double precision and in the order of the samples.</summary>
internal sealed class MetricsAccumulator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Sums that are not of an output.</summary>
    private const int Scalars = 5;

    private readonly NetworkDescription description;
    private readonly Kind kind;
    private readonly double[] targetMeans;
    private readonly bool hasMeans;

    /// <summary>Samples, losses, hits, absolute errors, steps that count; then squared errors and squared deviations of every output.</summary>
    private readonly double[] sums;

    /// <param name="description">The network.</param>
    /// <param name="samples">The samples whose targets R² compares with their mean; null if they are not known, and R² is not measured.</param>
    public MetricsAccumulator(NetworkDescription description, Dataset<T>? samples)
    {
        this.description = description;
        kind = description.Loss switch
        {
            LossKind.CrossEntropy => Kind.LargestOutput,
            LossKind.BinaryCrossEntropy => Kind.Threshold,
            LossKind.Sum => Kind.Several,
            LossKind.None when description.Outputs.Count > 1 => Kind.Several,
            LossKind.None when samples?.TargetCount == 0 => description.OutputSize == 1 ? Kind.Threshold : Kind.LargestOutput,
            _ => Kind.Regression,
        };
        targetMeans = new double[kind == Kind.Regression ? description.OutputSize : 0];
        sums = new double[Scalars + (2 * targetMeans.Length)];
        hasMeans = kind == Kind.Regression && samples is not null;
        if (hasMeans) { FindMeans(samples!); }
    }

    /// <summary>An empty accumulator for the same samples.</summary>
    public MetricsAccumulator(MetricsAccumulator<T> other)
    {
        (description, kind, hasMeans, targetMeans) = (other.description, other.kind, other.hasMeans, other.targetMeans);
        sums = new double[other.sums.Length];
    }

    private enum Kind
    {
        LargestOutput,
        Threshold,
        Regression,

        /// <summary>Several outputs, which have different measures: only the sum of their losses is measured.</summary>
        Several,
    }

    /// <summary>The metrics of all batches since <see cref="Clear"/>.</summary>
    public Metrics Current => new()
    {
        Count = (int)Count,
        Loss = description.Loss == LossKind.None || Count == 0 ? null : Steps == 0 ? 0 : Losses / CountedSamples,
        Accuracy = kind switch
        {
            _ when Count == 0 => null,
            Kind.LargestOutput => Steps == 0 ? null : Hits / Steps,
            Kind.Threshold => Hits / (Count * description.OutputSize),
            _ => null,
        },
        RootMeanSquaredError = kind == Kind.Regression && Count > 0 ? Math.Sqrt(Sum(SquaredErrors) / (Count * description.OutputSize)) : null,
        MeanAbsoluteError = kind == Kind.Regression && Count > 0 ? AbsoluteErrors / (Count * description.OutputSize) : null,
        RSquared = hasMeans && Count > 1 ? RSquared() : null,
    };

    /// <summary>Everything that is summed: metrics of several processes are those of the sums.</summary>
    public Span<double> Sums => sums;

    /// <summary>The sum of the losses.</summary>
    public ref double Losses => ref sums[1];

    // Whole numbers up to 2^53 are exact.
    private ref double Count => ref sums[0];

    private ref double Hits => ref sums[2];

    private ref double AbsoluteErrors => ref sums[3];

    private ref double Steps => ref sums[4];

    /// <summary>The samples whose steps all count would have as many steps that count: what the sum of the losses is divided by.</summary>
    public double CountedSamples => Steps / description.Positions;

    private Span<double> SquaredErrors => sums.AsSpan(Scalars, targetMeans.Length);

    private Span<double> SquaredDeviations => sums.AsSpan(Scalars + targetMeans.Length);

    public void Clear() => sums.AsSpan().Clear();

    /// <summary>Adds the sums of another accumulator of the same network.</summary>
    /// <param name="others">Its sums.</param>
    /// <param name="penalty">What regularization adds to the loss of its samples.</param>
    public void Add(ReadOnlySpan<double> others, double penalty = 0)
    {
        for (int i = 0; i < sums.Length; i++) { sums[i] += others[i]; }
        Losses += penalty * (others[4] / description.Positions);
    }

    /// <summary>Adds a batch after its pass.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="workspace">The results of the pass.</param>
    /// <param name="penalty">What regularization adds to the loss of the batch.</param>
    public void Add(in Batch<T> batch, Workspace<T> workspace, double penalty)
    {
        AddLosses(batch, workspace, penalty);
        switch (kind)
        {
            case Kind.LargestOutput: AddLargest(batch, workspace.Outputs); break;
            case Kind.Threshold: AddThreshold(batch, workspace.Outputs); break;
            case Kind.Several: break;
            default: AddRegression(batch.Targets, workspace.Outputs); break;
        }
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
        double losses = Losses;
        foreach (T loss in workspace.Losses[..size]) { losses += factor * double.CreateChecked(loss); }
        Losses = losses + (penalty * samples);
    }

    private void AddLargest(in Batch<T> batch, ReadOnlySpan<T> outputs)
    {
        int width = description.OutputSize / description.Positions;
        for (int i = 0; i < batch.Size * description.Positions; i++)
        {
            if (batch.Classes.Length > 0 && batch.Classes[i] == description.IgnoreIndex) { continue; }
            int expected = batch.Classes.Length > 0 ? batch.Classes[i] : IndexOfLargest(batch.Targets.Slice(i * width, width));
            if (IndexOfLargest(outputs.Slice(i * width, width)) == expected) { Hits++; }
        }
    }

    private void AddThreshold(in Batch<T> batch, ReadOnlySpan<T> outputs)
    {
        // Same rule as in Classify: a logit of 0 is a probability of one half. Targets are probabilities either way.
        T half = T.CreateChecked(0.5);
        T threshold = description.FromLogits ? T.Zero : half;
        int width = description.OutputSize;
        for (int i = 0; i < outputs.Length; i++)
        {
            // With several outputs, a class number stands for a one-hot row of targets; with one output, it is the target.
            bool expected = batch.Classes.Length == 0 ? batch.Targets[i] > half
                : width == 1 ? batch.Classes[i] == 1
                : batch.Classes[i / width] == i % width;
            if (outputs[i] > threshold == expected) { Hits++; }
        }
    }

    private void AddRegression(ReadOnlySpan<T> targets, ReadOnlySpan<T> outputs)
    {
        Span<double> squaredErrors = SquaredErrors, squaredDeviations = SquaredDeviations;
        double absoluteErrors = AbsoluteErrors;
        int output = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double target = double.CreateChecked(targets[i]);
            double error = double.CreateChecked(outputs[i]) - target;
            double deviation = target - targetMeans[output];
            squaredErrors[output] += error * error;
            squaredDeviations[output] += deviation * deviation;
            absoluteErrors += Math.Abs(error);
            if (++output == targetMeans.Length) { output = 0; }
        }

        AbsoluteErrors = absoluteErrors;
    }

    private double RSquared()
    {
        Span<double> squaredErrors = SquaredErrors, squaredDeviations = SquaredDeviations;
        double sum = 0;
        for (int i = 0; i < squaredErrors.Length; i++)
        {
            // For constant targets, the values of scikit-learn's force_finite.
            sum += squaredDeviations[i] > 0 ? 1 - squaredErrors[i] / squaredDeviations[i] : squaredErrors[i] == 0 ? 1 : 0;
        }

        return sum / squaredErrors.Length;
    }

    private void FindMeans(Dataset<T> samples)
    {
        int output = 0;
        foreach (T target in samples.Targets)
        {
            targetMeans[output] += double.CreateChecked(target);
            if (++output == targetMeans.Length) { output = 0; }
        }

        for (int i = 0; i < targetMeans.Length; i++) { targetMeans[i] /= samples.Count; }
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) { sum += value; }
        return sum;
    }

    private static int IndexOfLargest(ReadOnlySpan<T> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest]) { largest = i; }
        }

        return largest;
    }
}
