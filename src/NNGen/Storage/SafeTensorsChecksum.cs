using System.Globalization;
using System.Text;

namespace NNGen;

/// <summary>
/// The checksum that NNGen puts into a safetensors file's metadata, because the format has none: CRC-32C of all names, texts, types, shapes
/// and values.
/// </summary>
/// <remarks>
/// It covers the content of the file, not its bytes, so that it stays valid if a program reads and writes the file again in another order or
/// with other spaces. Values are included by the CRC-32C of each tensor's bytes.
/// </remarks>
internal static class SafeTensorsChecksum
{
    public const string Key = "nngen.checksum";

    /// <summary>The checksum as in the metadata.</summary>
    /// <param name="metadata">The texts; the checksum among them is ignored.</param>
    /// <param name="tensors">The tensors; with each the CRC-32C of its bytes.</param>
    public static string Of(
        IEnumerable<KeyValuePair<string, string>> metadata,
        IEnumerable<(string Name, string Type, IEnumerable<long> Shape, uint Sum)> tensors)
    {
        StringBuilder text = new();
        foreach ((string key, string value) in metadata.Where(entry => entry.Key != Key).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Add(key);
            Add(value);
        }

        text.Append('\n');
        foreach ((string name, string type, IEnumerable<long> shape, uint sum) in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            Add(name);
            Add(type);
            foreach (long dimension in shape) { text.Append(CultureInfo.InvariantCulture, $"{dimension},"); }
            text.Append(CultureInfo.InvariantCulture, $"{sum:x8}\n");
        }

        return string.Create(CultureInfo.InvariantCulture, $"crc32c:{Crc32C.Of(Encoding.UTF8.GetBytes(text.ToString())):x8}");

        // With its length, so that different lists of texts have different bytes.
        void Add(string part) => text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
    }
}
