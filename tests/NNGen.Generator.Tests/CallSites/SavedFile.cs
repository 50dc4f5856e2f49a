using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generator.Tests;

/// <summary>
/// A safetensors file that the library has written, as an additional file of a project. It has no text, because the compiler fails if
/// an analyzer reads a binary file as text.
/// </summary>
internal sealed class SavedFile : AdditionalText, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nngen-file-").FullName;

    /// <summary>Makes a file with tensors of zeros.</summary>
    public SavedFile(string name, params (string Name, int[] Shape)[] tensors)
    {
        Path = System.IO.Path.Combine(folder, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var writer = new SafeTensorsWriter();
        foreach (var (tensor, shape) in tensors) { writer.Add<float>(tensor, shape, new float[shape.Aggregate(1, (size, dimension) => size * dimension)]); }
        writer.Metadata["network"] = "a \"net\" \\ ü {[,]}";
        writer.Save(Path);
    }

    /// <summary>Makes a file of any bytes.</summary>
    public SavedFile(string name, byte[] bytes)
    {
        Path = System.IO.Path.Combine(folder, name);
        File.WriteAllBytes(Path, bytes);
    }

    public override string Path { get; }

    public override SourceText GetText(CancellationToken cancellationToken = default) => throw new InvalidDataException("CS2015");

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
