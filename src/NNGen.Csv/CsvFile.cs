using System.Numerics;

namespace NNGen;

/// <summary>Reads CSV files whose schema need not be kept, such as a single file that is split afterwards.</summary>
public static class CsvFile
{
    /// <summary>Learns the schema of a file and reads it: <see cref="CsvSchema.Infer"/> and <see cref="CsvSchema.Load"/>.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file, optionally compressed with gzip.</param>
    /// <param name="options">How to read it; a label or targets must be given.</param>
    /// <returns>The rows, in their order.</returns>
    /// <exception cref="ArgumentException">The options name neither label nor targets, or both.</exception>
    /// <exception cref="DataFileException">The file does not match the options; the message names the line and the column.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static Dataset<T> Load<T>(string path, CsvOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => CsvSchema.Infer(path, options).Load<T>(path);

    /// <summary>
    /// Splits the rows of one file at random into a training part and a test part. The schema is learned from the training part alone: no
    /// category, mean or median comes from a test row.
    /// </summary>
    /// <remarks>
    /// The rows of the parts, and their order, are those of <see cref="Dataset{T}.Split"/> for the same seed. The file is read three times: to
    /// count its rows, to learn, and to encode.
    /// </remarks>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file, optionally compressed with gzip.</param>
    /// <param name="options">How to read it; a label or targets must be given.</param>
    /// <param name="testFraction">The test part, above 0 and below 1; it is rounded up to whole rows.</param>
    /// <param name="seed">The same seed gives the same parts on every machine.</param>
    /// <param name="stratify">Whether both parts keep the shares of the classes, as exactly as whole rows allow.</param>
    /// <returns>The parts, and the schema, which can be saved for the program that predicts.</returns>
    /// <exception cref="ArgumentException">The options name neither label nor targets, or both.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The fraction leaves a part empty or, to stratify, too small for all classes.</exception>
    /// <exception cref="InvalidOperationException">To stratify, the rows must have classes, and each class at least 2 rows.</exception>
    /// <exception cref="DataFileException">
    /// The file does not match the options; or a class or category occurs in the test part alone (name it in <see cref="CsvOptions.ClassNames"/>, or
    /// set <see cref="CsvOptions.IgnoreUnknownCategories"/>). The message names the line and the column.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static (Dataset<T> Train, Dataset<T> Test, CsvSchema Schema) Split<T>(
        string path, CsvOptions options, double testFraction, int seed, bool stratify = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int[] trainRows, int[] testRows) = SplitRows(path, options, testFraction, seed, stratify);
        bool[] isTest = new bool[trainRows.Length + testRows.Length];
        foreach (int row in testRows) { isTest[row] = true; }

        CsvSurvey? learned = null;
        int read = 0;
        CsvSchema.Survey(path, options, (survey, row) =>
        {
            learned = survey;
            if (!survey.Drops(row) && !isTest[read++]) { survey.Add(row); }
        });
        CsvSchema schema = learned!.Schema();

        using CsvInput input = new(schema, path, needsAnswers: true);
        CsvEncoder<T> train = new(schema, path, input.ColumnIndices, canDrop: true);
        CsvEncoder<T> test = new(schema, path, input.ColumnIndices, canDrop: true);
        read = 0;
        input.ReadAll(row =>
        {
            if (!learned.Drops(row)) { (isTest[read++] ? test : train).Add(row); }
        });
        return (train.Take().SelectRows(Ranks(trainRows)), test.Take().SelectRows(Ranks(testRows)), schema);
    }

    /// <summary>The rows of each part; dropped rows are not counted.</summary>
    private static (int[] Train, int[] Test) SplitRows(string path, CsvOptions options, double testFraction, int seed, bool stratify)
    {
        List<string> classes = [];
        CsvStatistics words = new(new CsvField(null, CsvFieldKind.Label, CsvMissing.Error));
        bool any = false;
        int rows = 0;
        CsvSchema.Survey(path, options, (survey, row) =>
        {
            any = true;
            if (survey.Drops(row)) { return; }
            rows++;
            if (survey.ClassOf(row) is not { } name) { return; }
            words.Add(name);
            classes.Add(name);
        });
        if (rows == 0) { throw CsvSchema.NoRows(path, any); }

        // Each row holds its own number. Classes are numbered as in the file; an unknown one is reported later, with its line.
        double[] numbers = [.. Enumerable.Range(0, rows).Select(row => (double)row)];
        CsvField label = new(null, CsvFieldKind.Label, CsvMissing.Error) { Categories = options.ClassNames.Count > 0 ? options.ClassNames : words.Categories() };
        Dataset<double> numbered = classes.Count > 0
            ? Dataset.FromLabels<double>(numbers, 1, [.. classes.Select(name => Math.Max(label.IndexOf(name), 0))])
            : Dataset.Create<double>(numbers, 1, numbers, 1);
        (Dataset<double> train, Dataset<double> test) = numbered.Split(testFraction, seed, stratify);
        return (Rows(train), Rows(test));

        static int[] Rows(Dataset<double> part) => Array.ConvertAll(part.Features.ToArray(), row => (int)row);
    }

    /// <summary>For each number, how many others are smaller; the numbers are distinct.</summary>
    private static int[] Ranks(int[] numbers)
    {
        int[] order = [.. Enumerable.Range(0, numbers.Length)];
        Array.Sort([.. numbers], order);
        int[] ranks = new int[numbers.Length];
        for (int rank = 0; rank < order.Length; rank++) { ranks[order[rank]] = rank; }
        return ranks;
    }
}
