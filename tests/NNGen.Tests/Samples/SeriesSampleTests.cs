using System.Globalization;
using System.Xml.Linq;
using Forecasting;

namespace NNGen.Tests;

/// <summary>The sample of a forecast: its series, its score, and a run as a process.</summary>
public sealed class SeriesSampleTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Demand_is_hourly_and_says_which_hours_of_tomorrow_are_working_ones()
    {
        Series<float> series = Demand.Generate(days: 14, seed: 1);
        Assert.Equal((14 * 24, 4, true), (series.StepCount, series.ColumnCount, series.HasTimes));

        // It begins on a Monday: Thursday says that tomorrow is one, Friday that it is not, Sunday that it is.
        Assert.Equal([1f, 0, 0, 1], new[] { 3, 4, 5, 6 }.Select(day => series[(day * 24) + 5][3]));
        Assert.Equal(series.Values, Demand.Generate(days: 14, seed: 1).Values);
    }

    [Fact]
    public void Forecast_of_the_week_before_is_the_first_day_of_a_window()
    {
        Series<float> series = Demand.Generate(days: 80, seed: 1);
        Windows windows = Windows.Of(series);
        Forecast naive = Forecast.Naive(windows);
        int test = series.StepCount - series.Split(testFraction: 0.2).Test.StepCount;
        Assert.Equal(windows.Test.Count * Demand.Day, naive.Test.Length);
        Assert.All(Enumerable.Range(0, Demand.Day), hour => Assert.Equal(series[test + 5 + hour][0], naive.Test[(5 * Demand.Day) + hour]));
    }

    [Fact]
    public void Score_takes_intervals_from_the_errors_of_the_calibration()
    {
        // Errors of the calibration are 0 to 99; those of the test, 5 and 50.
        float[] calibration = [.. Enumerable.Range(0, 100).SelectMany(i => Enumerable.Repeat((float)i, Demand.Day))];
        float[] test = [.. Enumerable.Repeat(5f, Demand.Day), .. Enumerable.Repeat(50f, Demand.Day)];
        var score = new Score(new Forecast("zero", 0, 0, new float[calibration.Length], new float[test.Length]), calibration, test);
        Assert.Equal((10f, 90f), (score.Low[3], score.High[3]));
        Assert.Equal((27.5, 0.5), (score.Error, score.Coverage));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Networks_are_better_than_the_linear_model_and_the_linear_model_than_the_week_before()
    {
        (int exitCode, string output) = SampleProcess.Run("Series", folder["out"]);
        Assert.True(exitCode == 0, output);
        double[] errors = [.. new[] { "a week before ", "linear ", "LSTM ", "convolutions " }.Select(name => Error(output, name))];
        Assert.True(errors[1] < errors[0] && errors[2] < errors[1] && errors[3] < errors[1], output);
        Assert.Equal("svg", XDocument.Load(folder["out/series.svg"]).Root!.Name.LocalName);
    }

    private static double Error(string output, string name)
    {
        string line = Assert.Single(output.Split('\n'), line => line.StartsWith(name, StringComparison.Ordinal));
        string[] words = line[..line.IndexOf(" MW", StringComparison.Ordinal)].Split(' ');
        return double.Parse(words[^1], CultureInfo.InvariantCulture);
    }
}
