using NNGen.Plots;

namespace Articles;

/// <summary>What a sample is given: where to print and draw, and how much work it may do.</summary>
/// <param name="name">The sample's name, with which its pictures' names begin.</param>
/// <param name="folder">Where pictures go.</param>
/// <param name="output">Where text goes.</param>
/// <param name="isQuick">Whether small settings will do.</param>
internal sealed class ArticleContext(string name, string folder, TextWriter output, bool isQuick)
{
    private readonly List<string> pictures = [];

    /// <summary>The pictures that were drawn, by file name.</summary>
    public IReadOnlyList<string> Pictures => pictures;

    /// <summary>One of two settings: the one that shows the idea, or one that merely runs through the same code.</summary>
    public T Choose<T>(T full, T quick) => isQuick ? quick : full;

    public void Print(string line = "") => output.WriteLine(line);

    /// <summary>Writes a picture; one after the sample itself, further ones with a word more.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="part">What tells it from the sample's other pictures; null for the first.</param>
    public void Save(Picture picture, string? part = null)
    {
        string file = part is null ? $"{name}.svg" : $"{name}-{part}.svg";
        picture.Save(Path.Combine(folder, file));
        pictures.Add(file);
    }
}
