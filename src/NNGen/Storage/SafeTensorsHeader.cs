using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using static NNGen.FileText;

namespace NNGen;

/// <summary>The header of a safetensors file: the tensors and their positions. Every rule of the format is checked here.</summary>
/// <remarks>Rules: the format's README and reference implementation, github.com/huggingface/safetensors.</remarks>
internal sealed class SafeTensorsHeader
{
    /// <summary>The format's limit of the header, in bytes.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>More dimensions than any tensor has; a header of 100 MB could list 49 million.</summary>
    public const int MaxRank = 64;

    /// <summary>More tensors, and more entries of metadata, than any model has: so the memory for a header is proportional to its size.</summary>
    public const int MaxEntries = 100_000;

    public const string MetadataName = "__metadata__";

    private SafeTensorsHeader(Dictionary<string, string> metadata, TensorEntry[] tensors)
    {
        Metadata = metadata;
        Tensors = tensors;
    }

    public Dictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the order of their bytes.</summary>
    public TensorEntry[] Tensors { get; }

    /// <summary>Bytes after the header.</summary>
    public long DataLength => Tensors.Length == 0 ? 0 : Tensors[^1].End;

    /// <summary>Reads a header and checks everything that can be checked without the data.</summary>
    /// <exception cref="SafeTensorsException">The header violates the format.</exception>
    public static SafeTensorsHeader Parse(ReadOnlySpan<byte> json, string file)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            string found = json.IsEmpty
                ? "is empty"
                : string.Create(CultureInfo.InvariantCulture, $"starts with byte 0x{json[0]:x2}");
            throw new SafeTensorsException(file, null, $"the header {found}, but must start with '{{'.");
        }

        if (!Utf8.IsValid(json)) { throw new SafeTensorsException(file, null, "the header is not valid UTF-8."); }

        Parser parser = new(json, file);
        SafeTensorsHeader header = parser.Parse();
        header.CheckLayout(file);
        return header;
    }

    /// <summary>The tensors' bytes follow one another from 0, without holes and overlaps.</summary>
    private void CheckLayout(string file)
    {
        Array.Sort(Tensors, static (a, b) =>
            a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin)
            : a.End != b.End ? a.End.CompareTo(b.End)
            : string.CompareOrdinal(a.Name, b.Name));
        long end = 0;
        TensorEntry? previous = null;
        foreach (TensorEntry tensor in Tensors)
        {
            if (tensor.Begin != end)
            {
                string what = tensor.Begin > end ? "leaves a hole" : "overlaps its predecessor";
                string where = previous is null ? "the data begins" : $"{Quote(previous.Name)} ends";
                throw new SafeTensorsException(
                    file, tensor.Name, $"{what}: it begins at byte {Number(tensor.Begin)}, but {where} at byte {Number(end)}.");
            }

            end = tensor.End;
            previous = tensor;
        }
    }

    private ref struct Parser
    {
        private readonly string file;
        private readonly HashSet<string> names = new(StringComparer.Ordinal);
        private readonly List<TensorEntry> tensors = [];

        // Of the tensor being read: the same two lists for all.
        private readonly List<long> shape = [];
        private readonly List<long> offsets = [];
        private Utf8JsonReader reader;
        private string? tensor;

        public Parser(ReadOnlySpan<byte> json, string file)
        {
            // Object of tensors, tensor, shape: nothing in the format is nested deeper.
            reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 3 });
            this.file = file;
        }

        public SafeTensorsHeader Parse()
        {
            try
            {
                Dictionary<string, string> metadata = new(StringComparer.Ordinal);
                reader.Read();
                while (NextName(out string name))
                {
                    if (!names.Add(name)) { throw new SafeTensorsException(file, null, $"the header has {Quote(name)} twice."); }

                    if (name == MetadataName)
                    {
                        ReadMetadata(metadata);
                        continue;
                    }

                    if (tensors.Count == MaxEntries)
                    {
                        throw new SafeTensorsException(
                            file, null, $"the header has more than {Number(MaxEntries)} tensors, the most that NNGen reads.");
                    }

                    tensor = name;
                    tensors.Add(ReadTensor(name));
                    tensor = null;
                }

                // The rest may only be padding: more JSON makes the reader throw.
                while (reader.Read()) { }
                return new SafeTensorsHeader(metadata, [.. tensors]);
            }
            catch (JsonException problem)
            {
                string what = tensor is null ? "the header " : "";
                throw new SafeTensorsException(file, tensor, $"{what}is not valid JSON: {problem.Message}", problem);
            }
        }

        private void ReadMetadata(Dictionary<string, string> metadata)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) { throw Wrong(MetadataName, "an object of strings"); }
            while (NextName(out string key))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String) { throw Wrong($"{MetadataName}, key {Quote(key)},", "a string"); }

                if (metadata.Count == MaxEntries)
                {
                    throw new SafeTensorsException(
                        file, null, $"{MetadataName} has more than {Number(MaxEntries)} entries, the most that NNGen reads.");
                }

                if (!metadata.TryAdd(key, ReadString()))
                {
                    throw new SafeTensorsException(file, null, $"{MetadataName} has the key {Quote(key)} twice.");
                }
            }
        }

        private TensorEntry ReadTensor(string name)
        {
            string? type = null;
            bool hasShape = false, hasOffsets = false;
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Wrong("its entry", "an object with dtype, shape and data_offsets");
            }

            while (NextName(out string field))
            {
                switch (field)
                {
                    case "dtype" when type is null:
                        type = ReadType();
                        break;
                    case "shape" when !hasShape:
                        ReadNumbers("shape", shape, MaxRank);
                        hasShape = true;
                        break;
                    case "data_offsets" when !hasOffsets:
                        ReadNumbers("data_offsets", offsets, 2);
                        hasOffsets = true;
                        break;
                    case "dtype" or "shape" or "data_offsets":
                        throw Problem($"has {field} twice.");
                    default:
                        throw Problem($"has the field {Quote(field)}; expected only dtype, shape and data_offsets.");
                }
            }

            if (type is null || !hasShape || !hasOffsets)
            {
                throw Problem($"has no {(type is null ? "dtype" : !hasShape ? "shape" : "data_offsets")}.");
            }

            if (offsets.Count != 2) { throw Problem($"has {Number(offsets.Count)} data_offsets; expected [begin, end]."); }
            CheckSize(type, offsets[0], offsets[1]);
            return new TensorEntry(name, type, [.. shape], offsets[0], offsets[1]);
        }

        private readonly void CheckSize(string type, long begin, long end)
        {
            if (end < begin)
            {
                throw Problem(
                    $"has data_offsets [{Number(begin)}, {Number(end)}], but the end must not be before the beginning.");
            }

            // The size of an unknown type is not checked: its tensor is not read.
            UInt128 bits = (UInt128)(TensorTypes.Bits(type) ?? 0);
            UInt128 count = 1;
            foreach (long dimension in shape)
            {
                count *= (UInt128)dimension;
                if (count > (UInt128)long.MaxValue) { throw TooLarge(); }
            }

            UInt128 bytes = (count * bits + 7) / 8;
            if (bytes > (UInt128)long.MaxValue) { throw TooLarge(); }
            if (bits > 0 && end - begin != (long)bytes)
            {
                throw Problem(
                    $"has {Number(end - begin)} bytes, but {type} {Shape(shape)} takes {Number((long)bytes)} bytes.");
            }
        }

        private readonly SafeTensorsException TooLarge() => Problem($"has the shape {Shape(shape)}, whose size exceeds 64 bits.");

        private string ReadType()
        {
            reader.Read();
            return reader.TokenType == JsonTokenType.String ? ReadString() : throw Wrong("its dtype", "a string");
        }

        private void ReadNumbers(string field, List<long> numbers, int limit)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray) { throw Wrong($"its {field}", "an array of whole numbers"); }
            numbers.Clear();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.Number) { throw Wrong($"an element of its {field}", "a whole number"); }
                if (reader.ValueSpan[0] == (byte)'-' || !reader.TryGetInt64(out long number))
                {
                    throw Wrong($"an element of its {field}", "a whole number from 0 to 9,223,372,036,854,775,807");
                }

                if (numbers.Count == limit)
                {
                    throw Problem(field == "shape"
                        ? $"has more than {Number(limit)} dimensions, the most that NNGen reads."
                        : "has more than 2 data_offsets; expected [begin, end].");
                }

                numbers.Add(number);
            }
        }

        /// <summary>Reads the next name of an object, or its end.</summary>
        private bool NextName(out string name)
        {
            // Inside an object the reader itself allows nothing but names and the end.
            reader.Read();
            bool found = reader.TokenType == JsonTokenType.PropertyName;
            name = found ? ReadString() : "";
            return found;
        }

        private readonly string ReadString()
        {
            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException problem)
            {
                // Half a surrogate pair, written as \ud800.
                throw new SafeTensorsException(
                    file, tensor, $"{(tensor is null ? "the header " : "")}has a string that is not valid Unicode text.", problem);
            }
        }

        private readonly SafeTensorsException Wrong(string what, string expected)
        {
            string found = reader.TokenType switch
            {
                JsonTokenType.Number => Quote(System.Text.Encoding.UTF8.GetString(reader.ValueSpan)),
                JsonTokenType.String => "a string",
                JsonTokenType.StartObject => "an object",
                JsonTokenType.StartArray => "an array",
                JsonTokenType.Null => "null",
                _ => "true or false",
            };
            return tensor is null
                ? new SafeTensorsException(file, null, $"{what} is {found}; expected {expected}.")
                : Problem($"is wrong: {what} is {found}; expected {expected}.");
        }

        private readonly SafeTensorsException Problem(string problem) => new(file, tensor, problem);
    }
}
