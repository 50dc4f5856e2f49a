using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NNGen;

// Saving a schema for another program.
public sealed partial class CsvSchema
{
    private const int FormatVersion = 1;

    /// <summary>Saves the schema as JSON, for the program that predicts.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, FormatVersion);
            json.WriteBoolean("header"u8, HasHeader);
            json.WriteString("delimiter"u8, Delimiter.ToString());
            json.WriteString("encoding"u8, TextEncoding?.WebName);
            WriteTexts(json, "missingMarkers", markers.Order(StringComparer.Ordinal));
            json.WriteBoolean("ignoreUnknownCategories"u8, IgnoresUnknownCategories);
            json.WriteStartArray("columns"u8);
            foreach (CsvField field in Fields)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, field.Name);
                json.WriteString("kind"u8, field.Kind.ToString());
                json.WriteString("missing"u8, field.Missing.ToString());
                if (field.HasIndicator) { json.WriteBoolean("indicator"u8, true); }
                if (field.FillCategory >= 0) { json.WriteNumber("fillCategory"u8, field.FillCategory); }
                if (field.Kind is CsvFieldKind.Category or CsvFieldKind.Label) { WriteTexts(json, "categories", field.Categories); }
                if (field.Kind == CsvFieldKind.Number) { json.WriteNumber("fill"u8, field.Fill); }
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        AtomicFile.Write(path, stream => buffer.WriteTo(stream));
    }

    /// <summary>Opens a saved schema.</summary>
    /// <param name="path">The file that <see cref="Save"/> wrote.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="DataFileException">The file is not a schema, or was written by a newer NNGen.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static CsvSchema Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            int version = root.GetProperty("version"u8).GetInt32();
            if (version != FormatVersion)
            {
                throw new DataFileException(path, null, null, string.Create(CultureInfo.InvariantCulture, $"its version is {version}; this NNGen reads version {FormatVersion} (use a newer NNGen)."));
            }

            string? encoding = root.GetProperty("encoding"u8).GetString();
            CsvOptions options = new()
            {
                HasHeader = root.GetProperty("header"u8).GetBoolean(),
                Delimiter = root.GetProperty("delimiter"u8).GetString()!.Single(),
                Encoding = encoding is null ? null : Encoding.GetEncoding(encoding),
                MissingMarkers = Texts(root.GetProperty("missingMarkers"u8)),
                IgnoreUnknownCategories = root.GetProperty("ignoreUnknownCategories"u8).GetBoolean(),
            };
            CsvField[] fields = [.. root.GetProperty("columns"u8).EnumerateArray().Select(Field)];
            return fields.Any(field => field.IsAnswer) && fields.Any(field => field.IsFeature) && fields.All(field => field.Name is not null == options.HasHeader)
                ? new CsvSchema(fields, options)
                : throw new FormatException("its columns do not fit together");
        }
        catch (Exception problem) when (problem
            is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or (FormatException and not DataFileException))
        {
            throw new DataFileException(path, null, null, $"it is not a schema written by NNGen: {problem.Message}", problem);
        }
    }

    private static CsvField Field(JsonElement column)
    {
        CsvField field = new(
            column.GetProperty("name"u8).GetString(),
            Enum.Parse<CsvFieldKind>(column.GetProperty("kind"u8).GetString()!),
            Enum.Parse<CsvMissing>(column.GetProperty("missing"u8).GetString()!))
        {
            HasIndicator = column.TryGetProperty("indicator"u8, out JsonElement indicator) && indicator.GetBoolean(),
            Categories = column.TryGetProperty("categories"u8, out JsonElement categories) ? Texts(categories) : [],
            Fill = column.TryGetProperty("fill"u8, out JsonElement fill) ? fill.GetDouble() : 0,
            FillCategory = column.TryGetProperty("fillCategory"u8, out JsonElement fillCategory) ? fillCategory.GetInt32() : -1,
        };
        return field.FillCategory < field.Categories.Count ? field : throw new FormatException("a column is filled with a category that it does not have");
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) { json.WriteStringValue(text); }
        json.WriteEndArray();
    }

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString() ?? "")];
}
