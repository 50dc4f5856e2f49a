namespace NNGen.Tests;

public sealed class LogScalerTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Logarithm.Log)]
    [InlineData(Logarithm.Log1p)]
    public void Logarithms_get_mean_0_and_deviation_1(Logarithm logarithm)
    {
        double[] values = [1, 10, 250_000, 3e6, 0.02];
        double[] logs = [.. values.Select(value => Math.Log(logarithm == Logarithm.Log ? value : 1 + value))];
        double mean = logs.Average(), deviation = Math.Sqrt(logs.Average(log => (log - mean) * (log - mean)));
        Dataset<double> data = Dataset.Create<double>(new double[5], 1, values, 1);

        LogScaler scaler = LogScaler.FitTargets(data, logarithm);

        Assert.Equal(mean, scaler.Mean[0], 12);
        Assert.Equal(deviation, scaler.Scale[0], 12);
        Assert.Equal(logarithm, scaler.Logarithm);
        Assert.All(logs.Zip(scaler.TransformTargets(data).Targets.ToArray()), pair => Assert.Equal((pair.First - mean) / deviation, pair.Second, 12));
        Assert.Equal(data.Features.ToArray(), scaler.TransformTargets(data).Features.ToArray());
        double[] one = [1.5];
        new LogScaler([0], [1], logarithm).Transform<double>(one, one);
        Assert.Equal(logarithm == Logarithm.Log ? Math.Log(1.5) : Math.Log(2.5), one[0], 15);
    }

    [Theory]
    [InlineData(Logarithm.Log)]
    [InlineData(Logarithm.Log1p)]
    public void The_inverse_gives_the_values_back_but_for_rounding(Logarithm logarithm)
    {
        // Forty orders of magnitude. Small ones would lose all digits in log(1 + x).
        double[] values = [.. Enumerable.Range(-20, 41).Select(power => 1.7 * Math.Pow(10, power))];
        Dataset<double> data = Dataset.Create<double>(new double[values.Length], 1, values, 1);
        var alone = new LogScaler([0], [1], logarithm);
        double[] back = new double[values.Length];
        alone.InverseTransform(alone.TransformTargets(data).Targets, back);

        // A logarithm of 46 with a relative error of 2^-53 gives a value with 46 times that relative error.
        Assert.All(values.Zip(back), pair => Assert.Equal(1, pair.Second / pair.First, 1e-14));

        LogScaler fitted = LogScaler.FitTargets(data[20..], logarithm);
        double[] scaled = fitted.TransformTargets(data[20..]).Targets.ToArray();
        fitted.InverseTransform<double>(scaled, scaled);
        Assert.All(values[20..].Zip(scaled), pair => Assert.Equal(1, pair.Second / pair.First, 2e-14));
    }

    [Fact]
    public void Values_without_a_logarithm_are_rejected_with_their_row()
    {
        Dataset<float> data = Dataset.Create<float>([1, 2, 3], 1, [4, 0, 1, 2, 3, -2], 2);
        Dataset<float> good = data[..1];
        LogScaler scaler = LogScaler.FitTargets(good);

        Assert.Equal(
            "Row 2, target 1 is -2, but the scaler takes ln(1 + x) of values from 0 on (take a StandardScaler for values of both signs). (Parameter 'train')",
            Assert.Throws<ArgumentException>(() => LogScaler.FitTargets(data)).Message);
        Assert.StartsWith("Row 2, target 1 is -2, but", Assert.Throws<ArgumentException>(() => scaler.TransformTargets(data)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Row 0, target 1 is 0, but the scaler takes ln x of values above 0",
            Assert.Throws<ArgumentException>(() => LogScaler.FitTargets(good, Logarithm.Log)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Row 1, feature 0 is -1, but",
            Assert.Throws<ArgumentException>(() => LogScaler.Fit(Dataset.Create<float>([1, -1], 1, [1, 1], 1))).Message, StringComparison.Ordinal);
        float[] values = [1, 2, 3, -1];
        Assert.StartsWith("Row 1, value 1 is -1, but", Assert.Throws<ArgumentException>(() => scaler.Transform<float>(values, values)).Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, -1], values);
        Assert.StartsWith("Row 0, value 0 is NaN, but", Assert.Throws<ArgumentException>(() => scaler.Transform<float>([float.NaN, 1], values.AsSpan(0, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => LogScaler.FitTargets(good, (Logarithm)7));
        Assert.Throws<ArgumentException>(() => new LogScaler([0], [0]));
        Assert.Throws<ArgumentException>(() => LogScaler.FitTargets(Datasets.Iris()));
    }

    [Theory]
    [InlineData(Logarithm.Log)]
    [InlineData(Logarithm.Log1p)]
    public void A_log_scaler_is_saved_with_the_network_to_the_last_bit(Logarithm logarithm)
    {
        Dataset<float> data = Datasets.RawDiabetes();
        var net = new DiabetesRegressor(seed: 3);
        LogScaler targets = LogScaler.FitTargets(data, logarithm);

        net.Save(folder["net.safetensors"], StandardScaler.Fit(data), targets);
        LogScaler loaded = Assert.IsType<LogScaler>(FeatureScaler.LoadTarget(folder["net.safetensors"]));

        Assert.Equal(logarithm, loaded.Logarithm);
        Assert.Equal(targets.Mean.ToArray(), loaded.Mean.ToArray());
        Assert.Equal(targets.Scale.ToArray(), loaded.Scale.ToArray());
        Assert.Equal(targets.TransformTargets(data).Targets.ToArray(), loaded.TransformTargets(data).Targets.ToArray());
    }

    [Fact]
    public void Targets_are_mapped_and_checked()
    {
        Dataset<float> data = Dataset.Create<float>([1, 2], 1, [3, 4], 1);

        Dataset<float> mapped = data.MapTargets(value => value * 10);

        Assert.Equal([30, 40], mapped.Targets.ToArray());
        Assert.Equal(data.Features.ToArray(), mapped.Features.ToArray());
        Assert.Equal([3, 4], data.Targets.ToArray());
        Assert.StartsWith(
            "Row 1, target 0 is ∞",
            Assert.Throws<ArgumentException>(() => data.MapTargets(value => value > 3 ? float.PositiveInfinity : value)).Message.Replace("Infinity", "∞", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("The dataset has labels", Assert.Throws<InvalidOperationException>(() => Datasets.Iris().MapTargets(value => value)).Message, StringComparison.Ordinal);
    }
}
