using System.Globalization;
using System.Text;

namespace NNGen;

/// <summary>How to read a CSV file. Columns that are not named here are numeric features.</summary>
public sealed record CsvOptions
{
    /// <summary>The column that holds each row's class; give this or <see cref="Targets"/>.</summary>
    public CsvColumn? Label { get; init; }

    /// <summary>The columns that hold each row's target values, for regression; give these or <see cref="Label"/>.</summary>
    public IReadOnlyList<CsvColumn> Targets { get; init; } = [];

    /// <summary>Categorical columns. Each category becomes a feature called <c>column=category</c>: 1 in its rows, 0 in others.</summary>
    public IReadOnlyList<CsvColumn> Categorical { get; init; } = [];

    /// <summary>Columns that are not read.</summary>
    public IReadOnlyList<CsvColumn> Ignored { get; init; } = [];

    /// <summary>
    /// The classes, if their order matters; if empty, the classes that occur, sorted: as numbers if all are numbers, else as text.
    /// </summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Whether the first line names the columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The separator between two values.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>
    /// What to do if a feature's value is missing, in columns without one of <see cref="MissingRules"/>. A missing class or target is always an
    /// error, or drops its row.
    /// </summary>
    public CsvMissing Missing { get; init; } = CsvMissing.Error;

    /// <summary>What to do if a value of a certain column is missing, and whether an additional feature indicates it.</summary>
    public IReadOnlyList<CsvMissingRule> MissingRules { get; init; } = [];

    /// <summary>What <see cref="CsvMissing.Constant"/> substitutes for a missing number.</summary>
    public double MissingValue { get; init; }

    /// <summary>Texts that mean "no value".</summary>
    public IReadOnlyList<string> MissingMarkers { get; init; } = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "?"];

    /// <summary>
    /// Whether an unknown category becomes all zeros instead of an error (scikit-learn's
    /// <c>handle_unknown='ignore'</c>).
    /// </summary>
    public bool IgnoreUnknownCategories { get; init; }

    /// <summary>The encoding of the text; by default UTF-8, in which invalid bytes are an error.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Returns a text such as <c>label species, delimiter ',', missing Error</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Label is { } label ? $"label {label}" : $"targets {string.Join(", ", Targets.Select(target => target.ToString()))}")}, delimiter '{Delimiter}', missing {Missing}{(Missing == CsvMissing.Constant ? $" {MissingValue.ToString(CultureInfo.InvariantCulture)}" : "")}");
}
