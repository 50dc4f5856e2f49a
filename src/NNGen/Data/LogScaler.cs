using System.Numerics;

namespace NNGen;

/// <summary>Which logarithm a <see cref="LogScaler"/> takes.</summary>
public enum Logarithm
{
    /// <summary>ln(1 + x), for values from 0 on, such as counts (NumPy's <c>log1p</c>).</summary>
    Log1p,

    /// <summary>ln x, for values above 0, such as prices.</summary>
    Log,
}

/// <summary>
/// Takes the logarithm of each value and gives the logarithms mean 0 and standard deviation 1: (ln(1 + x) - mean) / deviation. For values that span
/// orders of magnitude, such as targets of a regression: an error of the network is then a factor, not a difference.
/// </summary>
/// <remarks>
/// Negative values are errors that name their row; so is 0 with the plain logarithm. With mean 0 and scale 1 it is only the logarithm.
/// </remarks>
public sealed class LogScaler : FeatureScaler
{
    /// <summary>Restores a scaler from saved numbers, or creates one that only takes the logarithm (mean 0, scale 1).</summary>
    /// <param name="mean">The mean of the logarithms of each feature.</param>
    /// <param name="scale">The divisor of the logarithms of each feature; above 0.</param>
    /// <param name="logarithm">Which logarithm.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is not finite, or a scale not above 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such logarithm.</exception>
    public LogScaler(ReadOnlySpan<double> mean, ReadOnlySpan<double> scale, Logarithm logarithm = Logarithm.Log1p)
        : base(mean.ToArray(), scale.ToArray(), gain: 1, shift: 0)
    {
        CheckMeanAndScale(mean, scale);
        Logarithm = Known(logarithm);
    }

    /// <summary>Which logarithm is taken.</summary>
    public Logarithm Logarithm { get; }

    /// <summary>The mean of the logarithms of each feature.</summary>
    public ReadOnlySpan<double> Mean => Offsets;

    /// <summary>The divisor of the logarithms of each feature.</summary>
    public ReadOnlySpan<double> Scale => Divisors;

    /// <summary>Learns mean and standard deviation of the logarithms of each feature.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="train">The training part only.</param>
    /// <param name="logarithm">Which logarithm.</param>
    /// <returns>The scaler.</returns>
    /// <exception cref="ArgumentException">A value has no logarithm; the message names its row and feature.</exception>
    public static LogScaler Fit<T>(Dataset<T> train, Logarithm logarithm = Logarithm.Log1p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(train);
        return Fit(train.Features, train.FeatureCount, "feature", Known(logarithm));
    }

    /// <summary>
    /// Learns mean and standard deviation of the logarithms of each target value, for regression: train on
    /// <see cref="FeatureScaler.TransformTargets{T}"/>, and convert predictions back with
    /// <see cref="FeatureScaler.InverseTransform{T}(ReadOnlySpan{T}, Span{T})"/>.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="train">The training part only.</param>
    /// <param name="logarithm">Which logarithm.</param>
    /// <returns>The scaler.</returns>
    /// <exception cref="ArgumentException">The samples have classes, or a target has no logarithm; the message names its row.</exception>
    public static LogScaler FitTargets<T>(Dataset<T> train, Logarithm logarithm = Logarithm.Log1p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckHasTargets(train, nameof(train));
        return Fit(train.Targets, train.TargetCount, "target", Known(logarithm));
    }

    private protected override double Apply(double value) => Of(value, Logarithm);

    private protected override double Undo(double value) => Logarithm == Logarithm.Log ? VectorMath.Exp(value) : VectorMath.Expm1(value);

    private protected override string? RefusalOf(double value) => RefusalOf(value, Logarithm);

    private static string? RefusalOf(double value, Logarithm logarithm) =>
        value > 0 || (value == 0 && logarithm == Logarithm.Log1p) ? null
        : logarithm == Logarithm.Log1p ? "the scaler takes ln(1 + x) of values from 0 on (take a StandardScaler for values of both signs)"
        : "the scaler takes ln x of values above 0 (take Logarithm.Log1p if there are zeros, a StandardScaler for values of both signs)";

    private static LogScaler Fit<T>(ReadOnlySpan<T> values, int columns, string what, Logarithm logarithm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckDomain(values, columns, value => RefusalOf(value, logarithm), what, "train");
        double[] logs = new double[values.Length];
        for (int i = 0; i < logs.Length; i++) { logs[i] = Of(double.CreateTruncating(values[i]), logarithm); }
        StandardScaler standard = StandardScaler.Fit<double>(logs, columns);
        return new LogScaler(standard.Mean, standard.Scale, logarithm);
    }

    private static double Of(double value, Logarithm logarithm) => logarithm == Logarithm.Log ? VectorMath.Log(value) : VectorMath.Log1p(value);

    private static Logarithm Known(Logarithm logarithm) => logarithm is Logarithm.Log or Logarithm.Log1p
        ? logarithm
        : throw new ArgumentOutOfRangeException(nameof(logarithm), logarithm, "Expected Logarithm.Log1p or Logarithm.Log.");
}
