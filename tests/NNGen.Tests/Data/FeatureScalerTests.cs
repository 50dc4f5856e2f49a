namespace NNGen.Tests;

public class FeatureScalerTests
{
    [Fact]
    public void Standard_scaling_gives_mean_0_and_deviation_1()
    {
        // Column 0: mean 3, population variance 2; column 1: mean 20, variance 200; column 2 never changes.
        Dataset<float> train = Dataset.Create<float>([1, 0, 7, 2, 10, 7, 3, 20, 7, 4, 30, 7, 5, 40, 7], 3, [1, 2, 3, 4, 5], 1);

        StandardScaler scaler = StandardScaler.Fit(train);
        Dataset<float> scaled = scaler.Transform(train);

        Assert.Equal([3.0, 20, 7], scaler.Mean.ToArray());
        Assert.Equal([Math.Sqrt(2), Math.Sqrt(200), 1], scaler.Scale.ToArray());
        Assert.Equal([(float)(-2 / Math.Sqrt(2)), (float)(-20 / Math.Sqrt(200)), 0], scaled.Rows[0].ToArray());
        Assert.Equal([1f, 2, 3, 4, 5], scaled.Targets.ToArray());
        for (int column = 0; column < 2; column++)
        {
            double[] values = Enumerable.Range(0, 5).Select(i => (double)scaled.Rows[i][column]).ToArray();
            Assert.Equal(0, values.Average(), 6);
            Assert.Equal(1, values.Average(v => v * v), 6);
        }
    }

    [Fact]
    public void Everything_learned_comes_from_the_training_part_alone()
    {
        (Dataset<float> train, Dataset<float> test) = Datasets.RawDigits().Split(0.2, seed: 42);

        StandardScaler scaler = StandardScaler.Fit(train);
        Dataset<float> scaled = scaler.Transform(test);

        for (int column = 0; column < 64; column++)
        {
            double[] values = Enumerable.Range(0, train.Count).Select(i => (double)train.Rows[i][column]).ToArray();
            double mean = values.Average();
            double deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
            Assert.Equal(mean, scaler.Mean[column], 12);
            Assert.Equal(deviation == 0 ? 1 : deviation, scaler.Scale[column], 12);
            Assert.Equal((float)((test.Rows[7][column] - scaler.Mean[column]) / scaler.Scale[column]), scaled.Rows[7][column]);
        }

        // Fitted on the test part, the numbers would differ.
        Assert.NotEqual(StandardScaler.Fit(test).Mean[20], scaler.Mean[20]);
        Assert.Equal(1, scaler.Scale[0]);
    }

    [Fact]
    public void A_feature_whose_variance_is_rounding_alone_is_not_blown_up()
    {
        float[] tenths = Enumerable.Repeat(0.1f, 1001).ToArray();

        StandardScaler scaler = StandardScaler.Fit(Dataset.Create<float>(tenths, 1, tenths, 1));

        Assert.Equal(1, scaler.Scale[0]);
        Assert.Equal(0.1f, (float)scaler.Mean[0]);
    }

    [Fact]
    public void Small_differences_keep_their_digits_with_a_large_mean()
    {
        double[] values = [1e9, 1e9 + 1, 1e9 + 2];

        StandardScaler scaler = StandardScaler.Fit(Dataset.Create<double>(values, 1, values, 1));

        Assert.Equal(Math.Sqrt(2.0 / 3), scaler.Scale[0], 14);
    }

    [Fact]
    public void Min_max_scaling_reaches_both_ends_exactly()
    {
        Dataset<float> train = Dataset.FromLabels<float>([0.1f, -5, 3, 0.3f, 7, 3, 0.7f, 1, 3], 3, [0, 1, 0]);

        MinMaxScaler scaler = MinMaxScaler.Fit(train);
        Dataset<float> scaled = scaler.Transform(train);

        Assert.Equal([0.1f, -5, 3], scaler.DataMinimum.ToArray().Select(v => (float)v));
        Assert.Equal([0.7f, 7, 3], scaler.DataMaximum.ToArray().Select(v => (float)v));
        Assert.Equal([0f, 0, 0], scaled.Rows[0].ToArray());
        Assert.Equal([1f, 0.5f, 0], scaled.Rows[2].ToArray());
        Assert.Equal([0, 1, 0], scaled.Labels.ToArray());
        Assert.Equal([-1f, -1, -1], MinMaxScaler.Fit(train, -1, 1).Transform(train).Rows[0].ToArray());
        Assert.Equal([1f, 0, -1], MinMaxScaler.Fit(train, -1, 1).Transform(train).Rows[2].ToArray());
    }

    [Fact]
    public void Inverse_scaling_restores_the_values()
    {
        Dataset<double> train = Datasets.RawDigits().Take(200).ToDouble();
        foreach (FeatureScaler scaler in new FeatureScaler[] { StandardScaler.Fit(train), MinMaxScaler.Fit(train, -2, 3) })
        {
            double[] values = train.Features.ToArray();
            scaler.Transform<double>(values, values);
            Assert.NotEqual(train.Rows[0][3], values[3]);
            scaler.InverseTransform<double>(values, values);
            for (int i = 0; i < values.Length; i++) { Assert.Equal(train.Features[i], values[i], 12); }
        }
    }

    [Fact]
    public void A_scaler_restored_from_its_numbers_gives_the_same_bits()
    {
        Dataset<float> data = Datasets.Moons(100, noise: 0.2, seed: 3);
        StandardScaler standard = StandardScaler.Fit(data);
        MinMaxScaler range = MinMaxScaler.Fit(data, -1, 2);

        Assert.Equal(
            standard.Transform(data).Features.ToArray(), new StandardScaler(standard.Mean, standard.Scale).Transform(data).Features.ToArray());
        Assert.Equal(
            range.Transform(data).Features.ToArray(),
            new MinMaxScaler(range.DataMinimum, range.DataMaximum, range.Minimum, range.Maximum).Transform(data).Features.ToArray());
    }

    [Fact]
    public void Columns_of_a_series_are_scaled_alike_at_every_step_and_as_a_single_step()
    {
        Series<float> series = Series.Create<float>([1, 0, 2, 10, 3, 20, 4, 30, 5, 40, 11, 100], 2, ["load", "wind"]).WithTimes([0.0, 1, 2, 3, 4, 5]);
        StandardScaler scaler = StandardScaler.Fit(series.Slice(0, 5));

        Series<float> scaled = scaler.Transform(series);

        Assert.Equal([3.0, 20], scaler.Mean.ToArray());
        Assert.Equal(["load", "wind"], scaled.ColumnNames);
        Assert.True(scaled.HasTimes);
        float[] step = new float[2];
        for (int i = 0; i < 6; i++)
        {
            scaler.Transform<float>(series[i], step);
            Assert.Equal(step, scaled[i].ToArray());
        }

        Assert.Equal(scaled[3].ToArray(), scaled.Windows(2).Rows[2][2..].ToArray());
        Assert.Equal([0, 0, 0.25f, 0.25f], MinMaxScaler.Fit(series.Slice(0, 5)).Transform(series).Values[..4].ToArray());
        Refused("fitted on 2 features, but the series has 1 column (fit it on a series, before Windows)", () => scaler.Transform(Series.Create<float>([1, 2])));
        Refused("Step 1, 'load' is Infinity, but values must be finite (the scaled value is beyond", () => new StandardScaler([0], [1e-30]).Transform(Series.Create<float>([0, 1e20f], 1, ["load"])));
    }

    [Fact]
    public void Scaling_what_does_not_fit_is_rejected()
    {
        StandardScaler scaler = StandardScaler.Fit(Dataset.FromLabels<float>([1, 2, 3, 4], 2, [0, 1]));

        Refused("fitted on 2 features, but the data has 4", () => scaler.Transform(Dataset.FromLabels<float>([1, 2, 3, 4], 4, [0])));
        Refused("Expected rows of 2 values (the scaler's features), got 3 values.", () => scaler.Transform<float>(new float[3], new float[3]));
        Refused("Expected room for 4 values, got 2.", () => scaler.InverseTransform<float>(new float[4], new float[2]));
        Refused("There are 2 values of mean and 1 of scale", () => _ = new StandardScaler([1, 2], [1]));
        Refused("Every scale must be above 0", () => _ = new StandardScaler([1, 2], [1, 0]));
        Refused("mean 1 is NaN", () => _ = new StandardScaler([1, double.NaN], [1, 1]));
        Refused("Feature 1 goes from 3 to 2", () => _ = new MinMaxScaler([1, 3], [2, 2]));
        Refused("The range 1 to 1 is empty", () => _ = new MinMaxScaler([1], [2], 1, 1));
    }

    private static void Refused(string message, Action action) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message);
}
