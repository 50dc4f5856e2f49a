namespace NNGen;

/// <summary>A file that <see cref="ImageFolder.KeepReadable"/> left out.</summary>
/// <param name="File">The file.</param>
/// <param name="Problem">What is wrong with it; the text begins with the file.</param>
public sealed record UnreadableImage(string File, string Problem)
{
    /// <summary>Returns <see cref="Problem"/>.</summary>
    public override string ToString() => Problem;
}
