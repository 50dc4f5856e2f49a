using System.Numerics;

namespace NNGen;

/// <summary>Accumulates the sums for <see cref="Metrics"/>, batch by batch, in double precision and in the order of the samples.</summary>
internal sealed class MetricsAccumulator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkDescription description;
    private readonly Kind kind;
    private readonly double[] targetMeans;
    private readonly double[] squaredErrors;
    private readonly double[] squaredDeviations;
    private readonly bool hasMeans;
    private double absoluteErrors;
    private double losses;
    private long hits;
    private int count;

    /// <param name="description">The network.</param>
    /// <param name="samples">The samples whose targets R² compares with their mean; null if they are not known, and R² is not measured.</param>
    public MetricsAccumulator(NetworkDescription description, Dataset<T>? samples)
    {
        this.description = description;
        kind = description.Loss switch
        {
            LossKind.CrossEntropy => Kind.LargestOutput,
            LossKind.BinaryCrossEntropy => Kind.Threshold,
            LossKind.None when samples?.TargetCount == 0 => description.OutputSize == 1 ? Kind.Threshold : Kind.LargestOutput,
            _ => Kind.Regression,
        };
        int sums = kind == Kind.Regression ? description.OutputSize : 0;
        targetMeans = new double[sums];
        squaredErrors = new double[sums];
        squaredDeviations = new double[sums];
        hasMeans = kind == Kind.Regression && samples is not null;
        if (hasMeans) { FindMeans(samples!); }
    }

    private enum Kind
    {
        LargestOutput,
        Threshold,
        Regression,
    }

    /// <summary>The metrics of all batches since <see cref="Clear"/>.</summary>
    public Metrics Current => new()
    {
        Count = count,
        Loss = description.Loss == LossKind.None || count == 0 ? null : losses / count,
        Accuracy = kind switch
        {
            _ when count == 0 => null,
            Kind.LargestOutput => (double)hits / ((double)count * description.Positions),
            Kind.Threshold => (double)hits / ((double)count * description.OutputSize),
            _ => null,
        },
        RootMeanSquaredError = kind == Kind.Regression && count > 0 ? Math.Sqrt(Sum(squaredErrors) / ((double)count * description.OutputSize)) : null,
        MeanAbsoluteError = kind == Kind.Regression && count > 0 ? absoluteErrors / ((double)count * description.OutputSize) : null,
        RSquared = hasMeans && count > 1 ? RSquared() : null,
    };

    public void Clear()
    {
        squaredErrors.AsSpan().Clear();
        squaredDeviations.AsSpan().Clear();
        (absoluteErrors, losses, hits, count) = (0, 0, 0, 0);
    }

    /// <summary>Adds a batch after its pass.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="workspace">The results of the pass.</param>
    /// <param name="penalty">What regularization adds to the loss of the batch.</param>
    public void Add(in Batch<T> batch, Workspace<T> workspace, double penalty)
    {
        count += batch.Size;
        if (description.Loss != LossKind.None)
        {
            foreach (T loss in workspace.Losses[..batch.Size]) { losses += double.CreateChecked(loss); }
            losses += penalty * batch.Size;
        }

        switch (kind)
        {
            case Kind.LargestOutput: AddLargest(batch, workspace.Outputs); break;
            case Kind.Threshold: AddThreshold(batch, workspace.Outputs); break;
            default: AddRegression(batch.Targets, workspace.Outputs); break;
        }
    }

    private void AddLargest(in Batch<T> batch, ReadOnlySpan<T> outputs)
    {
        int width = description.OutputSize / description.Positions;
        for (int i = 0; i < batch.Size * description.Positions; i++)
        {
            int expected = batch.Classes.Length > 0 ? batch.Classes[i] : IndexOfLargest(batch.Targets.Slice(i * width, width));
            if (IndexOfLargest(outputs.Slice(i * width, width)) == expected) { hits++; }
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
            if (outputs[i] > threshold == expected) { hits++; }
        }
    }

    private void AddRegression(ReadOnlySpan<T> targets, ReadOnlySpan<T> outputs)
    {
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
    }

    private double RSquared()
    {
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

    private static double Sum(double[] values)
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
