using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

/// <summary>
/// Moves and stretches each feature by numbers learnt from training data. Fit it on the training part alone, then transform
/// every part and every sample that is predicted with it: what a test part had a say in tests nothing.
/// </summary>
/// <remarks>
/// Computes in double precision and rounds each result to the type of the data once. Immutable, so any number of threads may
/// share it.
/// </remarks>
public abstract class FeatureScaler
{
    // value → (value - offset) / divisor · gain + shift
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

    private protected ReadOnlySpan<double> Offsets => offsets;

    private protected ReadOnlySpan<double> Divisors => divisors;

    /// <summary>Scales the features of a dataset.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="data">The dataset.</param>
    /// <returns>A dataset with features of its own, sharing targets and classes.</returns>
    /// <exception cref="ArgumentException">
    /// The number of features differs, or a result is beyond the range of <typeparamref name="T"/>.
    /// </exception>
    public Dataset<T> Transform<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        T[] scaled = new T[data.Features.Length];
        CheckRows(data.FeatureCount, nameof(data));
        Transform(data.Features, scaled);
        return data.WithFeatures(scaled, nameof(data));
    }

    /// <summary>Scales the target values of a dataset, with a scaler that was fitted on targets (<c>FitTargets</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="data">The dataset.</param>
    /// <returns>A dataset with targets of its own, sharing the features.</returns>
    /// <exception cref="ArgumentException">
    /// The samples have classes, the number of target values differs, or a result is beyond the range of <typeparamref name="T"/>.
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
        Transform(data.Targets, scaled);
        return data.WithTargets(scaled, nameof(data));
    }

    /// <summary>Scales samples, for example one that is to be predicted.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="samples">Row-major samples, <c>[samples, FeatureCount]</c>.</param>
    /// <param name="destination">Receives as many values; may be the same memory.</param>
    /// <exception cref="ArgumentException">
    /// A length is no multiple of <see cref="FeatureCount"/>, or the lengths differ.
    /// </exception>
    public void Transform<T>(ReadOnlySpan<T> samples, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(samples.Length, destination.Length);
        for (int row = 0; row < samples.Length; row += offsets.Length)
        {
            for (int i = 0; i < offsets.Length; i++)
            {
                double value = double.CreateTruncating(samples[row + i]);
                destination[row + i] = T.CreateTruncating(((value - offsets[i]) / divisors[i] * gain) + shift);
            }
        }
    }

    /// <summary>Undoes <see cref="Transform{T}(ReadOnlySpan{T}, Span{T})"/>, up to rounding.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="samples">Row-major scaled samples, <c>[samples, FeatureCount]</c>.</param>
    /// <param name="destination">Receives as many values; may be the same memory.</param>
    /// <exception cref="ArgumentException">
    /// A length is no multiple of <see cref="FeatureCount"/>, or the lengths differ.
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
                destination[row + i] = T.CreateTruncating(((value - shift) / gain * divisors[i]) + offsets[i]);
            }
        }
    }

    /// <summary>Numbers a scaler is restored from: as many of each, all finite.</summary>
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

        DatasetChecks.Finite(first, first.Length, null, firstName, firstName);
        DatasetChecks.Finite(second, second.Length, null, secondName, secondName);
    }

    private protected static void CheckHasTargets<T>(Dataset<T> data, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data, name);
        if (data.HasClasses) { throw new ArgumentException("The dataset has classes, no target values that could be scaled.", name); }
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
