using System.Globalization;

namespace NNGen.Plots;

/// <summary>A marked value of an axis and its text.</summary>
internal readonly record struct Tick(double Value, string Label);

/// <summary>The marked values of an axis.</summary>
/// <param name="Major">Those with numbers.</param>
/// <param name="Minor">Those between, which only logarithmic axes show.</param>
/// <param name="Factor">What all numbers are to be multiplied with, such as <c>×10⁶</c>; null for nothing.</param>
internal sealed record TickSet(IReadOnlyList<Tick> Major, IReadOnlyList<double> Minor, string? Factor = null);

/// <summary>Chooses round values: 1, 2 or 5 times a power of ten apart.</summary>
internal static class Ticks
{
    private static readonly int[] mantissas = [1, 2, 5];

    public static TickSet For(Axis axis, AxisRange range, int maxCount)
    {
        if (axis.Categories is { } names)
        {
            return new TickSet([.. names.Select((name, i) => new Tick(i, name)).Where(tick => tick.Value >= range.Min && tick.Value <= range.Max)], []);
        }

        return axis.IsLogarithmic ? Logarithmic(range, maxCount) : Linear(range, maxCount, axis.WholeNumbers);
    }

    /// <summary>As many round values as fit, at least two unless the range holds fewer whole numbers.</summary>
    public static TickSet Linear(AxisRange range, int maxCount, bool wholeNumbers = false)
    {
        (int mantissa, int exponent) = Step(range, Math.Max(maxCount, 2), wholeNumbers);
        double[] values = Values(range, mantissa, exponent);
        double largest = Math.Max(Math.Abs(range.Min), Math.Abs(range.Max));
        if (largest is >= 1e6 or < 1e-3 && values.Length > 0 && !wholeNumbers)
        {
            int power = (int)Math.Floor(Decades.Log(values.Max(Math.Abs)) + 1e-9);
            return new TickSet(
                [.. values.Select(value => new Tick(value, Fixed(Scale(value, -power), Math.Max(0, power - exponent))))], [], $"×10{Raised(power)}");
        }

        return new TickSet([.. values.Select(value => new Tick(value, Fixed(value, Math.Max(0, -exponent))))], []);
    }

    /// <summary>The round values of a range, without their text.</summary>
    public static double[] RoundValues(AxisRange range, int maxCount)
    {
        (int mantissa, int exponent) = Step(range, Math.Max(maxCount, 2), wholeNumbers: false);
        return Values(range, mantissa, exponent);
    }

    /// <summary>Powers of ten; 1, 2 and 5 times them if the range has few powers.</summary>
    public static TickSet Logarithmic(AxisRange range, int maxCount)
    {
        int first = (int)Math.Ceiling(Decades.Log(range.Min) - 1e-9);
        int last = (int)Math.Floor(Decades.Log(range.Max) + 1e-9);
        int decades = last - first + 1;
        int stride = Math.Max(1, (int)Math.Ceiling(decades / (double)Math.Max(2, maxCount)));
        double[] minor = stride > 1 ? [] : [.. Multiples(first - 1, last, [2, 3, 4, 5, 6, 7, 8, 9]).Where(Inside)];
        double[] few = [.. Multiples(first - 1, last, mantissas).Where(Inside)];
        bool isEnough = decades >= 2 && (decades > 2 || few.Length > maxCount);
        if (isEnough)
        {
            bool plain = first >= -3 && last <= 4;
            return new TickSet(
                [.. Enumerable.Range(first, decades).Where(power => (power - first) % stride == 0)
                    .Select(power => new Tick(Scale(1, power), plain ? Plain(Scale(1, power)) : $"10{Raised(power)}"))],
                minor);
        }

        if (few.Length < 2) { return Linear(range, maxCount) with { Minor = minor }; }
        return new TickSet([.. few.Select(value => new Tick(value, Plain(value)))], minor);

        bool Inside(double value) => value >= range.Min * (1 - 1e-9) && value <= range.Max * (1 + 1e-9);
    }

    /// <summary>A number with a true minus and, from five digits on, commas.</summary>
    public static string Fixed(double value, int decimals)
    {
        string format = Math.Abs(value) >= 10_000 ? "#,##0." : "0.";
        string text = value.ToString(format + new string('0', Math.Min(decimals, 15)), CultureInfo.InvariantCulture);
        return text.Trim('-', '0', '.', ',').Length == 0 ? text.TrimStart('-') : text.Replace('-', '−');
    }

    /// <summary>A number in as few digits as it needs.</summary>
    public static string Plain(double value) => value.ToString("#,##0.######", CultureInfo.InvariantCulture).Replace('-', '−');

    public static string Raised(int power) =>
        string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));

    private static (int Mantissa, int Exponent) Step(AxisRange range, int maxCount, bool wholeNumbers)
    {
        int exponent = (int)Math.Floor(Decades.Log(range.Span / maxCount)) - 1;
        if (wholeNumbers) { exponent = Math.Max(exponent, 0); }
        (int, int)? finer = null;
        for (; ; exponent++)
        {
            foreach (int mantissa in mantissas)
            {
                double count = Count(range, mantissa, exponent);

                // One number alone gives no scale: rather a few too many.
                if (count <= maxCount) { return count < 2 && finer is { } better ? better : (mantissa, exponent); }
                finer = (mantissa, exponent);
            }
        }
    }

    private static double Count(AxisRange range, int mantissa, int exponent)
    {
        (double first, double last) = Ends(range, mantissa, exponent);
        return last - first + 1;
    }

    private static (double First, double Last) Ends(AxisRange range, int mantissa, int exponent)
    {
        double step = Scale(mantissa, exponent);
        return (Math.Ceiling(range.Min / step - 1e-9), Math.Floor(range.Max / step + 1e-9));
    }

    private static double[] Values(AxisRange range, int mantissa, int exponent)
    {
        (double first, double last) = Ends(range, mantissa, exponent);
        return [.. Enumerable.Range(0, Math.Max(0, (int)(last - first) + 1)).Select(i => Scale((first + i) * mantissa, exponent))];
    }

    private static IEnumerable<double> Multiples(int first, int last, int[] factors) =>
        from power in Enumerable.Range(first, last - first + 1) from factor in factors select Scale(factor, power);

    /// <summary>value · 10^exponent, rounded once: powers of ten up to 22 are exact, their inverses are not.</summary>
    private static double Scale(double value, int exponent) => exponent switch
    {
        >= 0 => value * Decades.Power(exponent),
        >= -300 => value / Decades.Power(-exponent),
        _ => value / 1e300 / Decades.Power(-exponent - 300),
    };
}
