using System.Globalization;

namespace NNGen;

/// <summary>A learning rate over time. <see cref="LearningRateSchedule"/> determines whether time is steps or epochs.</summary>
/// <remarks>
/// Formulas are Keras's if it has the schedule, otherwise PyTorch's; both count time from 0. After its length, a schedule keeps its last
/// value. Rates have the same bits on every machine.
/// </remarks>
public abstract class Schedule
{
    /// <summary>The learning rate at a time.</summary>
    /// <param name="time">Steps or epochs done before; 0 for the first.</param>
    /// <returns>The rate.</returns>
    public abstract double At(long time);

    /// <summary>A constant rate.</summary>
    /// <param name="rate">The rate.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public static Schedule Constant(double rate)
    {
        Rate(rate, nameof(rate));
        return new Formula(_ => rate);
    }

    /// <summary>A rate that falls in steps: rate · factor^⌊time / every⌋. PyTorch's <c>StepLR</c>.</summary>
    /// <param name="rate">The rate at the beginning.</param>
    /// <param name="every">The time between two steps; at least 1.</param>
    /// <param name="factor">The factor; above 0.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Schedule Step(double rate, int every, double factor = 0.1) => Exponential(rate, factor, every, staircase: true);

    /// <summary>A rate that decays exponentially: rate · factor^(time / over). Keras's <c>ExponentialDecay</c>.</summary>
    /// <param name="rate">The rate at the beginning.</param>
    /// <param name="factor">The factor per <paramref name="over"/>; above 0.</param>
    /// <param name="over">That time; at least 1.</param>
    /// <param name="staircase">Whether it falls only at whole multiples of <paramref name="over"/>.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Schedule Exponential(double rate, double factor, int over = 1, bool staircase = false)
    {
        Rate(rate, nameof(rate));
        Positive(factor, nameof(factor));
        Guard.AtLeast(over, 1, nameof(over));
        return new Formula(time => rate * ScheduleMath.Power(factor, Passed(time, over, staircase)));
    }

    /// <summary>rate / (1 + decay · time / over). Keras's <c>InverseTimeDecay</c>.</summary>
    /// <param name="rate">The rate at the beginning.</param>
    /// <param name="decay">How fast it falls; not negative.</param>
    /// <param name="over">The time that <paramref name="decay"/> is for; at least 1.</param>
    /// <param name="staircase">Whether it falls only at whole multiples of <paramref name="over"/>.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Schedule InverseTime(double rate, double decay, int over = 1, bool staircase = false)
    {
        Rate(rate, nameof(rate));
        Rate(decay, nameof(decay));
        Guard.AtLeast(over, 1, nameof(over));
        return new Formula(time => rate / (1 + decay * Passed(time, over, staircase)));
    }

    /// <summary>(rate - end) · (1 - time / length)^power + end. Keras's <c>PolynomialDecay</c>; with power 1, a straight line.</summary>
    /// <param name="rate">The rate at the beginning.</param>
    /// <param name="length">The time until the end; at least 1.</param>
    /// <param name="end">The rate at the end.</param>
    /// <param name="power">The exponent; above 0.</param>
    /// <param name="cycle">Whether it starts again at lower rates after its length: the length becomes its next multiple.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Schedule Polynomial(double rate, int length, double end = 1e-4, double power = 1, bool cycle = false)
    {
        Rate(rate, nameof(rate));
        Guard.AtLeast(length, 1, nameof(length));
        Rate(end, nameof(end));
        Positive(power, nameof(power));
        return new Formula(time =>
        {
            double whole = cycle ? length * Math.Max(1, Math.Ceiling((double)time / length)) : length;
            return (rate - end) * ScheduleMath.Power(1 - Math.Min(time, whole) / whole, power) + end;
        });
    }

    /// <summary>
    /// A rate for each interval: the first up to and including the first boundary, and so on. Keras's <c>PiecewiseConstantDecay</c>.
    /// </summary>
    /// <param name="boundaries">Ends of the intervals, in increasing order.</param>
    /// <param name="rates">The rates: one more than there are boundaries.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentException">The numbers do not fit together.</exception>
    public static Schedule Piecewise(ReadOnlySpan<long> boundaries, ReadOnlySpan<double> rates)
    {
        if (rates.Length != boundaries.Length + 1)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{boundaries.Length} boundaries separate {boundaries.Length + 1} intervals, but there are {rates.Length} rates."), nameof(rates));
        }

        for (int i = 0; i < boundaries.Length; i++)
        {
            if (i > 0 && boundaries[i] <= boundaries[i - 1])
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Boundary {i} is {boundaries[i]}, but must be later than the one before, {boundaries[i - 1]}."), nameof(boundaries));
            }
        }

        foreach (double rate in rates) { Rate(rate, nameof(rates)); }
        long[] ends = boundaries.ToArray();
        double[] values = rates.ToArray();
        return new Formula(time =>
        {
            int stretch = 0;
            while (stretch < ends.Length && time > ends[stretch]) { stretch++; }
            return values[stretch];
        });
    }

    /// <summary>
    /// Half a cosine from the rate down to a fraction of it: rate · ((1 - alpha) · ½(1 + cos(π · time / length)) + alpha), optionally after a
    /// linear warm-up. Keras's <c>CosineDecay</c> (Loshchilov and Hutter, 2017; Goyal and others, 2017).
    /// </summary>
    /// <param name="rate">The highest rate: at the beginning or, with a warm-up, at its end.</param>
    /// <param name="length">How long it falls, after the warm-up; at least 1.</param>
    /// <param name="alpha">The fraction of the rate at the end, from 0 to 1.</param>
    /// <param name="warmup">The length of the warm-up; 0 for none.</param>
    /// <param name="warmupStart">The rate at which a warm-up begins.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Schedule Cosine(double rate, int length, double alpha = 0, int warmup = 0, double warmupStart = 0)
    {
        Rate(rate, nameof(rate));
        Guard.AtLeast(length, 1, nameof(length));
        Fraction(alpha, nameof(alpha));
        Guard.AtLeast(warmup, 0, nameof(warmup));
        Rate(warmupStart, nameof(warmupStart));
        return new Formula(time => time < warmup
            ? (rate - warmupStart) * ((double)time / warmup) + warmupStart
            : rate * Fallen((double)Math.Min(time - warmup, length) / length, 1, alpha));
    }

    /// <summary>
    /// Repeats <see cref="Cosine"/> with increasing lengths and other initial rates: the i-th lasts firstLength · lengthFactor^i and
    /// begins at rate · rateFactor^i. Keras's <c>CosineDecayRestarts</c> (SGDR, Loshchilov and Hutter, 2017).
    /// </summary>
    /// <param name="rate">The rate at the beginning.</param>
    /// <param name="firstLength">The length of the first; at least 1.</param>
    /// <param name="lengthFactor">The factor of the length of each next one; at least 1.</param>
    /// <param name="rateFactor">The factor of the initial rate of each next one; above 0.</param>
    /// <param name="alpha">The lowest rate as a fraction of <paramref name="rate"/>, from 0 to 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Schedule CosineRestarts(double rate, int firstLength, double lengthFactor = 2, double rateFactor = 1, double alpha = 0)
    {
        Rate(rate, nameof(rate));
        Guard.AtLeast(firstLength, 1, nameof(firstLength));
        if (!(double.IsFinite(lengthFactor) && lengthFactor >= 1)) { throw OutOfRange(nameof(lengthFactor), lengthFactor, "finite and at least 1"); }
        Positive(rateFactor, nameof(rateFactor));
        Fraction(alpha, nameof(alpha));
        return new Formula(time =>
        {
            double rest = time, length = firstLength, height = 1;
            if (lengthFactor == 1)
            {
                height = ScheduleMath.Power(rateFactor, time / firstLength);
                rest = time % firstLength;
            }
            else
            {
                for (; rest >= length; length *= lengthFactor, height *= rateFactor) { rest -= length; }
            }

            return rate * Fallen(rest / length, height, alpha);
        });
    }

    /// <summary>
    /// Up to the peak and down to almost zero, each along half a cosine. PyTorch's <c>OneCycleLR</c> with two phases (Smith and Topin,
    /// 2018), without its cycle of the momentum.
    /// </summary>
    /// <remarks>
    /// From peak / startDivisor at time 0 to the peak at warmup · length - 1, then down to peak / (startDivisor · endDivisor) at length - 1.
    /// </remarks>
    /// <param name="peak">The highest rate.</param>
    /// <param name="length">The total length; at least 2.</param>
    /// <param name="warmup">The fraction of the length that rises, above 0 and below 1.</param>
    /// <param name="startDivisor">The peak divided by the initial rate; at least 1.</param>
    /// <param name="endDivisor">The initial rate divided by the final rate; at least 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Schedule OneCycle(double peak, int length, double warmup = 0.3, double startDivisor = 25, double endDivisor = 1e4)
    {
        Rate(peak, nameof(peak));
        Guard.AtLeast(length, 2, nameof(length));
        if (warmup is not (> 0 and < 1)) { throw OutOfRange(nameof(warmup), warmup, "above 0 and below 1"); }
        if (!(double.IsFinite(startDivisor) && startDivisor >= 1)) { throw OutOfRange(nameof(startDivisor), startDivisor, "finite and at least 1"); }
        if (!(double.IsFinite(endDivisor) && endDivisor >= 1)) { throw OutOfRange(nameof(endDivisor), endDivisor, "finite and at least 1"); }
        double start = peak / startDivisor, end = start / endDivisor, top = Math.Max(warmup * length - 1, 0);
        return new Formula(time =>
        {
            double now = Math.Min(time, length - 1);
            return now <= top && top > 0 ? Between(start, peak, now / top) : Between(peak, end, (now - top) / (length - 1 - top));
        });

        // From the first rate to the second along half a cosine.
        static double Between(double from, double to, double part) => to + (from - to) / 2 * (1 + ScheduleMath.CosPi(part));
    }

    /// <summary>A custom schedule.</summary>
    /// <param name="rate">The rate at a time, which is counted from 0.</param>
    /// <returns>The schedule.</returns>
    public static Schedule From(Func<long, double> rate)
    {
        ArgumentNullException.ThrowIfNull(rate);
        return new Formula(rate);
    }

    private static double Fallen(double part, double height, double alpha) => (1 - alpha) * (height / 2 * (1 + ScheduleMath.CosPi(part))) + alpha;

    private static double Passed(long time, int over, bool staircase) => staircase ? time / over : (double)time / over;

    private static void Rate(double value, string name)
    {
        if (!(double.IsFinite(value) && value >= 0)) { throw OutOfRange(name, value, "finite and not negative"); }
    }

    private static void Positive(double value, string name)
    {
        if (!(double.IsFinite(value) && value > 0)) { throw OutOfRange(name, value, "finite and above 0"); }
    }

    private static void Fraction(double value, string name)
    {
        if (value is not (>= 0 and <= 1)) { throw OutOfRange(name, value, "from 0 to 1"); }
    }

    private static ArgumentOutOfRangeException OutOfRange(string name, double value, string rule) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, but must be {rule}."));

    private sealed class Formula(Func<long, double> rate) : Schedule
    {
        public override double At(long time) => rate(time);
    }
}
