using System.Globalization;
using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

/// <summary>
/// Shifts and scales each feature (or its logarithm) by numbers learned from training data. Fit it on the training part alone, then transform
/// every part and every sample to predict with it: a scaler fitted on test data would make the test worthless.
/// </summary>
/// <remarks>
/// Computes in double precision and rounds each result to the type of the data once. Immutable, so any number of threads may
/// share it.
/// </remarks>
public abstract class FeatureScaler
{
    // value → (function(value) - offset) / divisor · gain + shift
    private readonly double[] offsets;
    private readonly double[] divisors;
    private readonly double gain;
    private readonly double shift;

    private protected FeatureScaler(double[] offsets, double[] divisors, double gain, double shift)
    {
        this.offsets = offsets;
        this.divisors = divisors;
        this.gain = gain;
        this.shift = shift;
    }

    /// <summary>Number of features.</summary>
    public int FeatureCount => offsets.Length;

    /// <summary>Loads the scaler of the samples that was saved with a network, <c>net.Save(path, scaler)</c>.</summary>
    /// <param name="path">The network's file; the network's own <c>Load</c> reads the parameters.</param>
    /// <returns>The scaler, with the same numbers to the last bit.</returns>
    /// <exception cref="SafeTensorsException">The file holds no scaler, or one that cannot be read.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static FeatureScaler Load(string path) => ScalerFile.Load(path, ofTargets: false);

    /// <summary>Loads the scaler of the targets that was saved with a network, <c>net.Save(path, scaler, targetScaler)</c>.</summary>
    /// <param name="path">The network's file; the network's own <c>Load</c> reads the parameters.</param>
    /// <returns>The scaler whose <see cref="InverseTransform{T}(ReadOnlySpan{T}, Span{T})"/> converts predictions back.</returns>
    /// <exception cref="SafeTensorsException">The file holds no scaler of targets, or one that cannot be read.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static FeatureScaler LoadTarget(string path) => ScalerFile.Load(path, ofTargets: true);

    private protected ReadOnlySpan<double> Offsets => offsets;

    private protected ReadOnlySpan<double> Divisors => divisors;

    /// <summary>Scales the features of a dataset.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="data">The dataset.</param>
    /// <returns>A dataset with separate features that shares targets and labels.</returns>
    /// <exception cref="ArgumentException">
    /// The number of features differs, a result is beyond the range of <typeparamref name="T"/>, or the scaler cannot scale a value; the message
    /// names its row.
    /// </exception>
    public Dataset<T> Transform<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        T[] scaled = new T[data.Features.Length];
        CheckRows(data.FeatureCount, nameof(data));
        CheckDomain(data.Features, "feature", nameof(data));
        Scale(data.Features, scaled);
        return data.WithFeatures(scaled, nameof(data));
    }

    /// <summary>Scales each column of a series by the numbers of its feature, so that all positions of a window are scaled alike.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="series">The series.</param>
    /// <returns>A series of scaled values with the same names and times.</returns>
    /// <exception cref="ArgumentException">
    /// The scaler does not have a feature for each column, a result is beyond the range of <typeparamref name="T"/>, or the scaler cannot scale a value; the
    /// message names its step.
    /// </exception>
    public Series<T> Transform<T>(Series<T> series)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.ColumnCount != offsets.Length)
        {
            throw new ArgumentException(
                $"The scaler was fitted on {Counted(offsets.Length, "feature")}, but the series has {Counted(series.ColumnCount, "column")} (fit it on a series, before Windows).", nameof(series));
        }

        CheckDomain(series.Values, "column", nameof(series));
        T[] scaled = new T[series.Values.Length];
        Scale(series.Values, scaled);
        Series.RequireFinite<T>(scaled, series.ColumnNames, "the scaled value is beyond the range of the type", nameof(series));
        return series.WithValues(scaled);
    }

    /// <summary>Scales the target values of a dataset, with a scaler that was fitted on targets (<c>FitTargets</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="data">The dataset.</param>
    /// <returns>A dataset with separate targets that shares the features.</returns>
    /// <exception cref="ArgumentException">
    /// The samples have classes, the number of target values differs, a result is beyond the range of <typeparamref name="T"/>, or the
    /// scaler cannot scale a value; the message names its row.
    /// </exception>
    public Dataset<T> TransformTargets<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckHasTargets(data, nameof(data));
        if (data.TargetCount != offsets.Length)
        {
            throw new ArgumentException(
                $"The scaler was fitted on {Number(offsets.Length)} target values, but the data has {Number(data.TargetCount)}.", nameof(data));
        }

        T[] scaled = new T[data.Targets.Length];
        CheckDomain(data.Targets, "target", nameof(data));
        Scale(data.Targets, scaled);
        return data.WithTargets(scaled, nameof(data));
    }

    /// <summary>Scales samples, for example one to predict.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="samples">Row-major samples, <c>[samples, FeatureCount]</c>.</param>
    /// <param name="destination">Receives as many values; may be the same memory.</param>
    /// <exception cref="ArgumentException">
    /// A length is not a multiple of <see cref="FeatureCount"/>, the lengths differ, or the scaler cannot scale a value; then nothing is written.
    /// </exception>
    public void Transform<T>(ReadOnlySpan<T> samples, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(samples.Length, destination.Length);
        CheckDomain(samples, "value", nameof(samples));
        Scale(samples, destination);
    }

    /// <summary>Undoes <see cref="Transform{T}(ReadOnlySpan{T}, Span{T})"/>, up to rounding.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="samples">Row-major scaled samples, <c>[samples, FeatureCount]</c>.</param>
    /// <param name="destination">Receives as many values; may be the same memory.</param>
    /// <exception cref="ArgumentException">
    /// A length is not a multiple of <see cref="FeatureCount"/>, or the lengths differ.
    /// </exception>
    public void InverseTransform<T>(ReadOnlySpan<T> samples, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(samples.Length, destination.Length);
        for (int row = 0; row < samples.Length; row += offsets.Length)
        {
            for (int i = 0; i < offsets.Length; i++)
            {
                double value = double.CreateTruncating(samples[row + i]);
                destination[row + i] = T.CreateTruncating(Undo(((value - shift) / gain * divisors[i]) + offsets[i]));
            }
        }
    }

    /// <summary>The function that is applied to a value before it is shifted and scaled.</summary>
    private protected virtual double Apply(double value) => value;

    /// <summary>Undoes <see cref="Apply"/>.</summary>
    private protected virtual double Undo(double value) => value;

    /// <summary>Why a value cannot be scaled; null if it can.</summary>
    private protected virtual string? RefusalOf(double value) => null;

    /// <summary>Rejects values that cannot be scaled, and names their row.</summary>
    private protected static void CheckDomain<T>(
        ReadOnlySpan<T> values, int columns, Func<double, string?> refusalOf, string what, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (refusalOf(double.CreateTruncating(values[i])) is not { } refusal) { continue; }
            (int row, int column) = Math.DivRem(i, columns);
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Row {row}, {what} {column} is {values[i]}, but {refusal}."), argument);
        }
    }

    /// <summary>Checks the numbers that a scaler is restored from: equally many of each, all finite.</summary>
    private protected static void CheckStored(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, string firstName, string secondName)
    {
        if (first.IsEmpty || first.Length != second.Length)
        {
            throw new ArgumentException(
                $"There are {Number(first.Length)} values of {firstName} and {Number(second.Length)} of {secondName}; "
                + "expected one of each for every feature.",
                secondName);
        }

        DatasetChecks.Finite(first, first.Length, [], firstName, firstName);
        DatasetChecks.Finite(second, second.Length, [], secondName, secondName);
    }

    private protected static void CheckMeanAndScale(ReadOnlySpan<double> mean, ReadOnlySpan<double> scale)
    {
        CheckStored(mean, scale, nameof(mean), nameof(scale));
        foreach (double value in scale)
        {
            if (value <= 0)
            {
                throw new ArgumentException("Every scale must be above 0 (1 for a feature that never changes).", nameof(scale));
            }
        }
    }

    private protected static void CheckHasTargets<T>(Dataset<T> data, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data, name);
        if (data.HasLabels) { throw new ArgumentException("The dataset has labels, not target values that could be scaled.", name); }
    }

    private void CheckDomain<T>(ReadOnlySpan<T> values, string what, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            // The delegate is created only if a value is rejected.
            if (RefusalOf(double.CreateTruncating(value)) is not null) { CheckDomain(values, offsets.Length, RefusalOf, what, argument); }
        }
    }

    private void Scale<T>(ReadOnlySpan<T> samples, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < samples.Length; row += offsets.Length)
        {
            for (int i = 0; i < offsets.Length; i++)
            {
                double value = Apply(double.CreateTruncating(samples[row + i]));
                destination[row + i] = T.CreateTruncating(((value - offsets[i]) / divisors[i] * gain) + shift);
            }
        }
    }

    private void CheckRows(int featureCount, string name)
    {
        if (featureCount != offsets.Length)
        {
            throw new ArgumentException(
                $"The scaler was fitted on {Number(offsets.Length)} features, but the data has {Number(featureCount)}.", name);
        }
    }

    private void CheckLengths(int samples, int destination)
    {
        if (samples % offsets.Length != 0)
        {
            throw new ArgumentException(
                $"Expected rows of {Number(offsets.Length)} values (the scaler's features), got {Number(samples)} values.",
                nameof(samples));
        }

        if (samples != destination)
        {
            throw new ArgumentException(
                $"Expected room for {Number(samples)} values, got {Number(destination)}.", nameof(destination));
        }
    }
}
