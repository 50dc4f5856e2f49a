namespace NNGen.Tests;

/// <summary>Time series and sequences from CSV files.</summary>
public sealed class CsvSeriesTests : IDisposable
{
    private const string Sensors = "sensor,time,x,y,kind\nb,0,1,2,walk\na,10,3,4,run\nb,1,5,6,walk\na,11,7,8,run\nb,2,9,10,walk\n";

    private static readonly CsvSeriesOptions Long = new() { Sequence = "sensor", Time = "time", Label = "kind" };

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_with_a_time_column_becomes_a_series_with_times()
    {
        string path = folder.Write("load.csv", "time,load,note,wind\n2025-03-01 06:00,1,a,2\n2025-03-01 07:00,3,b,4\n2025-03-01 10:00,5,c,6\n2025-03-01 11:00,7,d,8\n2025-03-01 12:00,9,e,10\n");

        Series<float> series = CsvSeries.Load<float>(path, new CsvSeriesOptions { Time = "time", Ignored = ["note"] });

        Assert.Equal(["load", "wind"], series.ColumnNames);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], series.Values.ToArray());
        Assert.Contains(
            "step 2 (2025-03-01 10:00:00) follows step 1 (2025-03-01 07:00:00) after 03:00:00, but steps are 01:00:00 apart",
            Assert.Throws<ArgumentException>(() => series.Windows(1)).Message);
        Assert.Equal([1, 2, 5, 6, 7, 8], series.Windows(1, gaps: Gaps.LeaveOut).Features.ToArray());
    }

    [Fact]
    public void A_file_without_a_header_has_numbered_columns()
    {
        Series<double> series = CsvSeries.Load<double>(folder.Write("a.csv", "1;2\n3;4\n"), new CsvSeriesOptions { HasHeader = false, Delimiter = ';' });

        Assert.Equal(["column 0", "column 1"], series.ColumnNames);
        Assert.Equal([1, 2, 3, 4], series.Values.ToArray());
        Assert.False(series.HasTimes);
    }

    [Fact]
    public void Rows_in_long_form_become_sequences()
    {
        IReadOnlyList<CsvSequence<float>> sequences = CsvSeries.LoadSequences<float>(folder.Write("sensors.csv", Sensors), Long);

        Assert.Equal([("b", "walk", 3), ("a", "run", 2)], sequences.Select(sequence => (sequence.Id, sequence.Label!, sequence.Steps.StepCount)));
        Assert.Equal([1, 2, 5, 6, 9, 10], sequences[0].Steps.Values.ToArray());
        Assert.Equal([3, 4, 7, 8, 0, 0], Series.Pad([sequences[1].Steps], length: 3));
    }

    [Fact]
    public void A_column_of_dates_is_recognized_as_times() => Assert.EndsWith(
        "line 2, column 1 ('day'): '2025-03-01' is not a finite number (for the times of the steps, state Time = \"day\").",
        Assert.Throws<DataFileException>(() => CsvSeries.Load<float>(folder.Write("days.csv", "day,x\n2025-03-01,1\n"))).Message);

    [Theory]
    [InlineData("sensor,time,x\na,0,1\na,1,\n", "long.csv, line 3, column 3 ('x'): the value is missing (fill it in, leave out the row, or split the series there, or ignore the column; a series has a value in every step).")]
    [InlineData("sensor,time,x\na,0,1\na,1,NaN\n", "long.csv, line 3, column 3 ('x'): 'NaN' is not a finite number (fill it in, leave out the row, or split the series there).")]
    [InlineData("sensor,time,x\na,0,-Infinity\n", "long.csv, line 2, column 3 ('x'): '-Infinity' is not a finite number (fill it in, leave out the row, or split the series there).")]
    [InlineData("sensor,time,x\na,0,wave\n", "long.csv, line 2, column 3 ('x'): 'wave' is not a finite number (columns of words go into Ignored).")]
    [InlineData("sensor,time,x\na,0,1\nb,0,2\na,0,3\n", "long.csv, line 4, column 2 ('time'): '0' is not later than the time of the step before in sequence 'a' (sort the rows by time).")]
    [InlineData("sensor,time,x\na,0,1\na,noon,2\n", "long.csv, line 3, column 2 ('time'): 'noon' is not a time (expected a number, as in the rows before).")]
    [InlineData("sensor,time,x\na,soon,1\n", "long.csv, line 2, column 2 ('time'): 'soon' is not a time (expected a date and time such as 2025-03-01 06:00, or a number).")]
    [InlineData("sensor,time,x\na,0\n", "long.csv, line 2: the row has 2 values, expected 3 (as in the header).")]
    [InlineData("sensor,time,x\n", "long.csv: it has no rows.")]
    [InlineData("sensor,times,x\na,0,1\n", "long.csv, line 1: there is no column 'time' (it has 'sensor', 'times', 'x').")]
    public void A_mistake_in_a_file_is_refused_by_line_and_column(string text, string expected)
    {
        string path = folder.Write("long.csv", text);

        Assert.Equal(expected, folder.Message<DataFileException>(() => CsvSeries.LoadSequences<float>(path, new CsvSeriesOptions { Sequence = "sensor", Time = "time" })));
    }

    [Fact]
    public void Different_labels_of_one_sequence_are_refused()
    {
        string path = folder.Write("sensors.csv", Sensors.Replace("b,2,9,10,walk", "b,2,9,10,run", StringComparison.Ordinal));

        Assert.Equal(
            "sensors.csv, line 6, column 5 ('kind'): sequence 'b' has the label 'run' here and 'walk' before, but one class belongs to all of its steps.",
            folder.Message<DataFileException>(() => CsvSeries.LoadSequences<float>(path, Long)));
    }

    [Fact]
    public void A_file_of_sequences_is_not_read_as_one_series_by_mistake()
    {
        string path = folder.Write("sensors.csv", Sensors);

        Assert.StartsWith("The options name a column of sequences or labels", Assert.Throws<ArgumentException>(() => CsvSeries.Load<float>(path, Long)).Message);
        Assert.StartsWith("The options do not name the column", Assert.Throws<ArgumentException>(() => CsvSeries.LoadSequences<float>(path, new CsvSeriesOptions())).Message);
    }
}
