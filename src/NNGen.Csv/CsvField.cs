namespace NNGen;

/// <summary>What a column is for.</summary>
internal enum CsvFieldKind
{
    Number,
    Category,
    Label,
    Target,
    Ignored,
}

/// <summary>One column as a schema knows it.</summary>
/// <param name="Name">Its name; null where the file has none.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Categories">The categories or classes, in the order of their features or numbers; empty for numbers.</param>
/// <param name="Fill">What stands for a missing number.</param>
internal sealed record CsvField(string? Name, CsvFieldKind Kind, IReadOnlyList<string> Categories, double Fill)
{
    private readonly Dictionary<string, int> places = Places(Categories);

    public bool IsFeature => Kind is CsvFieldKind.Number or CsvFieldKind.Category;

    public bool IsAnswer => Kind is CsvFieldKind.Label or CsvFieldKind.Target;

    /// <summary>How many features the column gives.</summary>
    public int Width => Kind switch
    {
        CsvFieldKind.Number => 1,
        CsvFieldKind.Category => Categories.Count,
        _ => 0,
    };

    /// <summary>The number of a category or class; -1 where it is not known.</summary>
    public int PlaceOf(string category) => places.GetValueOrDefault(category, -1);

    private static Dictionary<string, int> Places(IReadOnlyList<string> categories)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < categories.Count; i++)
        {
            if (!places.TryAdd(categories[i], i)) { throw new ArgumentException($"The name {CsvText.Quote(categories[i])} occurs twice."); }
        }

        return places;
    }
}
