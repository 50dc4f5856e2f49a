namespace NNGen;

/// <summary>What to do where a feature's value is missing (see <see cref="CsvOptions.MissingMarkers"/>).</summary>
public enum CsvMissing
{
    /// <summary>An error with line and column.</summary>
    Error,

    /// <summary>The row is left out; so are rows whose class or target is missing.</summary>
    DropRow,

    /// <summary>A number is the mean of its column in the file that the schema was inferred from; a category is none: all zeros.</summary>
    Mean,

    /// <summary>A number is <see cref="CsvOptions.MissingValue"/>; a category is none: all zeros.</summary>
    Constant,
}
