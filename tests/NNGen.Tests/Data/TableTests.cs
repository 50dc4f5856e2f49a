using System.Runtime.InteropServices;

namespace NNGen.Tests;

public sealed class TableTests
{
    // FNV-1a over the bytes of scikit-learn's arrays as float32: data row by row, then target.
    public static TheoryData<string, string, ulong> Tables => new()
    {
        { "iris", "150 samples, 4 features, 3 classes", 6141089659833766967 },
        { "wine", "178 samples, 13 features, 3 classes", 10560479248874722597 },
        { "breast cancer", "569 samples, 30 features, 2 classes", 788916277596711510 },
        { "diabetes", "442 samples, 10 features, 1 target", 5219349146237515411 },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_value_is_that_of_scikit_learn(string name, string sizes, ulong hash)
    {
        Dataset<float> data = Load(name);

        float[] answers = data.HasLabels ? [.. data.Labels.ToArray().Select(label => (float)label)] : data.Targets.ToArray();
        ulong actual = 14695981039346656037;
        foreach (byte b in MemoryMarshal.AsBytes<float>([.. data.Features, .. answers])) { actual = (actual ^ b) * 1099511628211; }
        Assert.Equal(sizes, data.ToString());
        Assert.Equal(hash, actual);
        Assert.Same(data, Load(name));
    }

    [Fact]
    public void Names_are_those_of_scikit_learn()
    {
        Assert.Equal(["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"], Datasets.Iris().FeatureNames);
        Assert.Equal(["setosa", "versicolor", "virginica"], Datasets.Iris().ClassNames);
        Assert.Equal(("alcohol", "proline"), (Datasets.Wine().FeatureNames[0], Datasets.Wine().FeatureNames[12]));
        Assert.Equal(["malignant", "benign"], Datasets.BreastCancer().ClassNames);
        Assert.Equal(("mean radius", "worst fractal dimension"), (Datasets.BreastCancer().FeatureNames[0], Datasets.BreastCancer().FeatureNames[29]));
        Assert.Equal(["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"], Datasets.Diabetes().FeatureNames);
    }

    [Fact]
    public void Diabetes_is_scaled_as_by_scikit_learn_unless_raw()
    {
        float[] expected = NpyFile.Load(DataFolder.Reference("diabetes-scaled.npy")).Get<float>();

        Dataset<float> data = Datasets.Diabetes();

        Assert.Equal(expected, data.Features.ToArray());
        Assert.Equal(Datasets.RawDiabetes().Targets.ToArray(), data.Targets.ToArray());
        Assert.Equal([59f, 2, 32.1f, 101, 157, 93.2f, 38, 4, 4.8598f, 87], Datasets.RawDiabetes().Rows[0].ToArray());
    }

    private static Dataset<float> Load(string name) => name switch
    {
        "iris" => Datasets.Iris(),
        "wine" => Datasets.Wine(),
        "breast cancer" => Datasets.BreastCancer(),
        _ => Datasets.RawDiabetes(),
    };
}
