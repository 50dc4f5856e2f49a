namespace NNGen.Tests;

[Network]
[Input(8, 2)]
[Conv1D(6, 3, Padding = Padding.Causal), Tanh, Flatten]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class Forecaster;

/// <summary>Time series, and the windows that are made of them.</summary>
public class SeriesTests
{
    private static readonly Series<float> Ten = Series.Create<float>([.. Enumerable.Range(0, 20).Select(i => (float)i)], 2, ["load", "wind"]);

    private static readonly DateTime Start = new(2025, 3, 1, 6, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Windows_are_steps_of_all_columns_and_the_next_values_of_some()
    {
        Dataset<float> windows = Ten.Windows(length: 3, horizon: 2, stride: 2, targets: ["wind"]);

        Assert.Equal("3 samples, 6 features, 2 targets", windows.ToString());
        Assert.Equal([0, 1, 2, 3, 4, 5], windows.Rows[0].ToArray());
        Assert.Equal([7, 9], windows.TargetRows[0].ToArray());
        Assert.Equal([8, 9, 10, 11, 12, 13], windows.Rows[2].ToArray());
        Assert.Equal([15, 17], windows.TargetRows[2].ToArray());
    }

    [Fact]
    public void Windows_without_names_of_targets_forecast_all_columns() =>
        Assert.Equal([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19], Ten.Windows(3).Targets.ToArray());

    [Fact]
    public void The_shortest_series_gives_one_window()
    {
        Assert.Equal(1, Ten.Windows(8, 2).Count);
        Assert.StartsWith(
            "The series has 10 steps, but a window takes 11: 8 to read and 3 to forecast", Assert.Throws<ArgumentException>(() => Ten.Windows(8, 3)).Message);
        Assert.StartsWith("The series has 10 steps, but a window takes 2,147,483,648", Assert.Throws<ArgumentException>(() => Ten.Windows(int.MaxValue)).Message);
    }

    [Fact]
    public void Batches_of_segments_follow_one_another_in_every_segment()
    {
        // 14 steps in two segments of three samples each; two steps are left.
        Series<float> series = Series.Create<float>([.. Enumerable.Range(0, 14).SelectMany(i => new[] { i, i + 0.5f, -i })], 3, ["x", "more", "y"]);

        Dataset<float> samples = series.Segments(segments: 2, steps: 2, targets: ["y"]);

        Assert.Equal((6, 4, 2), (samples.Count, samples.FeatureCount, samples.TargetCount));
        Assert.Equal([0, 6, 2, 8, 4, 10], Enumerable.Range(0, 6).Select(sample => samples.Rows[sample][0]));
        Assert.Equal([2, 2.5f, 3, 3.5f], samples.Rows[2].ToArray());
        Assert.Equal([-8, -9], samples.TargetRows[3].ToArray());
    }

    [Fact]
    public void Segments_that_a_series_does_not_have_are_refused_with_their_numbers()
    {
        Assert.StartsWith("The series has 10 steps, but a batch takes 12: 4 of each of 3 segments", Assert.Throws<ArgumentException>(() => Ten.Segments(3, 4, ["load"])).Message);
        Assert.StartsWith("All columns are targets ('load', 'wind')", Assert.Throws<ArgumentException>(() => Ten.Segments(1, 2, ["load", "wind"])).Message);
        Assert.StartsWith("No column is a target", Assert.Throws<ArgumentException>(() => Ten.Segments(1, 2, [])).Message);
        Assert.StartsWith("No column is called 'rain'", Assert.Throws<ArgumentException>(() => Ten.Segments(1, 2, ["rain"])).Message);
        string gap = Assert.Throws<ArgumentException>(() => Ten.WithTimes([.. Hours(0, 1, 2, 3, 7, 8, 9, 10, 12, 13)]).Segments(1, 2, ["load"])).Message;
        Assert.StartsWith("The series has 2 gaps: step 4", gap);
        Assert.EndsWith("(fill in the missing steps, or split the series there).", gap);
    }

    [Fact]
    public void Streamed_windows_are_those_of_the_dataset()
    {
        Series<double> series = Series.Create<double>([.. Enumerable.Range(0, 700).Select(i => Math.Sqrt(i))]);
        Dataset<double> whole = series.Windows(5, 2);

        Dataset<double>[] parts = [.. series.StreamWindows(5, 2).ReadEpoch().ToBlockingEnumerable()];

        Assert.Equal([256, 256, 182], parts.Select(part => part.Count));
        Assert.Equal(whole.Features.ToArray(), parts.SelectMany(part => part.Features.ToArray()));
        Assert.Equal(whole.Targets.ToArray(), parts.SelectMany(part => part.Targets.ToArray()));
    }

    [Fact]
    public void Windows_of_the_parts_of_a_split_share_no_value()
    {
        (Series<float> train, Series<float> test) = Ten.Split(0.4);

        Assert.Equal((6, 4), (train.StepCount, test.StepCount));
        Assert.True(train.Windows(3).Targets.ToArray().Concat(train.Windows(3).Features.ToArray()).Max() < test.Windows(3).Features.ToArray().Min());
        Assert.Equal([12, 13], test[0].ToArray());
        Assert.StartsWith("testFraction must lie between 0 and 1", Assert.Throws<ArgumentOutOfRangeException>(() => Ten.Split(1)).Message);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_refused_by_its_place() => Assert.StartsWith(
        "Step 1, 'wind' is NaN, but values must be finite",
        Assert.Throws<ArgumentException>(() => Series.Create<float>([1, 2, 3, float.NaN], 2, ["load", "wind"])).Message);

    [Fact]
    public void A_gap_in_the_times_is_refused_by_its_place()
    {
        Series<float> series = Ten.WithTimes([.. Hours(0, 1, 2, 3, 7, 8, 9, 10, 12, 13)]);

        string message = Assert.Throws<ArgumentException>(() => series.Windows(2)).Message;

        Assert.StartsWith(
            "The series has 2 gaps: step 4 (2025-03-01 13:00:00) follows step 3 (2025-03-01 09:00:00) after 04:00:00, but steps are 01:00:00 apart (fill in the missing steps", message);
    }

    [Fact]
    public void Windows_that_cross_a_gap_are_left_out_on_request()
    {
        Series<float> series = Ten.WithTimes([.. Hours(0, 1, 2, 3, 7, 8, 9, 10, 12, 13)]);

        Dataset<float> windows = series.Windows(2, gaps: Gaps.LeaveOut);

        Assert.Equal([0f, 2, 8, 10], Enumerable.Range(0, windows.Count).Select(window => windows.Rows[window][0]));
        Assert.StartsWith(
            "Every window of 5 steps crosses one of 2 gaps, such as that before 4: step 4 (", Assert.Throws<ArgumentException>(() => series.Windows(4, gaps: Gaps.LeaveOut)).Message);
    }

    [Fact]
    public void Months_of_different_lengths_are_not_gaps()
    {
        Series<float> series = Ten.WithTimes([.. Enumerable.Range(0, 10).Select(month => new DateTime(2025, 1, 1).AddMonths(month))]);

        Assert.Equal(8, series.Windows(2).Count);
    }

    [Fact]
    public void Times_as_numbers_have_gaps_too()
    {
        Series<float> series = Ten.WithTimes([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 9.25]);

        Assert.Contains("step 9 (9.25) follows step 8 (4) after 5.25, but steps are 0.5 apart", Assert.Throws<ArgumentException>(() => series.Windows(2)).Message);
        Assert.Equal(8, series.Slice(0, 9).Windows(1).Count);
        Assert.Contains("step 2 (9.25) follows step 1 (4)", Assert.Throws<ArgumentException>(() => series.Slice(7, 3).Windows(2)).Message);
    }

    [Fact]
    public void Times_that_do_not_increase_are_refused()
    {
        Assert.StartsWith(
            "The time of step 2, 2025-03-01 07:00:00, is not later than 2025-03-01 07:00:00 of step 1 (sort the steps",
            Assert.Throws<ArgumentException>(() => Ten.WithTimes([.. Hours(0, 1, 1, 3, 4, 5, 6, 7, 8, 9)])).Message);
        Assert.StartsWith("There are 2 times for 10 steps.", Assert.Throws<ArgumentException>(() => Ten.WithTimes([1.0, 2])).Message);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.StartsWith("No column is called 'winds' (there are 'load', 'wind').", Assert.Throws<ArgumentException>(() => Ten.Windows(2, targets: ["winds"])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ten.Windows(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ten.Windows(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ten.Windows(2, 1, 0));
        Assert.StartsWith("Two columns are called 'a'", Assert.Throws<ArgumentException>(() => Series.Create<float>([1, 2], 2, ["a", "a"])).Message);
        Assert.StartsWith("3 values are not a whole number of steps of 2 values", Assert.Throws<ArgumentException>(() => Series.Create<float>([1, 2, 3], 2)).Message);
        Assert.StartsWith("There is no step 10", Assert.Throws<ArgumentOutOfRangeException>(() => Ten[10].Length).Message);
    }

    [Fact]
    public void Sequences_of_different_lengths_are_padded_to_samples()
    {
        float[] samples = Series.Pad([Ten.Slice(0, 1), Ten.Slice(3, 3)], length: 3, padding: -1);

        Assert.Equal([0, 1, -1, -1, -1, -1, 6, 7, 8, 9, 10, 11], samples);
        Assert.StartsWith("Sequence 1 has 4 steps, but samples have 3", Assert.Throws<ArgumentException>(() => Series.Pad([Ten.Slice(0, 1), Ten.Slice(0, 4)], 3)).Message);
    }

    [Fact]
    public void A_network_learns_to_forecast_a_wave()
    {
        Series<float> wave = Series.Create<float>([.. Enumerable.Range(0, 400).SelectMany(i => new[] { (float)Math.Sin(i / 5.0), (float)Math.Cos(i / 9.0) })], 2);
        (Series<float> train, Series<float> test) = wave.Split(0.25);
        var network = new Forecaster(1);

        network.Fit(train.Windows(8), epochs: 60, batchSize: 16, optimizer: new Adam(0.01));

        Assert.InRange(network.Evaluate(test.Windows(8)).RootMeanSquaredError!.Value, 0, 0.05);
    }

    private static IEnumerable<DateTime> Hours(params int[] hours) => hours.Select(hour => Start.AddHours(hour));
}
