using System.Text;

namespace NNGen.Tests;

/// <summary>Statements of docs/data.md that no other test checks.</summary>
public sealed class DataPageTests : IDisposable
{
    private readonly DataFolder folder = new();

    private static readonly Dataset<float> Ten = Dataset.Create<float>([.. Enumerable.Range(0, 10).Select(i => (float)i)], 1, new float[10], 1);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_seed_means_the_same_order_in_every_version()
    {
        (Dataset<float> train, Dataset<float> test) = Ten.Split(0.3, seed: 1);

        Assert.Equal("4 5 7 8 3 6 9 2 1 0", string.Join(' ', Ten.Shuffle(1).Features.ToArray()));
        Assert.Equal("4 5 9 8 2 3 1 | 6 7 0", $"{string.Join(' ', train.Features.ToArray())} | {string.Join(' ', test.Features.ToArray())}");
    }

    [Fact]
    public void Folds_are_copied_when_the_loop_comes_to_them()
    {
        Dataset<float> wide = Dataset.Create<float>(new float[100_000], 1_000, new float[100], 1);
        long before = GC.GetAllocatedBytesForCurrentThread();

        IEnumerable<(Dataset<float> Train, Dataset<float> Test)> folds = wide.KFold(10, seed: 1);
        long planned = GC.GetAllocatedBytesForCurrentThread() - before;
        (Dataset<float> train, _) = folds.First();

        Assert.Equal(90, train.Count);
        Assert.InRange(planned, 0, 100_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 400_000, 600_000);
    }

    [Fact]
    public void Errors_are_in_units_of_the_deviation_of_the_targets()
    {
        Dataset<float> patients = Datasets.Diabetes();
        StandardScaler scaler = StandardScaler.FitTargets(patients);
        var net = new PageRegressor(seed: 1);
        net.Fit(scaler.TransformTargets(patients), epochs: 2);

        Metrics scaled = net.Evaluate(scaler.TransformTargets(patients));

        float[] answer = new float[1];
        double absolute = 0, squared = 0;
        for (int i = 0; i < patients.Count; i++)
        {
            scaler.InverseTransform<float>(net.Predict(patients.Rows[i]), answer);
            double error = answer[0] - patients.TargetRows[i][0];
            absolute += Math.Abs(error) / patients.Count;
            squared += error * error / patients.Count;
        }

        Assert.Equal(absolute, scaled["mae"] * scaler.Scale[0], absolute * 1e-4);
        Assert.Equal(squared, scaled["loss"] * scaler.Scale[0] * scaler.Scale[0], squared * 1e-4);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 4)]
    public void All_versions_of_npy_are_read(byte version, int lengthBytes)
    {
        byte[] header = Encoding.ASCII.GetBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n");
        byte[] bytes = [0x93, .. "NUMPY"u8, version, 0, (byte)header.Length, .. new byte[lengthBytes - 1], .. header, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40];

        Assert.Equal([1f, 2], NpyFile.Load(folder.Write("a.npy", bytes)).Get<float>());
    }

    [Fact]
    public void A_csv_file_may_have_another_encoding_if_it_is_stated()
    {
        string path = folder.Write("a.csv", Encoding.Latin1.GetBytes("Größe;Stadt\n1;Köln\n2;Mörs\n"));

        Dataset<float> data = CsvFile.Load<float>(path, new CsvOptions { Label = "Stadt", Delimiter = ';', Encoding = Encoding.Latin1 });

        Assert.Equal(["Größe"], data.FeatureNames);
        Assert.Equal(["Köln", "Mörs"], data.ClassNames);
        Assert.Contains("not valid UTF-8 text", folder.Message<DataFileException>(() => CsvFile.Load<float>(path, new CsvOptions { Label = 1, Delimiter = ';' })));
    }

    [Fact]
    public void Rows_without_a_header_are_as_long_as_the_first()
    {
        var options = new CsvOptions { Targets = [^1], HasHeader = false };

        Assert.Equal(
            "a.csv, line 4: the row has 1 values, expected 2 (as in the first row).",
            folder.Message<DataFileException>(() => CsvFile.Load<float>(folder.Write("a.csv", "1,2\n\n3,4\n5\n"), options)));
    }

    [Fact]
    public void A_csv_file_that_is_not_packed_and_is_cut_off_within_a_row_before_its_last_value_is_rejected()
    {
        const string Text = "x,y,z\n1.25,2.25,3.25\n4.25,5.25,6.25\n";
        var options = new CsvOptions { Targets = ["z"] };

        for (int length = Text.IndexOf("4.25", StringComparison.Ordinal) + 1; length <= Text.LastIndexOf(','); length++)
        {
            Assert.Contains("line 3: the row has", folder.Message<DataFileException>(() => CsvFile.Load<float>(folder.Write("a.csv", Text[..length]), options)));
        }

        // Changes that no reader of such a file can detect.
        Assert.Equal(6.2f, CsvFile.Load<float>(folder.Write("a.csv", Text[..^2]), options).TargetRows[1][0]);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Accuracies_of_the_digits_differ_between_splits_as_the_page_says()
    {
        double[] means = [.. Enumerable.Range(0, 10).Select(split =>
        {
            (Dataset<float> train, Dataset<float> test) = Datasets.Digits().Split(0.2, split);
            return Enumerable.Range(1, 6).Average(seed =>
            {
                var network = new GoldenDigits(seed);
                network.Fit(train, new FitOptions { Epochs = 50, BatchSize = 32, Optimizer = new Adam(1e-3), Seed = seed });
                return network.Evaluate(test)["accuracy"];
            });
        })];

        Assert.Equal((0.960, 0.981, 0.971), (Math.Round(means[0], 3), Math.Round(means[3], 3), Math.Round(means.Average(), 3)));
    }
}

[Network]
[Input(10)]
[Dense(4), Tanh]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class PageRegressor;
