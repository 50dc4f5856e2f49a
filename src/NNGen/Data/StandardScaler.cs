using System.Numerics;

namespace NNGen;

/// <summary>
/// Gives each feature mean 0 and standard deviation 1: (x - mean) / deviation, as scikit-learn's <c>StandardScaler</c>.
/// </summary>
public sealed class StandardScaler : FeatureScaler
{
    /// <summary>The spacing of doubles at 1 (NumPy's <c>eps</c>; <see cref="double.Epsilon"/> is something else).</summary>
    private const double MachineEpsilon = 2.220446049250313e-16;

    /// <summary>Restores a scaler from saved numbers.</summary>
    /// <param name="mean">The mean of each feature.</param>
    /// <param name="scale">The divisor of each feature; above 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is not finite, or a scale not above 0.</exception>
    public StandardScaler(ReadOnlySpan<double> mean, ReadOnlySpan<double> scale)
        : base(mean.ToArray(), scale.ToArray(), gain: 1, shift: 0)
    {
        CheckMeanAndScale(mean, scale);
    }

    /// <summary>The mean of each feature.</summary>
    public ReadOnlySpan<double> Mean => Offsets;

    /// <summary>
    /// The divisor of each feature: its standard deviation over the population, or 1 if it never changes.
    /// </summary>
    public ReadOnlySpan<double> Scale => Divisors;

    /// <summary>Learns mean and standard deviation of each feature.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="train">The training part only.</param>
    /// <returns>The scaler.</returns>
    public static StandardScaler Fit<T>(Dataset<T> train)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(train);
        return Fit(train.Features, train.FeatureCount);
    }

    /// <summary>
    /// Learns mean and standard deviation of each column of a series: scale it with <see cref="FeatureScaler.Transform{T}(Series{T})"/> before it is cut into
    /// windows, and each step of a stream with the same numbers.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="train">The training part only.</param>
    /// <returns>The scaler, with a feature for each column.</returns>
    public static StandardScaler Fit<T>(Series<T> train)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(train);
        return Fit(train.Values, train.ColumnCount);
    }

    /// <summary>
    /// Learns mean and standard deviation of each target value, for regression: train on <see cref="FeatureScaler.TransformTargets{T}"/>, and
    /// convert predictions back with <see cref="FeatureScaler.InverseTransform{T}(ReadOnlySpan{T}, Span{T})"/>.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="train">The training part only.</param>
    /// <returns>The scaler.</returns>
    /// <exception cref="ArgumentException">The samples have classes.</exception>
    public static StandardScaler FitTargets<T>(Dataset<T> train)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckHasTargets(train, nameof(train));
        return Fit(train.Targets, train.TargetCount);
    }

    internal static StandardScaler Fit<T>(ReadOnlySpan<T> values, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = values.Length / columns;
        double[] mean = new double[columns];
        double[] scale = new double[columns];
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<T> sample = values.Slice(row * columns, columns);
            for (int i = 0; i < mean.Length; i++) { mean[i] += double.CreateTruncating(sample[i]); }
        }

        for (int i = 0; i < mean.Length; i++) { mean[i] /= count; }

        // A second pass over differences: the difference of two large sums would lose the significant digits.
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<T> sample = values.Slice(row * columns, columns);
            for (int i = 0; i < mean.Length; i++)
            {
                double difference = double.CreateTruncating(sample[i]) - mean[i];
                scale[i] += difference * difference;
            }
        }

        for (int i = 0; i < scale.Length; i++)
        {
            double variance = scale[i] / count;
            scale[i] = IsConstant(variance, mean[i], count) ? 1 : Math.Sqrt(variance);
        }

        return new StandardScaler(mean, scale);
    }

    /// <summary>Whether a variance is only rounding error (scikit-learn, <c>_is_constant_feature</c>).</summary>
    private static bool IsConstant(double variance, double mean, int count)
    {
        double rounding = count * mean * MachineEpsilon;
        return variance <= (count * MachineEpsilon * variance) + (rounding * rounding);
    }
}
