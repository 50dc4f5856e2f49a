namespace NNGen.Tests;

public sealed class CsvMissingTests : IDisposable
{
    private const string Flats = "age,city,rooms,floor,price\n30,Graz,3,1,10\n,Wien,2,1,20\n50,Graz,NA,2,30\n40,,2,,40\n100,Wien,4,2,50\n";

    private readonly DataFolder folder = new();

    private static readonly CsvOptions ToPrice = new() { Targets = ["price"], Categorical = ["city"] };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_column_has_its_own_policy_and_says_on_request_where_a_value_was_missing()
    {
        CsvSchema schema = CsvSchema.Infer(folder.Write("flats.csv", Flats), ToPrice with
        {
            MissingRules =
            [
                new("age", CsvMissing.Median) { HasIndicator = true },
                new("city", CsvMissing.MostFrequent) { HasIndicator = true },
                new(2, CsvMissing.MostFrequent),
                new(^2, CsvMissing.Mean),
            ],
        });
        schema.Save(folder["schema.json"]);

        foreach (CsvSchema same in (CsvSchema[])[schema, CsvSchema.Open(folder["schema.json"])])
        {
            Dataset<double> data = same.Load<double>(folder["flats.csv"]);

            Assert.Equal(["age", "age is missing", "city=Graz", "city=Wien", "city is missing", "rooms", "floor"], data.FeatureNames);
            Assert.Equal([30.0, 0, 1, 0, 0, 3, 1], data.Rows[0].ToArray());
            Assert.Equal([45.0, 1, 0, 1, 0, 2, 1], data.Rows[1].ToArray());
            Assert.Equal([50.0, 0, 1, 0, 0, 2, 2], data.Rows[2].ToArray());
            Assert.Equal([40.0, 0, 1, 0, 1, 2, 1.5], data.Rows[3].ToArray());

            // Another file gets the median learned from the first, not its own.
            Assert.Equal([45.0, 1, 1, 0, 1, 2, 1.5], same.LoadFeatures<double>(folder.Write("new.csv", "age,city,rooms,floor\n,,,\n")));
        }
    }

    [Theory]
    [InlineData(CsvMissing.Median, new[] { 1.0, 2, 9 }, 2.0)]
    [InlineData(CsvMissing.Median, new[] { 9.0, 1, 2, 4 }, 3.0)]
    [InlineData(CsvMissing.Median, new[] { 1.7e308, 1.7e308 }, 1.7e308)]
    [InlineData(CsvMissing.MostFrequent, new[] { 5.0, 3, 3, 5, 1 }, 3.0)]
    [InlineData(CsvMissing.Mean, new[] { 1.0, 2, 6 }, 3.0)]
    [InlineData(CsvMissing.Mean, new[] { 1.5e308, 1.5e308, 1.5e308, 1.5e308 }, 1.5e308)]
    public void The_replacement_for_a_missing_number_is_learned_from_the_present_numbers(CsvMissing missing, double[] values, double expected)
    {
        string text = "x,y\n" + string.Concat(values.Select(value => FormattableString.Invariant($"{value:R},0\n"))) + ",0\n";

        Dataset<double> data = CsvFile.Load<double>(folder.Write("a.csv", text), new CsvOptions { Targets = ["y"], Missing = missing });

        Assert.Equal(expected, data.Rows[values.Length][0]);
    }

    [Fact]
    public void Rows_are_dropped_for_the_columns_that_request_it()
    {
        var options = ToPrice with { Missing = CsvMissing.Constant, MissingRules = [new("rooms", CsvMissing.DropRow), new("price", CsvMissing.DropRow)] };

        Dataset<float> data = CsvFile.Load<float>(folder.Write("flats.csv", Flats + "1,Wien,1,1,\n"), options);

        Assert.Equal([10f, 20, 40, 50], data.Targets.ToArray());
        Assert.Equal([0f, 0, 1, 2, 1], data.Rows[1].ToArray());
        Assert.Equal([40f, 0, 0, 2, 0], data.Rows[2].ToArray());
    }

    public static TheoryData<CsvMissingRule, string> WrongRules => new()
    {
        { new("city", CsvMissing.Mean), "the column 'city' is categorical and has no Mean (its MissingRule may be DropRow, MostFrequent or Constant: all zeros)." },
        { new("city", CsvMissing.Median), "the column 'city' is categorical and has no Median (its MissingRule may be DropRow, MostFrequent or Constant: all zeros)." },
        { new("price", CsvMissing.Mean), "the column 'price' is a class or target, for which there is no substitute, but its MissingRule says Mean (DropRow leaves the row out)." },
        { new("floor", CsvMissing.Mean), "the column 'floor' is ignored and has a MissingRule." },
        { new("age", CsvMissing.DropRow) { HasIndicator = true }, "the column 'age' has an indicator of missing values, but its MissingRule says DropRow, so that there are none." },
        { new("age", CsvMissing.Constant) { Value = double.NaN }, "the column 'age' has a MissingRule whose Value is not finite." },
        { new("years", CsvMissing.Mean), "there is no column 'years' (it has 'age', 'city', 'rooms', 'floor', 'price')." },
        { new("rooms", CsvMissing.Mean), "the column 'rooms' has two MissingRules." },
    };

    [Theory]
    [MemberData(nameof(WrongRules))]
    public void A_rule_that_makes_no_sense_is_rejected(CsvMissingRule rule, string message)
    {
        var options = ToPrice with { Ignored = ["floor"], MissingRules = [rule, new(2, CsvMissing.Error)] };

        Assert.Equal($"flats.csv, line 1: {message}", folder.Message<DataFileException>(() => CsvSchema.Infer(folder.Write("flats.csv", Flats), options)));
    }

    [Fact]
    public void A_replacement_for_a_missing_number_beyond_float_is_named_with_file_line_and_column()
    {
        string path = folder.Write("a.csv", "x,y\n1e300,0\n3e300,0\n1,0\n");
        folder.Write("gap.csv", "x,y\n1,0\n?,1\n");
        var mean = CsvSchema.Infer(path, new CsvOptions { Targets = ["y"], Missing = CsvMissing.Median });
        var constant = CsvSchema.Infer(path, new CsvOptions { Targets = ["y"], Missing = CsvMissing.Constant, MissingValue = -1e39 });

        Assert.Equal(
            "gap.csv, line 3, column 1 ('x'): the value is missing, and its substitute (CsvMissing.Median) is 1E+300, which is beyond the range of Single.",
            folder.Message<DataFileException>(() => mean.Load<float>(folder["gap.csv"])));
        Assert.Equal(
            "gap.csv, line 3, column 1 ('x'): the value is missing, and its substitute (CsvMissing.Constant) is -1E+39, which is beyond the range of Single.",
            folder.Message<DataFileException>(() => constant.Load<float>(folder["gap.csv"])));
        Assert.Equal([1, -1e39], constant.Load<double>(folder["gap.csv"]).Features.ToArray());
    }

    [Fact]
    public void A_column_without_any_value_is_named() => Assert.Equal(
        "a.csv, column 1 ('x'): it has no value from which to learn a substitute for missing ones (put it into Ignored).",
        folder.Message<DataFileException>(
            () => CsvFile.Load<float>(folder.Write("a.csv", "x,z,y\n,1,0\n?,2,0\n"), new CsvOptions { Targets = ["y"], Missing = CsvMissing.Median })));
}
