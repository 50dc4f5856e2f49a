using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>Collects the rows of one sequence.</summary>
internal sealed class SequenceBuilder<T>(string id, SeriesColumns columns)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string ForGaps = "fill it in, leave out the row, or split the series there";

    private readonly List<T> values = [];
    private readonly List<DateTime> dates = [];
    private readonly List<double> numbers = [];
    private string? label;

    public void Add(in CsvRow row)
    {
        if (columns.Time is { } time) { AddTime(row, time); }
        if (columns.Label is { } column)
        {
            string text = row.Fields[column];
            if (text.Length == 0) { throw columns.Wrong(row, column, "the label is missing."); }
            if (label is not null && label != text)
            {
                throw columns.Wrong(row, column, $"sequence {FileText.Quote(id)} has the label {FileText.Quote(text)} here and {FileText.Quote(label)} before, but one class belongs to all of its steps.");
            }

            label = text;
        }

        foreach (int place in columns.Values)
        {
            string text = row.Fields[place];
            T value = CsvNumber.TryParse(text, out double number) ? T.CreateTruncating(number) : T.NaN;
            if (T.IsFinite(value)) { values.Add(value); }
            else
            {
                throw columns.Wrong(row, place, text.Length == 0
                    ? $"the value is missing ({ForGaps}, or ignore the column; a series has a value in every step)."
                    : $"{FileText.Quote(text)} is not a finite number ({SuggestionFor(text, place)}).");
            }
        }
    }

    public CsvSequence<T> Take()
    {
        Series<T> steps = Series.Create<T>(values.ToArray(), columns.Values.Length, [.. columns.Values.Select(column => columns.Names[column])]);
        if (dates.Count > 0) { steps = steps.WithTimes(dates.ToArray()); }
        if (numbers.Count > 0) { steps = steps.WithTimes(numbers.ToArray()); }
        return new CsvSequence<T>(id, steps, label);
    }

    private string SuggestionFor(string text, int place) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? ForGaps
        : columns.Time is null && DateTime.TryParse(text, CultureInfo.InvariantCulture, out _) ? $"for the times of the steps, state Time = {columns.Reference(place)}"
        : "columns of words go into Ignored";

    /// <summary>The first row decides whether times are numbers or dates.</summary>
    private void AddTime(in CsvRow row, int column)
    {
        string text = row.Fields[column];
        bool isEarly;
        if (dates.Count == 0 && CsvNumber.TryParse(text, out double number))
        {
            isEarly = numbers.Count > 0 && number <= numbers[^1];
            numbers.Add(number);
        }
        else if (numbers.Count == 0
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime date))
        {
            isEarly = dates.Count > 0 && date <= dates[^1];
            dates.Add(date);
        }
        else
        {
            throw columns.Wrong(row, column, $"{FileText.Quote(text)} is not a time (expected {(numbers.Count > 0 ? "a number, as in the rows before" : "a date and time such as 2025-03-01 06:00, or a number")}).");
        }

        if (isEarly)
        {
            throw columns.Wrong(row, column, $"{FileText.Quote(text)} is not later than the time of the step before{(columns.Sequence is null ? "" : $" in sequence {FileText.Quote(id)}")} (sort the rows by time).");
        }
    }
}
