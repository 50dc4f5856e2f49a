using NNGen;

namespace Forecasting;

/// <summary>
/// The electricity demand of a town, by the hour: a trend, a year, a week and a day with two peaks, which the weather makes higher or lower for some days.
/// Because the weather multiplies the day, what yesterday says about tomorrow depends on the hour.
/// </summary>
internal static class Demand
{
    /// <summary>Hours that a forecast reads: a week.</summary>
    public const int Week = 168;

    /// <summary>Hours that are forecast.</summary>
    public const int Day = 24;

    /// <summary>The column that is forecast.</summary>
    public const string Column = "demand";

    /// <summary>Demand in megawatts, and what the calendar says in advance: the hour as a point on a circle, and whether the same hour of tomorrow is a working one.</summary>
    /// <param name="days">The number of days.</param>
    /// <param name="seed">The weather.</param>
    public static Series<float> Generate(int days, int seed)
    {
        var random = new Random(seed);
        DateTime start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        DateTime[] times = [.. Enumerable.Range(0, days * Day).Select(hour => start.AddHours(hour))];
        float[,] values = new float[times.Length, 4];
        double weather = 0, wind = 0;
        for (int i = 0; i < times.Length; i++)
        {
            weather = Next(weather, hours: 72, deviation: 0.4, random);
            wind = Next(wind, hours: 8, deviation: 4, random);
            double angle = 2 * Math.PI * times[i].Hour / Day, year = 2 * Math.PI * times[i].DayOfYear / 365.25;
            double day = (IsWorkday(times[i]) ? 1 : 0.55) * (1 - (0.7 * Math.Cos(angle - 0.9)) + (0.5 * Math.Cos(2 * (angle - 1.9))));
            double level = 300 + (20 * i / (365.25 * Day)) + (30 * Math.Cos(year));
            values[i, 0] = (float)(level + (60 * day * Math.Exp(weather)) + wind + (2 * Normal(random)));
            (values[i, 1], values[i, 2]) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
            values[i, 3] = IsWorkday(times[i].AddHours(Day)) ? 1 : 0;
        }

        return Series.Create(values, [Column, "sine of the hour", "cosine of the hour", "working day tomorrow"]).WithTimes(times);
    }

    private static bool IsWorkday(DateTime time) => time.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The next value of a process that forgets: of first order, with a time constant and the deviation that it has in the long run.</summary>
    private static double Next(double value, double hours, double deviation, Random random)
    {
        double keep = Math.Exp(-1 / hours);
        return (keep * value) + (deviation * Math.Sqrt(1 - (keep * keep)) * Normal(random));
    }

    /// <summary>Normally distributed (Box and Muller, 1958).</summary>
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
