using NNGen.Plots;

namespace Articles;

/// <summary>The environment of a sample: where to print and draw, and whether to run with small settings.</summary>
/// <param name="name">The sample's name, which is the prefix of its pictures' names.</param>
/// <param name="folder">The folder of the pictures.</param>
/// <param name="output">The writer of the text.</param>
/// <param name="isQuick">Whether to use small settings.</param>
internal sealed class ArticleContext(string name, string folder, TextWriter output, bool isQuick)
{
    private readonly List<string> pictures = [];

    /// <summary>The file names of the pictures so far.</summary>
    public IReadOnlyList<string> Pictures => pictures;

    /// <summary>One of two settings: one that shows the idea, or one that only runs the same code.</summary>
    public T Choose<T>(T full, T quick) => isQuick ? quick : full;

    public void Print(string line = "") => output.WriteLine(line);

    /// <summary>Writes a picture; the first is named after the sample, others with an additional word.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="part">The additional word; null for the first picture.</param>
    public void Save(Picture picture, string? part = null)
    {
        string file = part is null ? $"{name}.svg" : $"{name}-{part}.svg";
        picture.Save(Path.Combine(folder, file));
        pictures.Add(file);
    }
}
