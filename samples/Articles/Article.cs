namespace Articles;

/// <summary>A sample that shows one idea: a page of code, some pictures, one figure that proves it.</summary>
/// <param name="Name">What one types to run it; its pictures' names begin with it.</param>
/// <param name="Idea">What it shows, in a few words.</param>
/// <param name="Run">Trains, prints, draws, and returns the figure that matters.</param>
internal sealed record Article(string Name, string Idea, Func<ArticleContext, KeyFigure> Run)
{
    /// <summary>Why the pictures differ from run to run, such as measured times; null where they are always the same, to the byte.</summary>
    public string? Varies { get; init; }
}
