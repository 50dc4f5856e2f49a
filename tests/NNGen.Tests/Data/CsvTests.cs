namespace NNGen.Tests;

public sealed class CsvTests : IDisposable
{
    private const string Flats = "area,city,price,rooms\n70,Graz,250.5,3\n90,Wien,1e3,4\n50,Graz,-1,2\n";

    private readonly DataFolder folder = new();

    private static readonly CsvOptions ToPrice = new() { Targets = ["price"], Categorical = ["city"] };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Targets_and_categories_become_a_dataset()
    {
        CsvSchema schema = CsvSchema.Infer(folder.Write("flats.csv", Flats), ToPrice);
        Dataset<float> data = schema.Load<float>(folder["flats.csv"]);

        Assert.Equal(["area", "city=Graz", "city=Wien", "rooms"], data.FeatureNames);
        Assert.Equal([70f, 1, 0, 3, 90, 0, 1, 4, 50, 1, 0, 2], data.Features.ToArray());
        Assert.Equal([250.5f, 1000, -1], data.Targets.ToArray());
        Assert.Equal(["price"], schema.TargetNames);
        Assert.Empty(schema.ClassNames);
    }

    [Fact]
    public void Classes_keep_their_names()
    {
        string text = "1.5;yes\n2.5;no\n3.5;yes\n";

        Dataset<double> data = CsvFile.Load<double>(
            folder.Write("a.csv", text), new CsvOptions { Label = ^1, HasHeader = false, Delimiter = ';' });

        Assert.Equal(["no", "yes"], data.ClassNames);
        Assert.Equal([1, 0, 1], data.Labels.ToArray());
        Assert.Equal([1.5, 2.5, 3.5], data.Features.ToArray());
        Assert.Equal(["column 0"], data.FeatureNames);
        Dataset<double> ordered = CsvFile.Load<double>(
            folder["a.csv"], new CsvOptions { Label = 1, HasHeader = false, Delimiter = ';', ClassNames = ["yes", "no", "maybe"] });
        Assert.Equal([0, 1, 0], ordered.Labels.ToArray());
        Assert.Equal(3, ordered.ClassCount);
    }

    [Fact]
    public void Classes_that_are_integers_are_sorted_as_numbers()
    {
        Dataset<float> data = CsvFile.Load<float>(folder.Write("a.csv", "x,y\n1,10\n2,9\n3,-1\n"), new CsvOptions { Label = "y" });

        Assert.Equal(["-1", "9", "10"], data.ClassNames);
        Assert.Equal([2, 1, 0], data.Labels.ToArray());
    }

    [Fact]
    public void Classes_that_are_numbers_are_sorted_as_numbers_whatever_their_form()
    {
        Dataset<float> data = CsvFile.Load<float>(folder.Write("a.csv", "x,y\n1,2.0\n2,10.0\n3,1.0\n4,1\n5,-1e3\n"), new CsvOptions { Label = "y" });

        Assert.Equal(["-1e3", "1", "1.0", "2.0", "10.0"], data.ClassNames);
        Assert.Equal([3, 4, 2, 1, 0], data.Labels.ToArray());
        Assert.Equal(["10.0", "2.0", "no"], CsvFile.Load<float>(folder.Write("b.csv", "x,y\n1,2.0\n2,10.0\n3,no\n"), new CsvOptions { Label = "y" }).ClassNames);
    }

    [Fact]
    public void A_class_without_a_name_is_rejected()
    {
        var options = new CsvOptions { Label = "y", MissingMarkers = ["?"] };

        Assert.Equal(
            "a.csv, line 3, column 2 ('y'): the value is empty, but a class or category needs a name (with \"\" among MissingMarkers it counts as missing).",
            folder.Message<DataFileException>(() => CsvFile.Load<float>(folder.Write("a.csv", "x,y\n1,a\n2,\n"), options)));
        Assert.StartsWith("The name 'a' occurs twice.", Assert.Throws<ArgumentException>(() => CsvFile.Load<float>(folder.Write("a.csv", "x,y\n1,a\n"), options with { ClassNames = ["a", "a"] })).Message);
    }

    [Fact]
    public void A_file_of_very_many_columns_takes_memory_for_its_numbers_and_names_alone()
    {
        const int Columns = 20_000;
        string names = string.Join(',', Enumerable.Range(0, Columns).Select(i => $"c{i}"));
        string path = folder.Write("wide.csv", $"{names},y\n{string.Concat(Enumerable.Repeat("1,", Columns))}2\n");
        var options = new CsvOptions { Targets = ["y"] };
        CsvSchema.Infer(path, options);
        long before = GC.GetAllocatedBytesForCurrentThread();

        CsvSchema schema = CsvSchema.Infer(path, options);

        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / Columns;
        Assert.InRange(each, 1, 450);
        Assert.Equal(Columns, schema.FeatureNames.Count);
    }

    [Fact]
    public void Another_file_is_encoded_the_same_in_any_order_of_columns()
    {
        CsvSchema schema = CsvSchema.Infer(folder.Write("flats.csv", Flats), ToPrice);

        Dataset<float> other = schema.Load<float>(folder.Write("other.csv", "rooms,price,city,area\n1,2,Wien,4\n"));
        float[] unlabelled = schema.LoadFeatures<float>(folder.Write("new.csv", "city,area,rooms\nWien,4,1\nGraz,5,2\n"));

        Assert.Equal([4f, 0, 1, 1], other.Features.ToArray());
        Assert.Equal([4f, 0, 1, 1, 5, 1, 0, 2], unlabelled);
        Assert.Equal([4f, 0, 1, 1], schema.Encode<float>("4", " Wien ", "1"));
        Assert.Equal(
            "new.csv, line 1: there is no column 'price' (it has 'city', 'area', 'rooms').",
            folder.Message<DataFileException>(() => schema.Load<float>(folder["new.csv"])));
        Assert.Equal(
            "extra.csv, line 1: the column 'lift' is not in the schema (it has 'area', 'city', 'price', 'rooms').",
            folder.Message<DataFileException>(() => schema.Load<float>(folder.Write("extra.csv", "rooms,price,city,area,lift\n1,2,Wien,4,1\n"))));
        Assert.Equal(
            "linz.csv, line 2, column 2 ('city'): the category 'Linz' is not known (known are 'Graz', 'Wien'; infer the schema from all data, or set IgnoreUnknownCategories).",
            folder.Message<DataFileException>(() => schema.Load<float>(folder.Write("linz.csv", "area,city,price,rooms\n1,Linz,2,3\n"))));
        CsvSchema lenient = CsvSchema.Infer(folder["flats.csv"], ToPrice with { IgnoreUnknownCategories = true });
        Assert.Equal([1f, 0, 0, 3], lenient.Load<float>(folder["linz.csv"]).Features.ToArray());
        Assert.Equal(
            "Expected 3 values ('area', 'city', 'rooms'), got 1. (Parameter 'values')",
            Assert.Throws<ArgumentException>(() => schema.Encode<float>("4")).Message);
    }

    [Fact]
    public void A_saved_schema_encodes_the_same()
    {
        CsvSchema schema = CsvSchema.Infer(
            folder.Write("flats.csv", "area;city;ok;id\n1;Graz;yes;a\n;Wien;no;b\n2,5;?;no;c\n".Replace("2,5", "0.1", StringComparison.Ordinal)),
            new CsvOptions { Label = "ok", Categorical = ["city"], Ignored = ["id"], Delimiter = ';', Missing = CsvMissing.Mean });
        schema.Save(folder["schema.json"]);
        CsvSchema opened = CsvSchema.Open(folder["schema.json"]);

        Assert.Equal(schema.FeatureNames, opened.FeatureNames);
        Assert.Equal(["no", "yes"], opened.ClassNames);
        Assert.Equal([1, 1, 0, 0.55, 0, 1, 0.1, 0, 0], opened.Load<double>(folder["flats.csv"]).Features.ToArray());
        Assert.Equal(schema.Load<double>(folder["flats.csv"]).Features.ToArray(), opened.Load<double>(folder["flats.csv"]).Features.ToArray());
        Assert.Equal(
            "v2.json: its version is 2; this NNGen reads version 1 (use a newer NNGen).",
            folder.Message<DataFileException>(() => CsvSchema.Open(folder.Write("v2.json", "{\"version\":2}"))));
        foreach (string broken in (string[])["", "[]", "{}", "{\"version\":1}", File.ReadAllText(folder["schema.json"])[..^20]])
        {
            Assert.StartsWith(
                "broken.json: it is not a schema written by NNGen: ",
                folder.Message<DataFileException>(() => CsvSchema.Open(folder.Write("broken.json", broken))),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(CsvMissing.DropRow, new[] { 1.0, 10, 3, 30 })]
    [InlineData(CsvMissing.Mean, new[] { 1.0, 10, 2, 20, 3, 30 })]
    [InlineData(CsvMissing.Constant, new[] { 1.0, 10, -7, 20, 3, 30 })]
    public void Missing_numbers_are_treated_as_requested(CsvMissing missing, double[] expected)
    {
        string path = folder.Write("a.csv", "a,b,y\n1,10,0\nNA,20,0\n3,30,0\n");

        Dataset<double> data = CsvFile.Load<double>(path, new CsvOptions { Targets = ["y"], Missing = missing, MissingValue = -7 });

        Assert.Equal(expected, data.Features.ToArray());
    }

    [Fact]
    public void Rows_that_are_to_be_predicted_are_not_dropped()
    {
        CsvSchema schema = CsvSchema.Infer(
            folder.Write("a.csv", "a,b,y\n1,10,0\n3,30,0\n"), new CsvOptions { Targets = ["y"], Missing = CsvMissing.DropRow });

        Assert.Equal(
            "new.csv, line 3, column 2 ('b'): the value is missing, and a row to predict cannot be left out (CsvMissing.Mean, Median, MostFrequent or Constant fill in).",
            folder.Message<DataFileException>(() => schema.LoadFeatures<float>(folder.Write("new.csv", "a,b\n1,2\n3,?\n"))));
        Assert.Equal(
            "values, line 1, column 1 ('a'): the value is missing, and a row to predict cannot be left out (CsvMissing.Mean, Median, MostFrequent or Constant fill in).",
            folder.Message<DataFileException>(() => schema.Encode<float>("", "1")));
    }

    public static TheoryData<string, string> WrongFiles => new()
    {
        { "", "a.csv: it is empty." },
        { "\n\n", "a.csv: it is empty." },
        { "area,city,price,rooms\n", "a.csv: it has no rows." },
        { "area,city,price,rooms\n1,G,2,3\n\n4,G,5\n", "a.csv, line 4: the row has 3 values, expected 4 (as in the header)." },
        { "area,city,price,rooms\n1,G,2,3,4\n", "a.csv, line 2: the row has 5 values, expected 4 (as in the header)." },
        { "area,city,price,rooms\n1,G,2,3\n1,G,2,three\n", "a.csv, line 3, column 4 ('rooms'): 'three' is not a number (expected a number; columns of words go into Categorical, others into Ignored)." },
        { "area,city,price,rooms\n\"1,5\",G,2,3\n", "a.csv, line 2, column 1 ('area'): '1,5' is not a number (expected a number with a decimal point and without separators, such as 1234.5)." },
        { "area,city,price,rooms\n1e999,G,2,3\n", "a.csv, line 2, column 1 ('area'): '1e999' is not a number (expected a finite number)." },
        { "area,city,price,rooms\n1\0,G,2,3\n", "a.csv, line 2, column 1 ('area'): '1\\u0000' is not a number (expected a number; columns of words go into Categorical, others into Ignored)." },
        { "area,city,price,rooms\n1e39,G,2,3\n", "a.csv, line 2, column 1 ('area'): '1e39' is beyond the range of Single." },
        { "area,city,price,rooms\n\"1\n2\",G,2,3\n1,G,,3\n", "a.csv, line 2, column 1 ('area'): '1\\u000a2' is not a number (expected a number; columns of words go into Categorical, others into Ignored)." },
        { "area,city,price,rooms\n1,\"G\nH\",2,3\n1,G,,3\n", "a.csv, line 4, column 3 ('price'): the value is missing (CsvMissing.DropRow leaves the row out)." },
        { "area,city,price,rooms\n1,,2,3\n", "a.csv, line 2, column 2 ('city'): the value is missing (CsvMissing says what to do: DropRow, Mean, Median, MostFrequent or Constant)." },
        { "area,city,cost,rooms\n1,G,2,3\n", "a.csv, line 1: there is no column 'price' (it has 'area', 'city', 'cost', 'rooms')." },
        { "price,city,price,rooms\n1,G,2,3\n", "a.csv, line 1: the columns 1 and 3 are both called 'price' (use numbers from 0)." },
        { "area,city,price,rooms\n1,\"G,2,3\n", "a.csv, line 2: a quote is not closed, or is inside a value without surrounding quotes (write \"\" for a quote)." },
        { "city;price\n1;G\n", "a.csv, line 1: there is no column 'price' (it has 'city;price')." },
        { "city,price\n", "a.csv: it has no rows." },
    };

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void Errors_name_line_column_and_value(string text, string message) =>
        Assert.Equal(message, folder.Message<DataFileException>(() => CsvFile.Load<float>(folder.Write("a.csv", text), ToPrice)));

    [Fact]
    public void Files_of_other_kinds_are_rejected()
    {
        Assert.Equal(
            "a.csv: it is not valid UTF-8 text (give its Encoding).",
            folder.Message<DataFileException>(() => CsvFile.Load<float>(folder.Write("a.csv", [97, 44, 0xe4, 10]), ToPrice)));
        Assert.StartsWith(
            "a.csv, line 1: a value has more than 1,048,576 characters",
            folder.Message<DataFileException>(() => CsvFile.Load<float>(folder.Write("a.csv", new string('x', 5_000_000)), ToPrice)),
            StringComparison.Ordinal);
        Assert.Equal(
            "a.csv, line 1: no column is left for features (is ',' the delimiter?).",
            folder.Message<DataFileException>(() => CsvFile.Load<float>(folder.Write("a.csv", "x;y\n1;2\n"), new CsvOptions { Label = 0 })));
        Assert.Equal(
            "a.csv, column 2 ('y'): it has one class only, 'a'; expected at least two.",
            folder.Message<DataFileException>(() => CsvFile.Load<float>(folder.Write("a.csv", "x,y\n1,a\n"), new CsvOptions { Label = "y" })));
        Assert.Equal(
            "a.csv: every row was dropped, because each has a missing value.",
            folder.Message<DataFileException>(
                () => CsvFile.Load<float>(folder.Write("a.csv", "x,y\n,a\n"), new CsvOptions { Label = "y", Missing = CsvMissing.DropRow })));
        Assert.Equal(
            "The options name no answers: give Label (a column of classes) or Targets (columns of numbers). (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => CsvFile.Load<float>(folder["a.csv"], new CsvOptions())).Message);
        Assert.Equal(
            "a.csv, line 1: the column 'y' is named twice (Label and Category).",
            folder.Message<DataFileException>(() => CsvFile.Load<float>(folder["a.csv"], new CsvOptions { Label = "y", Categorical = ["y"] })));
    }

    [Fact]
    public void Quotes_spaces_and_packed_files_are_read()
    {
        string text = "\uFEFF\"a \"\"b\"\"\" , y\r\n 1 , \"x, y\" \r\n+2.5E1,\"z\"\r\n";
        using (var packed = new System.IO.Compression.GZipStream(File.Create(folder["a.csv.gz"]), System.IO.Compression.CompressionLevel.Optimal))
        {
            packed.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        Dataset<float> data = CsvFile.Load<float>(folder["a.csv.gz"], new CsvOptions { Label = "y" });

        Assert.Equal(["a \"b\""], data.FeatureNames);
        Assert.Equal(["x, y", "z"], data.ClassNames);
        Assert.Equal([1f, 25], data.Features.ToArray());
    }

    [Fact]
    public async Task A_stream_gives_the_rows_of_the_file_part_by_part()
    {
        folder.Write("a.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 25).Select(i => $"{i},{(i % 2 == 0 ? "even" : "odd")}\n")));
        CsvSchema schema = CsvSchema.Infer(folder["a.csv"], new CsvOptions { Label = "y" });

        List<Dataset<float>> parts = [];
        await foreach (Dataset<float> part in schema.Stream<float>(folder["a.csv"], partSize: 10).ReadEpoch()) { parts.Add(part); }

        Assert.Equal([10, 10, 5], parts.Select(part => part.Count));
        Assert.Equal(schema.Load<float>(folder["a.csv"]).Features.ToArray(), parts.SelectMany(part => part.Features.ToArray()));
        Assert.Equal(["even", "odd"], parts[2].ClassNames);
    }

    [Fact]
    public void The_iris_of_scikit_learn_goes_through_a_file()
    {
        Dataset<float> iris = Datasets.Iris();
        IEnumerable<string> lines = Enumerable.Range(0, iris.Count).Select(i =>
            string.Join(',', iris.Rows[i].ToArray().Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture))) + "," + iris.ClassNames[iris.Labels[i]]);
        folder.Write("iris.csv", string.Join(',', iris.FeatureNames) + ",species\n" + string.Join('\n', lines));

        Dataset<float> read = CsvFile.Load<float>(folder["iris.csv"], new CsvOptions { Label = "species" });

        Assert.Equal(iris.Features.ToArray(), read.Features.ToArray());
        Assert.Equal(iris.Labels.ToArray(), read.Labels.ToArray());
        Assert.Equal(iris.ClassNames, read.ClassNames);
        Assert.Equal(iris.FeatureNames, read.FeatureNames);
    }
}
