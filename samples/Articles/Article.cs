namespace Articles;

/// <summary>A sample that shows one idea: a page of code, some pictures, and a key figure that proves it.</summary>
/// <param name="Name">The argument that runs it, and the prefix of its pictures' names.</param>
/// <param name="Idea">What it shows, in a few words.</param>
/// <param name="Run">Trains, prints, draws, and returns the key figure.</param>
internal sealed record Article(string Name, string Idea, Func<ArticleContext, KeyFigure> Run)
{
    /// <summary>Why the pictures differ from run to run, such as measured times; null if they always have the same bytes.</summary>
    public string? Varies { get; init; }
}
