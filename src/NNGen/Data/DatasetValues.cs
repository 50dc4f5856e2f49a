using System.Globalization;
using System.Numerics;

namespace NNGen;

// Transformations of values.
public sealed partial class Dataset<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Applies a function to every feature value.</summary>
    /// <param name="map">The function; its results must be finite.</param>
    /// <returns>A dataset with separate features that shares targets and labels.</returns>
    /// <exception cref="ArgumentException">A result is NaN or infinite.</exception>
    public Dataset<T> MapFeatures(Func<T, T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        ReadOnlySpan<T> source = features.Span;
        T[] mapped = new T[source.Length];
        for (int i = 0; i < source.Length; i++) { mapped[i] = map(source[i]); }
        return WithFeatures(mapped, nameof(map));
    }

    /// <summary>Applies a function to every target value, for example another unit or a logarithm.</summary>
    /// <remarks>Predictions are then in the new values too; a <see cref="LogScaler"/> or <see cref="StandardScaler"/> reverses this.</remarks>
    /// <param name="map">The function; its results must be finite.</param>
    /// <returns>A dataset with separate targets that shares the features.</returns>
    /// <exception cref="ArgumentException">A result is NaN or infinite; the message names its row.</exception>
    /// <exception cref="InvalidOperationException">The samples have labels.</exception>
    public Dataset<T> MapTargets(Func<T, T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (HasLabels) { throw new InvalidOperationException("The dataset has labels, not target values that could be mapped (use OneHot() first)."); }
        ReadOnlySpan<T> source = targets.Span;
        T[] mapped = new T[source.Length];
        for (int i = 0; i < source.Length; i++) { mapped[i] = map(source[i]); }
        return WithTargets(mapped, nameof(map));
    }

    /// <summary>Multiplies every feature value, for example by 1/255 for pixels of bytes.</summary>
    /// <param name="factor">The factor.</param>
    /// <returns>A dataset with separate features that shares targets and labels.</returns>
    /// <exception cref="ArgumentException">A result is NaN or infinite.</exception>
    public Dataset<T> Scale(T factor)
    {
        ReadOnlySpan<T> source = features.Span;
        T[] scaled = new T[source.Length];
        for (int i = 0; i < source.Length; i++) { scaled[i] = source[i] * factor; }
        return WithFeatures(scaled, nameof(factor));
    }

    /// <summary>Classes as target values: 1 in the column of the class, 0 elsewhere.</summary>
    /// <returns>A dataset with targets <c>[Count, ClassCount]</c>, sharing the features.</returns>
    /// <exception cref="InvalidOperationException">The samples have target values.</exception>
    public Dataset<T> OneHot()
    {
        if (!HasLabels) { throw new InvalidOperationException("The dataset has target values already, not labels."); }
        RequireOneLabel("turned into targets");
        T[] oneHot = new T[checked(Count * ClassCount)];
        for (int i = 0; i < Count; i++) { oneHot[(i * ClassCount) + labels.Span[i]] = T.One; }
        return new Dataset<T>(features, oneHot, default, new DatasetColumns(FeatureCount, ClassCount, 0, FeatureNames, []) { FeatureShape = columns.FeatureShape });
    }

    /// <summary>The same samples with values of another type.</summary>
    /// <typeparam name="TOther">The type; to a narrower one values are rounded to nearest.</typeparam>
    /// <returns>A dataset with separate memory.</returns>
    /// <exception cref="OverflowException">A value is beyond the range of <typeparamref name="TOther"/>.</exception>
    public Dataset<TOther> Convert<TOther>()
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther> =>
        new(Converted<TOther>(features.Span, "feature"), Converted<TOther>(targets.Span, "target"), labels, columns);

    /// <summary>The same samples with values of type <see cref="double"/>, exactly.</summary>
    /// <returns>A dataset with separate memory.</returns>
    public Dataset<double> ToDouble() => Convert<double>();

    /// <summary>The same samples with values of type <see cref="float"/>, rounded to nearest.</summary>
    /// <returns>A dataset with separate memory.</returns>
    /// <exception cref="OverflowException">A value is beyond the range of <see cref="float"/>.</exception>
    public Dataset<float> ToSingle() => Convert<float>();

    /// <summary>The same samples with other features, once these are known to be finite.</summary>
    internal Dataset<T> WithFeatures(T[] values, string argument)
    {
        DatasetChecks.Finite<T>(values, FeatureCount, FeatureNames, "feature", argument);
        return new Dataset<T>(values, targets, labels, columns);
    }

    /// <summary>The same samples with other target values, once these are known to be finite.</summary>
    internal Dataset<T> WithTargets(T[] values, string argument)
    {
        DatasetChecks.Finite<T>(values, TargetCount, [], "target", argument);
        return new Dataset<T>(features, values, labels, columns);
    }

    private static TOther[] Converted<TOther>(ReadOnlySpan<T> values, string what)
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        TOther[] converted = new TOther[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            converted[i] = TOther.CreateTruncating(values[i]);
            if (!TOther.IsFinite(converted[i]))
            {
                throw new OverflowException(string.Create(
                    CultureInfo.InvariantCulture, $"The {what} value {values[i]} is beyond the range of {typeof(TOther).Name}."));
            }
        }

        return converted;
    }
}
