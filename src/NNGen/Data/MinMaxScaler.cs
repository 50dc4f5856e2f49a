using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>Scales each feature to a range, by default 0 to 1, as scikit-learn's <c>MinMaxScaler</c>.</summary>
/// <remarks>Values outside the range of the training part are mapped outside the target range.</remarks>
public sealed class MinMaxScaler : FeatureScaler
{
    private readonly double[] dataMaximum;

    /// <summary>Restores a scaler from saved numbers.</summary>
    /// <param name="dataMinimum">The smallest value of each feature.</param>
    /// <param name="dataMaximum">The largest value of each feature.</param>
    /// <param name="minimum">The target of the smallest values.</param>
    /// <param name="maximum">The target of the largest values.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ, or a value is not finite, or a minimum is above its maximum.
    /// </exception>
    public MinMaxScaler(
        ReadOnlySpan<double> dataMinimum, ReadOnlySpan<double> dataMaximum, double minimum = 0, double maximum = 1)
        : base(dataMinimum.ToArray(), Ranges(dataMinimum, dataMaximum), maximum - minimum, minimum)
    {
        if (!(double.IsFinite(maximum - minimum) && minimum < maximum))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The range {minimum} to {maximum} is empty or not finite."),
                nameof(maximum));
        }

        this.dataMaximum = dataMaximum.ToArray();
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>The smallest value of each feature in the training part.</summary>
    public ReadOnlySpan<double> DataMinimum => Offsets;

    /// <summary>The largest value of each feature in the training part.</summary>
    public ReadOnlySpan<double> DataMaximum => dataMaximum;

    /// <summary>The target of the smallest values, and of all values of a feature that never changes.</summary>
    public double Minimum { get; }

    /// <summary>The target of the largest values.</summary>
    public double Maximum { get; }

    /// <summary>Learns the range of each feature.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="train">The training part only.</param>
    /// <param name="minimum">The target of the smallest values.</param>
    /// <param name="maximum">The target of the largest values.</param>
    /// <returns>The scaler.</returns>
    /// <exception cref="ArgumentException"><paramref name="minimum"/> is not below <paramref name="maximum"/>.</exception>
    public static MinMaxScaler Fit<T>(Dataset<T> train, double minimum = 0, double maximum = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(train);
        return Fit(train.Features, train.FeatureCount, minimum, maximum);
    }

    /// <summary>Learns the range of each column of a series.</summary>
    /// <inheritdoc cref="Fit{T}(Dataset{T}, double, double)" path="/typeparam|/param|/exception"/>
    /// <returns>The scaler, with a feature for each column.</returns>
    public static MinMaxScaler Fit<T>(Series<T> train, double minimum = 0, double maximum = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(train);
        return Fit(train.Values, train.ColumnCount, minimum, maximum);
    }

    /// <summary>
    /// Learns the range of each target value, for regression: train on <see cref="FeatureScaler.TransformTargets{T}"/>, and turn
    /// predictions back with <see cref="FeatureScaler.InverseTransform{T}(ReadOnlySpan{T}, Span{T})"/>.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="train">The training part only.</param>
    /// <param name="minimum">The target of the smallest values.</param>
    /// <param name="maximum">The target of the largest values.</param>
    /// <returns>The scaler.</returns>
    /// <exception cref="ArgumentException">
    /// The samples have classes, or <paramref name="minimum"/> is not below <paramref name="maximum"/>.
    /// </exception>
    public static MinMaxScaler FitTargets<T>(Dataset<T> train, double minimum = 0, double maximum = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckHasTargets(train, nameof(train));
        return Fit(train.Targets, train.TargetCount, minimum, maximum);
    }

    private static MinMaxScaler Fit<T>(ReadOnlySpan<T> values, int columns, double minimum, double maximum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] smallest = new double[columns];
        double[] largest = new double[columns];
        Array.Fill(smallest, double.PositiveInfinity);
        Array.Fill(largest, double.NegativeInfinity);
        for (int row = 0; row < values.Length; row += columns)
        {
            ReadOnlySpan<T> sample = values.Slice(row, columns);
            for (int i = 0; i < smallest.Length; i++)
            {
                double value = double.CreateTruncating(sample[i]);
                smallest[i] = Math.Min(smallest[i], value);
                largest[i] = Math.Max(largest[i], value);
            }
        }

        return new MinMaxScaler(smallest, largest, minimum, maximum);
    }

    private static double[] Ranges(ReadOnlySpan<double> dataMinimum, ReadOnlySpan<double> dataMaximum)
    {
        CheckStored(dataMinimum, dataMaximum, nameof(dataMinimum), nameof(dataMaximum));
        double[] ranges = new double[dataMinimum.Length];
        for (int i = 0; i < ranges.Length; i++)
        {
            double range = dataMaximum[i] - dataMinimum[i];
            if (range < 0 || !double.IsFinite(range))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Feature {i} goes from {dataMinimum[i]} to {dataMaximum[i]}; expected a finite range, not below 0."),
                    nameof(dataMaximum));
            }

            // As scikit-learn: a feature that never changes is shifted, not scaled.
            ranges[i] = range == 0 ? 1 : range;
        }

        return ranges;
    }
}
