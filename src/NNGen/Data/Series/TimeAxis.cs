using System.Globalization;

namespace NNGen;

/// <summary>The time stamps of a series, as numbers in their own unit, and as text.</summary>
/// <param name="values">The stamps, increasing.</param>
/// <param name="text">A stamp as text, by its step.</param>
/// <param name="duration">A difference as text.</param>
internal sealed class TimeAxis(double[] values, Func<int, string> text, Func<double, string> duration)
{
    /// <summary>A step counts as late if it follows after more than this multiple of the usual time, so that months are equally long.</summary>
    private const double Late = 1.5;

    /// <summary>The number of stamps.</summary>
    public int Count => values.Length;

    /// <summary>The median time between two steps.</summary>
    public double Usual { get; } = Median(values);

    public static TimeAxis Of(ReadOnlySpan<DateTime> times)
    {
        DateTime[] copy = times.ToArray();

        // Differences to the first stamp are exact: ticks themselves exceed the whole numbers of double.
        double[] values = Array.ConvertAll(copy, time => (double)(time.Ticks - copy[0].Ticks));
        return new TimeAxis(
            values, step => copy[step].ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture), ticks => TimeSpan.FromTicks((long)ticks).ToString("c", CultureInfo.InvariantCulture));
    }

    public static TimeAxis Of(ReadOnlySpan<double> times)
    {
        double[] copy = times.ToArray();
        return new TimeAxis(copy, step => Number(copy[step]), Number);

        static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>Checks that every stamp is later than the one before it.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public void RequireIncreasing(string argument)
    {
        for (int step = 0; step < values.Length; step++)
        {
            if (double.IsFinite(values[step]) && (step == 0 || values[step] > values[step - 1])) { continue; }
            string problem = step == 0 || !double.IsFinite(values[step]) ? "is not a time" : $"is not later than {text(step - 1)} of step {FileText.Number(step - 1)} (sort the steps by time, and remove repeated ones)";
            throw new ArgumentException($"The time of step {FileText.Number(step)}, {text(step)}, {problem}.", argument);
        }
    }

    /// <summary>Whether a step follows the one before it after a gap.</summary>
    public bool IsLate(int step) => values[step] - values[step - 1] > Late * Usual;

    /// <summary>A description of the gap before a step.</summary>
    public string Gap(int step) =>
        $"step {FileText.Number(step)} ({text(step)}) follows step {FileText.Number(step - 1)} ({text(step - 1)}) after {duration(values[step] - values[step - 1])}, but steps are {duration(Usual)} apart";

    /// <summary>A run of the stamps, which keeps the usual time of all.</summary>
    public TimeAxis Slice(int start, int count) => new(values[start..(start + count)], step => text(start + step), duration, Usual);

    private TimeAxis(double[] values, Func<int, string> text, Func<double, string> duration, double usual)
        : this(values, text, duration) => Usual = usual;

    private static double Median(double[] values)
    {
        if (values.Length < 2) { return 0; }
        double[] differences = [.. values.Skip(1).Zip(values, (next, value) => next - value)];
        Array.Sort(differences);
        return differences[differences.Length / 2];
    }
}
