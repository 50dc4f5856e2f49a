namespace NNGen.Plots.Tests;

public sealed class TicksTests
{
    [Theory]
    [InlineData(0, 1, 6, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 1, 5, "0.0 0.5 1.0")]
    [InlineData(-3, 3, 7, "−3 −2 −1 0 1 2 3")]
    [InlineData(0.05, 0.35, 4, "0.1 0.2 0.3")]
    [InlineData(97, 103, 4, "98 100 102")]
    [InlineData(0, 50_000, 6, "0 10,000 20,000 30,000 40,000 50,000")]
    public void Numbers_are_one_two_or_five_times_a_power_of_ten_apart(double min, double max, int count, string labels) =>
        Assert.Equal(labels, Labels(Ticks.Linear(new AxisRange(min, max), count)));

    [Theory]
    [InlineData(0, 3e6, "0.0 0.5 1.0 1.5 2.0 2.5 3.0", "×10⁶")]
    [InlineData(0, 0.0003, "0.0 0.5 1.0 1.5 2.0 2.5 3.0", "×10⁻⁴")]
    public void Very_large_and_very_small_numbers_share_a_power_of_ten(double min, double max, string labels, string factor)
    {
        TickSet ticks = Ticks.Linear(new AxisRange(min, max), 7);

        Assert.Equal(labels, Labels(ticks));
        Assert.Equal(factor, ticks.Factor);
    }

    [Fact]
    public void Epochs_are_integers() =>
        Assert.Equal("1 2 3", Labels(Ticks.Linear(new AxisRange(0.9, 3.1), 9, wholeNumbers: true)));

    [Theory]
    [InlineData(1e-3, 1e3, 8, "0.001 0.01 0.1 1 10 100 1,000")]
    [InlineData(1e-6, 1e2, 9, "10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 10⁰ 10¹ 10²")]
    [InlineData(1e-6, 1e2, 4, "10⁻⁶ 10⁻³ 10⁰")]
    [InlineData(0.1, 2.5, 8, "0.1 0.2 0.5 1 2")]
    [InlineData(3, 4, 4, "3.0 3.5 4.0")]
    public void A_logarithmic_axis_marks_powers_of_ten_or_multiples_where_there_are_few(double min, double max, int count, string labels) =>
        Assert.Equal(labels, Labels(Ticks.Logarithmic(new AxisRange(min, max), count)));

    [Fact]
    public void Marked_values_lie_in_the_range_and_are_the_nearest_doubles_of_their_text()
    {
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++)
        {
            double min = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 5));
            double span = random.NextDouble() * Math.Pow(10, random.Next(-2, 4)) * (Math.Abs(min) + 1e-9) + 1e-15;
            var range = new AxisRange(min, min + span);
            int count = random.Next(2, 12);
            TickSet ticks = Ticks.Linear(range, count);

            Assert.InRange(ticks.Major.Count, 2, 12);
            Assert.Equal(ticks.Major.Count, ticks.Major.Select(tick => tick.Label).Distinct().Count());
            foreach (Tick tick in ticks.Major)
            {
                Assert.InRange(tick.Value, range.Min - 1e-8 * span, range.Max + 1e-8 * span);
                double shown = double.Parse(tick.Label.Replace('−', '-').Replace(",", ""), System.Globalization.CultureInfo.InvariantCulture);
                if (ticks.Factor is null) { Assert.Equal(shown, tick.Value); }
            }
        }
    }

    private static string Labels(TickSet ticks) => string.Join(' ', ticks.Major.Select(tick => tick.Label));
}
