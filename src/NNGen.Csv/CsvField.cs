namespace NNGen;

/// <summary>The role of a column.</summary>
internal enum CsvFieldKind
{
    Number,
    Category,
    Label,
    Target,
    Ignored,
}

/// <summary>One column of a schema.</summary>
/// <param name="Name">Its name; null if the file has none.</param>
/// <param name="Kind">Its role.</param>
/// <param name="Missing">What to do if a value is missing.</param>
internal sealed record CsvField(string? Name, CsvFieldKind Kind, CsvMissing Missing)
{
    // Most columns are numbers, and a file may have a million: what only categorical columns need is created only for these.
    private readonly Dictionary<string, int>? indices;

    /// <summary>Whether there is an indicator feature for missing values.</summary>
    public bool HasIndicator { get; init; }

    /// <summary>The substitute for a missing number.</summary>
    public double Fill { get; init; }

    /// <summary>The substitute for a missing category; -1 for none.</summary>
    public int FillCategory { get; init; } = -1;

    /// <summary>The categories or classes, in the order of their features or numbers; empty for numbers.</summary>
    public IReadOnlyList<string> Categories
    {
        get;
        init
        {
            field = value;
            indices = value.Count == 0 ? null : Indices(value);
        }
    } = [];

    public bool IsFeature => Kind is CsvFieldKind.Number or CsvFieldKind.Category;

    public bool IsAnswer => Kind is CsvFieldKind.Label or CsvFieldKind.Target;

    /// <summary>The number of a category or class; -1 if it is unknown.</summary>
    public int IndexOf(string category) => indices is null ? -1 : indices.GetValueOrDefault(category, -1);

    private static Dictionary<string, int> Indices(IReadOnlyList<string> categories)
    {
        Dictionary<string, int> indices = new(StringComparer.Ordinal);
        for (int i = 0; i < categories.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(categories[i])) { throw new ArgumentException($"Name {FileText.Number(i)} of the column is empty."); }
            if (!indices.TryAdd(categories[i], i)) { throw new ArgumentException($"The name {FileText.Quote(categories[i])} occurs twice."); }
        }

        return indices;
    }
}
