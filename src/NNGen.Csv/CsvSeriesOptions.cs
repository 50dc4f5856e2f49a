using System.Text;

namespace NNGen;

/// <summary>How to read time series from a CSV file: one row per step. Columns that are not named here are the values of a step.</summary>
public sealed record CsvSeriesOptions
{
    /// <summary>
    /// The column with the time of each step: a date and time such as <c>2025-03-01 06:00</c> (without an offset it is UTC), or a number. Times increase from
    /// row to row, or within a sequence; null if steps have no time.
    /// </summary>
    public CsvColumn? Time { get; init; }

    /// <summary>The column that tells sequences apart, in files that hold several; for <see cref="CsvSeries.LoadSequences"/>.</summary>
    public CsvColumn? Sequence { get; init; }

    /// <summary>The column with the class of a sequence, the same in all of its rows; null if there is none.</summary>
    public CsvColumn? Label { get; init; }

    /// <summary>Columns that are not read.</summary>
    public IReadOnlyList<CsvColumn> Ignored { get; init; } = [];

    /// <summary>Whether the first line names the columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The separator between two values.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>The encoding of the text; by default UTF-8, in which invalid bytes are an error.</summary>
    public Encoding? Encoding { get; init; }
}
