namespace NNGen.Tests;

[Network]
[Input(10)]
[Dense(4), Tanh]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class DiabetesRegressor;

[Network]
[Input(4)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class FourToTwo;

public sealed class ScalerFileTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Targets_are_scaled_with_the_numbers_of_scikit_learn_and_turned_back()
    {
        Dataset<float> data = Datasets.RawDiabetes();

        StandardScaler scaler = StandardScaler.FitTargets(data);
        Dataset<float> scaled = scaler.TransformTargets(data);
        float[] back = new float[data.Count];
        scaler.InverseTransform(scaled.Targets, back);

        Assert.Equal(152.13348416289594, scaler.Mean[0], 12);
        Assert.Equal(77.00574586945044, scaler.Scale[0], 12);
        Assert.Equal(data.Features.ToArray(), scaled.Features.ToArray());
        Assert.Equal((float)((151 - 152.13348416289594) / 77.00574586945044), scaled.Targets[0]);
        Assert.All(back.Zip(data.Targets.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 0.0001f));
        Dataset<float> ranged = MinMaxScaler.FitTargets(data, -1, 1).TransformTargets(data);
        Assert.Equal((-1f, 1f), (ranged.Targets.ToArray().Min(), ranged.Targets.ToArray().Max()));
        Assert.Equal(
            "The dataset has labels, not target values that could be scaled. (Parameter 'train')",
            Assert.Throws<ArgumentException>(() => StandardScaler.FitTargets(Datasets.Iris())).Message);
        Assert.Equal(
            "The scaler was fitted on 1 target values, but the data has 2. (Parameter 'data')",
            Assert.Throws<ArgumentException>(() => scaler.TransformTargets(Dataset.Create<float>([1], 1, [1, 2], 2))).Message);
    }

    [Fact]
    public void Scalers_are_saved_with_the_network_to_the_last_bit()
    {
        Dataset<float> data = Datasets.RawDiabetes();
        DiabetesRegressor net = new(seed: 3);
        StandardScaler scaler = StandardScaler.Fit(data);
        MinMaxScaler targetScaler = MinMaxScaler.FitTargets(data, -0.1, 1.0 / 3);

        net.Save(folder["net.safetensors"], scaler, targetScaler);
        DiabetesRegressor loaded = DiabetesRegressor.Load(folder["net.safetensors"]);
        StandardScaler loadedScaler = Assert.IsType<StandardScaler>(FeatureScaler.Load(folder["net.safetensors"]));
        MinMaxScaler loadedTarget = Assert.IsType<MinMaxScaler>(FeatureScaler.LoadTarget(folder["net.safetensors"]));

        Assert.Equal(net.Parameters.Values.ToArray(), loaded.Parameters.Values.ToArray());
        Assert.Equal(scaler.Mean.ToArray(), loadedScaler.Mean.ToArray());
        Assert.Equal(scaler.Scale.ToArray(), loadedScaler.Scale.ToArray());
        Assert.Equal(targetScaler.DataMinimum.ToArray(), loadedTarget.DataMinimum.ToArray());
        Assert.Equal(targetScaler.DataMaximum.ToArray(), loadedTarget.DataMaximum.ToArray());
        Assert.Equal((targetScaler.Minimum, targetScaler.Maximum), (loadedTarget.Minimum, loadedTarget.Maximum));
    }

    [Fact]
    public void Scalers_that_do_not_fit_are_rejected()
    {
        StandardScaler four = StandardScaler.Fit(Datasets.Iris());
        FourToTwo net = new(seed: 1);

        Assert.Equal(
            "The scaler was fitted on 4 features, but DiabetesRegressor takes 10 values. (Parameter 'scaler')",
            Assert.Throws<ArgumentException>(() => new DiabetesRegressor(1).Save(folder["a"], four)).Message);
        Assert.Equal(
            "The target scaler was fitted on 4 values, but FourToTwo gives 2. (Parameter 'targetScaler')",
            Assert.Throws<ArgumentException>(() => net.Save(folder["a"], four, four)).Message);
        Assert.False(File.Exists(folder["a"]));

        net.Save(folder["four"], four);
        Assert.Equal(
            "four: it holds no target scaler (save the network together with it: net.Save(path, scaler, ...)).",
            folder.Message<SafeTensorsException>(() => FeatureScaler.LoadTarget(folder["four"])));
    }

    [Theory]
    [InlineData("{", "its 'scaler.features' is not a scaler written by NNGen: *")]
    [InlineData("[]", "its 'scaler.features' is not a scaler written by NNGen: *")]
    [InlineData("{\"kind\":\"standard\"}", "its 'scaler.features' is not a scaler written by NNGen: *")]
    [InlineData("{\"kind\":\"standard\",\"mean\":[1],\"scale\":[0]}", "its 'scaler.features' is not a scaler written by NNGen: Every scale must be above 0 *")]
    [InlineData("{\"kind\":\"standard\",\"mean\":[1e999],\"scale\":[1]}", "its 'scaler.features' is not a scaler written by NNGen: *")]
    [InlineData("{\"kind\":\"min-max\",\"dataMinimum\":[1],\"dataMaximum\":[2],\"range\":[]}", "its 'scaler.features' is not a scaler written by NNGen: *")]
    [InlineData("{\"kind\":\"robust\"}", "its 'scaler.features' is a scaler of the kind 'robust'; this NNGen knows 'standard', 'min-max', 'log' and 'log1p' (use a newer NNGen).")]
    public void Damaged_scalers_are_rejected(string json, string problem)
    {
        SafeTensorsWriter writer = new();
        writer.Metadata["scaler.features"] = json;
        writer.Save(folder["a"]);

        string message = folder.Message<SafeTensorsException>(() => FeatureScaler.Load(folder["a"]));

        if (problem.EndsWith('*')) { Assert.StartsWith("a: " + problem[..^1], message, StringComparison.Ordinal); }
        else { Assert.Equal("a: " + problem, message); }
    }
}
