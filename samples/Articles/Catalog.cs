namespace Articles;

/// <summary>All samples, in the order in which one would read them.</summary>
internal static class Catalog
{
    public static IReadOnlyList<Article> All { get; } =
    [
        new("collapse", "two linear layers are one", Collapse.Run),
    ];
}
