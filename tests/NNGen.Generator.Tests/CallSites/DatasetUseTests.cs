namespace NNGen.Generator.Tests;

/// <summary>Datasets whose sizes are known at compile time.</summary>
public sealed class DatasetUseTests
{
    [Theory]
    [InlineData("net.Fit(Datasets.Digits());", "Datasets.Digits()", 64, "")]
    [InlineData("_ = net.FitAsync(Datasets.Digits(), new FitOptions());", "Datasets.Digits()", 64, "")]
    [InlineData("var train = Datasets.Circles(100); net.Fit(train);", "train", 2, " (Datasets.Circles(100), line 4)")]
    [InlineData("_ = net.Evaluate(Datasets.Moons(100));", "Datasets.Moons(100)", 2, "")]
    [InlineData("net.Fit(data, validation: Datasets.Xor(100));", "Datasets.Xor(100)", 2, "")]
    [InlineData("trainer.Fit(Datasets.Spirals(100, 3));", "Datasets.Spirals(100, 3)", 2, "")]
    [InlineData("net.Fit(Datasets.Blobs(100, features: 5));", "Datasets.Blobs(100, features: 5)", 5, "")]
    [InlineData("net.Fit(Datasets.Blobs(100));", "Datasets.Blobs(100)", 2, "")]
    [InlineData("var (train, test) = Datasets.Digits().Split(0.2, 1); net.Fit(data, validation: test);", "test", 64, " (Datasets.Digits(), line 4)")]
    [InlineData("var parts = Datasets.Digits().SplitEnd(0.2); net.Fit(parts.Train);", "parts.Train", 64, " (Datasets.Digits(), line 4)")]
    [InlineData("net.Fit(Datasets.Digits().Split(0.2, 1).Train);", "Datasets.Digits().Split(0.2, 1).Train", 64, " (Datasets.Digits())")]
    [InlineData("net.Fit(Datasets.Digits().Shuffle(1).Take(10)[..5]);", "Datasets.Digits().Shuffle(1).Take(10)[..5]", 64, " (Datasets.Digits())")]
    [InlineData("var scaled = Datasets.Digits(); net.Fit(StandardScaler.Fit(scaled).Transform(scaled));", "StandardScaler.Fit(scaled).Transform(scaled)", 64, " (Datasets.Digits(), line 4)")]
    [InlineData("_ = net.Predict(Datasets.Digits());", "Datasets.Digits()", 64, "")]
    [InlineData("net.Classify(Datasets.Circles(100), new int[100]);", "Datasets.Circles(100)", 2, "")]
    [InlineData("_ = net.Classify(Datasets.Moons(100), 0.3);", "Datasets.Moons(100)", 2, "")]
    [InlineData("net.Fit(Dataset.Create<float>(any, 3, any, 3));", "Dataset.Create<float>(any, 3, any, 3)", 3, "")]
    [InlineData("net.Fit(Dataset.Create<float>([[0, 1], [1, 0]], [[1, 0, 0], [0, 1, 0]]));", "Dataset.Create<float>([[0, 1], [1, 0]], [[1, 0, 0], [0, 1, 0]])", 2, "")]
    [InlineData("var xs = new float[,] { { 1, 2 }, { 3, 4 } }; net.Fit(Dataset.FromLabels(xs, [0, 1]));", "Dataset.FromLabels(xs, [0, 1])", 2, "")]
    [InlineData("float[][] xs = { new float[] { 1, 2 }, new float[] { 3, 4 } }; net.Fit(Dataset.FromLabels(xs, [0, 1]));", "Dataset.FromLabels(xs, [0, 1])", 2, "")]
    public void Features_do_not_fit(string statements, string squiggle, int features, string origin) => Uses.Report(
        statements, $"NNG4007 `{squiggle}`: Net takes 4 values (Input(4)), but the samples of '{Cut(squiggle)}' have {features} features{origin}");

    [Theory]
    [InlineData("net.Fit(Datasets.Blobs(100, 5, 4));", "Datasets.Blobs(100, 5, 4)", "tells 3 classes apart", "5 classes", "")]
    [InlineData("var train = Dataset.FromLabels<float>(any, 4, [0, 1, 3]); net.Fit(train);", "train", "tells 3 classes apart", "4 classes", " (Dataset.FromLabels<float>(any, 4, [0, 1…, line 4)")]
    [InlineData("var train = Dataset.FromLabels<float>(any, 4, new int[n], 4); net.Fit(train);", "train", "tells 3 classes apart", "4 classes", " (Dataset.FromLabels<float>(any, 4, new i…, line 4)")]
    [InlineData("var train = Dataset.Create<float>(any, 4, any, 1); net.Fit(train);", "train", "gives 3 values", "1 target per sample", " (Dataset.Create<float>(any, 4, any, 1), line 4)")]
    [InlineData("var train = Datasets.Blobs(100, 4, 4).OneHot(); net.Fit(train);", "train", "gives 3 values", "4 targets per sample", " (Datasets.Blobs(100, 4, 4), line 4)")]
    public void Targets_do_not_fit(string statements, string squiggle, string does, string has, string origin) =>
        Uses.Report(statements, $"NNG4008 `{squiggle}`: Net {does} (Dense 'out'), but '{squiggle}' has {has}{origin}");

    [Theory]
    [InlineData("net.Fit(data);")]
    [InlineData("_ = net.Predict(Datasets.Blobs(100, 5, 4)); _ = net.Classify(Dataset.Create<float>(any, 4, any, 1));")]
    [InlineData("net.Fit(Datasets.Blobs(100, 3, 4)); _ = net.Evaluate(Datasets.Blobs(100, 2, Net.InputSize));")]
    [InlineData("net.Fit(Datasets.Blobs(100, n, n));")]
    [InlineData("var train = Datasets.Digits(); train = data; net.Fit(train);")]
    [InlineData("var (train, test) = (data, Datasets.Digits()); net.Fit(train);")]
    [InlineData("var (train, test) = Datasets.Digits().Split(0.2, 1); train = data; net.Fit(train);")]
    [InlineData("var parts = Datasets.Digits().Split(0.2, 1); parts.Train = data; net.Fit(parts.Train);")]
    [InlineData("(Dataset<float> A, Dataset<float> B) pair = (data, data); net.Fit(pair.A);")]
    [InlineData("net.Fit(Dataset.FromLabels<float>(any, n, [0, 1]));")]
    [InlineData("net.Fit(Dataset.Create<float>(any, 4, any, 3));")]
    [InlineData("float[][] xs = [[1, 2], [3, 4]]; xs[0] = any; xs[1] = any; net.Fit(Dataset.FromLabels(xs, [0, 1]));")]
    public void Datasets_that_may_fit_are_not_reported(string statements) => Uses.Report(statements);

    [Theory]
    [InlineData("Dataset.Create<float>(new float[7], 2, any, 1)", "NNG4009 `new float[7]`: 'new float[7]' has 7 values, but a row has 2 (3 × 2 + 1)")]
    [InlineData("Dataset.Create<float>(any, 2, new float[7], 3)", "NNG4009 `new float[7]`: 'new float[7]' has 7 values, but a row has 3 (2 × 3 + 1)")]
    [InlineData("Dataset.Create<float>(new float[8], 2, new float[6], 2)", "NNG4009 `new float[6]`: 'new float[6]' has 6 values, but there are 4 rows of features (3 rows, 2 each)")]
    [InlineData("Dataset.FromLabels<float>(new float[8], 2, [0, 1, 1])", "NNG4009 `[0, 1, 1]`: '[0, 1, 1]' has 3 values, but there are 4 rows of features")]
    [InlineData("Dataset.FromLabels<float>([], 2, [0, 1])", "NNG4009 `[]`: '[]' has 0 values, but a dataset has at least 1 row")]
    [InlineData("Dataset.FromLabels<float>([[0, 1], [1, 0, 1]], [0, 1])", "NNG4009 `[1, 0, 1]`: Row 1 of '[[0, 1], [1, 0, 1]]' has 3 values, but row 0 has 2")]
    [InlineData("Dataset.Create<float>([[0, 1], [1, 0]], [[1], [2], [3]])", "NNG4009 `[[1], [2], [3]]`: '[[1], [2], [3]]' has 3 rows, but there are 2 rows of features")]
    [InlineData("Dataset.FromLabels<float>(any, 2, [0, 2, -1], 2)", "NNG4005 `2`: The dataset knows classes from 0 to 1 (classCount: 2), but sample 1 has class 2", "NNG4005 `-1`: The dataset knows classes from 0 to 1 (classCount: 2), but sample 2 has class -1")]
    public void The_parts_of_a_dataset_differ(string expression, params string[] expected) => Uses.Report($"var made = {expression};", expected);

    [Theory]
    [InlineData("Dataset.Create<float>(new float[8], 2, new float[4], 1)")]
    [InlineData("Dataset.FromLabels<float>(new float[8], 2, [0, 1, 1, 0])")]
    [InlineData("Dataset.FromLabels<float>([[0, 1], [1, 0]], [0, 1], 3)")]
    [InlineData("Dataset.FromLabels<float>(new float[n], 2, [0, 1, 1])")]
    public void Parts_that_fit_are_not_reported(string expression) => Uses.Report($"var made = {expression};");

    [Fact]
    public void Any_method_can_state_the_shape_of_its_dataset() => Assert.Equal(
        ["NNG4007 `Sets.Mine()`: Net takes 4 values (Input(4)), but the samples of 'Sets.Mine()' have 5 features"],
        Uses.Reported(
            "net.Fit(Sets.Mine()); net.Fit(Sets.Other());",
            "static class Sets { [NNGen.CompilerServices.DatasetShape(Features = 5)] public static Dataset<float> Mine() => null!; public static Dataset<float> Other() => null!; }"));

    [Fact]
    public void A_row_of_a_dataset_has_its_features() => Uses.Report(
        "var digits = Datasets.Digits(); _ = net.Classify(digits.Rows[0]);",
        "NNG4001 `digits.Rows[0]`: Classify of Net takes 4 values (Input(4)), but 'digits.Rows[0]' has 64 (Datasets.Digits(), line 4)");

    [Fact]
    public void The_stated_shapes_are_those_of_the_datasets()
    {
        foreach (var method in typeof(Datasets).GetMethods().Where(method => method.ReturnType == typeof(Dataset<float>)))
        {
            var shape = (CompilerServices.DatasetShapeAttribute?)Attribute.GetCustomAttribute(method, typeof(CompilerServices.DatasetShapeAttribute));
            Assert.True(shape is not null, $"{method.Name} has no [DatasetShape].");
            var parameters = method.GetParameters();
            object?[] arguments = [.. parameters.Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : 30)];
            var dataset = (Dataset<float>)method.Invoke(null, arguments)!;
            Assert.Equal((dataset.FeatureCount, dataset.ClassCount), (Size(shape.Features, shape.FeaturesFrom), Size(shape.Classes, shape.ClassesFrom)));

            int Size(int stated, string? parameter) =>
                parameter is null ? stated : (int)arguments[Array.FindIndex(parameters, candidate => candidate.Name == parameter)]!;
        }
    }

    private static string Cut(string text) => text.Length > 40 ? text[..39] + "…" : text;
}
