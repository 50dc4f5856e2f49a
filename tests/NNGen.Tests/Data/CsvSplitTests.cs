namespace NNGen.Tests;

public sealed class CsvSplitTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_is_split_into_the_rows_of_a_dataset_that_is_split(bool stratify)
    {
        // Three classes with the same remainder, whose order of appearance differs from their order.
        string path = folder.Write("a.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 61).Select(i => $"{i},{(i % 3 == 0 ? "10" : i % 3 == 1 ? "9" : "8")}\n")));
        var options = new CsvOptions { Label = "y" };

        (Dataset<float> train, Dataset<float> test, CsvSchema schema) = CsvFile.Split<float>(path, options, 0.25, seed: 7, stratify);
        (Dataset<float> expectedTrain, Dataset<float> expectedTest) = CsvFile.Load<float>(path, options).Split(0.25, seed: 7, stratify);

        Assert.Equal(expectedTrain.Features.ToArray(), train.Features.ToArray());
        Assert.Equal(expectedTest.Features.ToArray(), test.Features.ToArray());
        Assert.Equal(expectedTrain.Labels.ToArray(), train.Labels.ToArray());
        Assert.Equal(expectedTest.Labels.ToArray(), test.Labels.ToArray());
        Assert.Equal(["8", "9", "10"], schema.ClassNames);
    }

    [Fact]
    public void The_schema_is_learned_from_the_training_part_alone()
    {
        string rows = string.Concat(Enumerable.Range(0, 50).Select(i => $"{(i % 5 == 0 ? "" : i)},{i}\n"));
        string path = folder.Write("a.csv", "x,y\n" + rows);
        var options = new CsvOptions { Targets = ["y"], Missing = CsvMissing.Mean };

        (Dataset<double> train, Dataset<double> test, CsvSchema schema) = CsvFile.Split<double>(path, options, 0.3, seed: 2);

        double[] known = [.. train.Targets.ToArray().Where(y => y % 5 != 0)];
        double mean = known.Sum() / known.Length;
        Assert.Equal((35, 15), (train.Count, test.Count));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (double)i), train.Targets.ToArray().Concat(test.Targets.ToArray()).Order());
        foreach (Dataset<double> part in (Dataset<double>[])[train, test])
        {
            for (int i = 0; i < part.Count; i++) { Assert.Equal(part.TargetRows[i][0] % 5 == 0 ? mean : part.TargetRows[i][0], part.Rows[i][0], 1e-12); }
        }

        Assert.NotEqual(CsvSchema.Infer(path, options).Encode<double>("")[0], schema.Encode<double>("")[0]);
    }

    [Fact]
    public void Rows_that_are_dropped_are_in_neither_part()
    {
        string path = folder.Write("a.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i % 4 == 0 ? "?" : i)},{i}\n")));

        (Dataset<float> train, Dataset<float> test, _) = CsvFile.Split<float>(path, new CsvOptions { Targets = ["y"], Missing = CsvMissing.DropRow }, 0.2, seed: 1);

        Assert.Equal((24, 6), (train.Count, test.Count));
        Assert.Equal(train.Targets.ToArray(), train.Features.ToArray());
        Assert.Equal(Enumerable.Range(0, 40).Where(i => i % 4 != 0).Select(i => (float)i), train.Features.ToArray().Concat(test.Features.ToArray()).Order());
    }

    [Fact]
    public void Values_that_occur_only_in_the_test_part_are_named_with_their_line()
    {
        string path = folder.Write("a.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"c{i},{i}\n")));
        var options = new CsvOptions { Targets = ["y"], Categorical = ["x"] };

        string message = folder.Message<DataFileException>(() => CsvFile.Split<float>(path, options, 0.2, seed: 1));

        Assert.Matches(@"^a\.csv, line \d+, column 1 \('x'\): the category 'c\d' is not known", message);
        Assert.Equal(8, CsvFile.Split<float>(path, options with { IgnoreUnknownCategories = true }, 0.2, seed: 1).Train.FeatureCount);
        Assert.Equal("b.csv: it has no rows.", folder.Message<DataFileException>(() => CsvFile.Split<float>(folder.Write("b.csv", "x,y\n"), options, 0.2, 1)));
    }
}
