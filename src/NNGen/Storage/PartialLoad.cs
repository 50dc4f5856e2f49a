using System.Globalization;

namespace NNGen;

/// <summary>What <see cref="ParameterFile.LoadPart{T}(ParameterBlock{T}, string)"/> has loaded, and what it has not.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Network">The name of the network.</param>
/// <param name="Loaded">The names of the parameters that were replaced.</param>
/// <param name="Missing">Parameters that the file does not have, with their shapes; they are as they were.</param>
/// <param name="Different">Parameters that the file has with another shape or type, with both; they are as they were.</param>
/// <param name="Unused">Tensors of the file that the network does not have, with their shapes.</param>
public sealed record PartialLoad(
    string File, string Network, IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Different, IReadOnlyList<string> Unused)
{
    /// <summary>Returns a list of everything that was and was not loaded.</summary>
    public override string ToString()
    {
        string[] lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{Network}: loaded {Loaded.Count} of {Loaded.Count + Missing.Count + Different.Count} tensors of {File}"),
            .. Missing.Select(one => $"  missing in the file: {one}"),
            .. Different.Select(one => $"  different: {one}"),
            .. Unused.Select(one => $"  unused: {one}"),
        ];
        return string.Join("\n", lines);
    }
}
