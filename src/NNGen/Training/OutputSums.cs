using System.Numerics;

namespace NNGen;

/// <summary>The sums for the metrics of one output, in an array that belongs to <see cref="MetricsAccumulator{T}"/>.</summary>
internal sealed class OutputSums<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Hits and absolute errors; squared errors and squared deviations of every value follow.</summary>
    private const int Scalars = 2;

    private readonly MeasuredOutput output;
    private readonly Kind kind;
    private readonly double[] targetMeans;
    private readonly bool hasMeans;
    private readonly int start;

    /// <param name="output">The output.</param>
    /// <param name="samples">The samples whose targets R² compares with their mean; null if they are not known, and R² is not measured.</param>
    /// <param name="start">Where its sums start.</param>
    public OutputSums(MeasuredOutput output, Dataset<T>? samples, int start)
    {
        (this.output, this.start) = (output, start);
        kind = output.Loss switch
        {
            LossKind.CrossEntropy => Kind.LargestOutput,
            LossKind.BinaryCrossEntropy => Kind.Threshold,
            LossKind.None when samples?.TargetCount == 0 => output.Size == 1 ? Kind.Threshold : Kind.LargestOutput,
            _ => Kind.Regression,
        };
        targetMeans = new double[kind == Kind.Regression ? output.Size : 0];
        hasMeans = kind == Kind.Regression && samples is not null;
        if (hasMeans) { FindMeans(samples!); }
    }

    private enum Kind
    {
        LargestOutput,
        Threshold,
        Regression,
    }

    /// <summary>The number of its sums.</summary>
    public int Length => Scalars + (2 * targetMeans.Length);

    /// <summary>The names of its metrics, in the order of <see cref="MetricTable"/>.</summary>
    public IEnumerable<string> Names =>
        kind != Kind.Regression ? [MetricTable.Accuracy]
        : hasMeans ? [MetricTable.RootMeanSquaredError, MetricTable.MeanAbsoluteError, MetricTable.RSquared]
        : [MetricTable.RootMeanSquaredError, MetricTable.MeanAbsoluteError];

    /// <summary>A metric by its name; null if it is not measured, or undefined for so few samples.</summary>
    public double? Result(string name, ReadOnlySpan<double> sums, double count) => name switch
    {
        _ when count == 0 => null,
        MetricTable.Accuracy when kind == Kind.LargestOutput => Hits(sums) / (count * output.Positions),
        MetricTable.Accuracy when kind == Kind.Threshold => Hits(sums) / (count * output.Size),
        MetricTable.RootMeanSquaredError when kind == Kind.Regression => Math.Sqrt(Sum(SquaredErrors(sums)) / (count * output.Size)),
        MetricTable.MeanAbsoluteError when kind == Kind.Regression => sums[start + 1] / (count * output.Size),
        MetricTable.RSquared when hasMeans && count > 1 => RSquared(sums),
        _ => null,
    };

    /// <summary>Adds a batch after its pass.</summary>
    public void Add(Span<double> sums, in Batch<T> batch, ReadOnlySpan<T> outputs)
    {
        switch (kind)
        {
            case Kind.LargestOutput: AddLargest(ref sums[start], batch, outputs); break;
            case Kind.Threshold: AddThreshold(ref sums[start], batch, outputs); break;
            default: AddRegression(sums.Slice(start, Length), batch, outputs); break;
        }
    }

    private double Hits(ReadOnlySpan<double> sums) => sums[start];

    private ReadOnlySpan<double> SquaredErrors(ReadOnlySpan<double> sums) => sums.Slice(start + Scalars, targetMeans.Length);

    private ReadOnlySpan<double> SquaredDeviations(ReadOnlySpan<double> sums) => sums.Slice(start + Scalars + targetMeans.Length, targetMeans.Length);

    private void AddLargest(ref double hits, in Batch<T> batch, ReadOnlySpan<T> outputs)
    {
        int width = output.Size / output.Positions;
        for (int i = 0; i < batch.Size; i++)
        {
            for (int position = 0; position < output.Positions; position++)
            {
                if (batch.Classes.Length > 0 && batch.Classes[(i * output.Positions) + position] == output.IgnoreIndex) { continue; }
                int at = (i * output.RowSize) + output.Offset + (position * width);
                int expected = batch.Classes.Length > 0 ? batch.Classes[(i * output.Positions) + position] : IndexOfLargest(batch.Targets.Slice(at, width));
                if (IndexOfLargest(outputs.Slice(at, width)) == expected) { hits++; }
            }
        }
    }

    private void AddThreshold(ref double hits, in Batch<T> batch, ReadOnlySpan<T> outputs)
    {
        // Same rule as in Classify: a logit of 0 is a probability of one half. Targets are probabilities either way.
        T half = T.CreateChecked(0.5);
        T threshold = output.FromLogits ? T.Zero : half;
        int width = output.Size;
        for (int i = 0; i < batch.Size; i++)
        {
            int row = (i * output.RowSize) + output.Offset;
            for (int label = 0; label < width; label++)
            {
                // With several values, a class number stands for a one-hot row of targets; with one value, it is the target.
                bool expected = batch.Classes.Length == 0 ? batch.Targets[row + label] > half
                    : width == 1 ? batch.Classes[i] == 1
                    : batch.Classes[i] == label;
                if (outputs[row + label] > threshold == expected) { hits++; }
            }
        }
    }

    private void AddRegression(Span<double> sums, in Batch<T> batch, ReadOnlySpan<T> outputs)
    {
        Span<double> squaredErrors = sums.Slice(Scalars, targetMeans.Length), squaredDeviations = sums[(Scalars + targetMeans.Length)..];
        double absoluteErrors = sums[1];
        for (int i = 0; i < batch.Size; i++)
        {
            int row = (i * output.RowSize) + output.Offset;
            ReadOnlySpan<T> targets = batch.Targets.Slice(row, output.Size), predicted = outputs.Slice(row, output.Size);
            for (int value = 0; value < targets.Length; value++)
            {
                double target = double.CreateChecked(targets[value]);
                double error = double.CreateChecked(predicted[value]) - target;
                double deviation = target - targetMeans[value];
                squaredErrors[value] += error * error;
                squaredDeviations[value] += deviation * deviation;
                absoluteErrors += Math.Abs(error);
            }
        }

        sums[1] = absoluteErrors;
    }

    private double RSquared(ReadOnlySpan<double> sums)
    {
        ReadOnlySpan<double> squaredErrors = SquaredErrors(sums), squaredDeviations = SquaredDeviations(sums);
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
        ReadOnlySpan<T> targets = samples.Targets;
        for (int row = output.Offset; row < targets.Length; row += output.RowSize)
        {
            for (int value = 0; value < targetMeans.Length; value++) { targetMeans[value] += double.CreateChecked(targets[row + value]); }
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
