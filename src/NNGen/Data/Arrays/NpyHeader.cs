using System.Globalization;
using System.Text;
using static NNGen.FileText;

namespace NNGen;

/// <summary>
/// The header of a <c>.npy</c> file: a Python dictionary with the keys <c>descr</c>, <c>fortran_order</c> and <c>shape</c>
/// (NumPy, <c>numpy.lib.format</c>).
/// </summary>
internal sealed record NpyHeader(TensorType Type, bool IsBigEndian, bool IsFortranOrder, int[] Shape, int ByteCount)
{
    /// <summary>NumPy's limit for untrusted files is 10,000; arrays of numbers need about 100.</summary>
    public const int MaxLength = 1 << 16;

    /// <summary>NumPy allows 64 dimensions.</summary>
    private const int MaxDimensions = 64;

    public static NpyHeader Parse(byte[] header, string file)
    {
        Parser parser = new(Encoding.Latin1.GetString(header), file);
        return parser.Header();
    }

    public static byte[] Text(TensorType type, IReadOnlyList<int> shape)
    {
        string dimensions = string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture))) + (shape.Count == 1 ? "," : "");
        return Encoding.Latin1.GetBytes($"{{'descr': '{Descr(type)}', 'fortran_order': False, 'shape': ({dimensions}), }}");
    }

    private static string Descr(TensorType type) => type switch
    {
        TensorType.Bool => "|b1",
        TensorType.UInt8 => "|u1",
        TensorType.Int8 => "|i1",
        TensorType.Int16 => "<i2",
        TensorType.UInt16 => "<u2",
        TensorType.Float16 => "<f2",
        TensorType.Int32 => "<i4",
        TensorType.UInt32 => "<u4",
        TensorType.Float32 => "<f4",
        TensorType.Float64 => "<f8",
        TensorType.Int64 => "<i8",
        TensorType.UInt64 => "<u8",
        _ => throw new NotSupportedException($"NumPy has no type for {type.Code()}; save float values instead."),
    };

    /// <summary>Reads only the kind of dictionary that NumPy writes; nothing is evaluated, and nothing is nested.</summary>
    private sealed class Parser(string text, string file)
    {
        private int position;

        public NpyHeader Header()
        {
            string? descr = null;
            bool? isFortran = null;
            List<long>? shape = null;
            Expect('{');
            while (!TryTake('}'))
            {
                string key = QuotedText();
                Expect(':');
                bool isNew = key switch
                {
                    "descr" => descr is null,
                    "fortran_order" => isFortran is null,
                    "shape" => shape is null,
                    _ => throw Wrong($"the header has the key {Quote(key)}; expected 'descr', 'fortran_order' and 'shape'"),
                };
                if (!isNew) { throw Wrong($"the header has the key {Quote(key)} twice"); }
                switch (key)
                {
                    case "descr": descr = Descr(); break;
                    case "shape": shape = Dimensions(); break;
                    default: isFortran = Truth(); break;
                }

                if (!TryTake(','))
                {
                    Expect('}');
                    break;
                }
            }

            SkipSpace();
            if (position < text.Length) { throw Wrong($"{Quote(text[position..])} follows the header's dictionary"); }
            if (descr is null || isFortran is null || shape is null)
            {
                string missing = descr is null ? "descr" : isFortran is null ? "fortran_order" : "shape";
                throw Wrong($"the header has no '{missing}'");
            }

            (TensorType type, bool isBigEndian) = TypeOf(descr);
            return new NpyHeader(type, isBigEndian, isFortran.Value, [.. shape.Select(d => (int)d)], Bytes(shape, type));
        }

        private int Bytes(List<long> shape, TensorType type)
        {
            int bytes = ArraySize.Bytes(shape, type);
            return bytes >= 0
                ? bytes
                : throw Wrong($"the shape {FileText.Shape(shape)} takes more than the {Number(Array.MaxLength)} bytes that NNGen reads at once");
        }

        private string Descr()
        {
            SkipSpace();
            return position < text.Length && text[position] == '['
                ? throw Wrong("it holds records of several fields; save each field as a separate array")
                : QuotedText();
        }

        private (TensorType Type, bool IsBigEndian) TypeOf(string descr)
        {
            string code = descr.Length > 0 && "<>|=".Contains(descr[0]) ? descr[1..] : descr;
            TensorType? type = code switch
            {
                "b1" or "?" => TensorType.Bool,
                "u1" => TensorType.UInt8,
                "i1" => TensorType.Int8,
                "i2" => TensorType.Int16,
                "u2" => TensorType.UInt16,
                "f2" => TensorType.Float16,
                "i4" => TensorType.Int32,
                "u4" => TensorType.UInt32,
                "f4" => TensorType.Float32,
                "f8" => TensorType.Float64,
                "i8" => TensorType.Int64,
                "u8" => TensorType.UInt64,
                _ => null,
            };
            bool isBigEndian = descr.StartsWith('>') || (!descr.StartsWith('<') && !BitConverter.IsLittleEndian);
            return type is { } known
                ? (known, isBigEndian)
                : throw Wrong(
                    code.StartsWith('O')
                        ? "it holds Python objects, whose reading would run code; save numbers instead (array.astype(float))"
                        : $"its type is {Quote(descr)}; NNGen reads bool, integers of 8 to 64 bits and floats of 16 to 64 bits");
        }

        private List<long> Dimensions()
        {
            List<long> dimensions = [];
            Expect('(');
            while (!TryTake(')'))
            {
                SkipSpace();
                int start = position;
                while (position < text.Length && char.IsAsciiDigit(text[position])) { position++; }
                if (!long.TryParse(text.AsSpan(start, position - start), out long dimension))
                {
                    throw Wrong($"the header's shape has {Quote(text[start..])}; expected whole numbers, not below 0");
                }

                // Python 2 wrote 3L.
                if (position < text.Length && text[position] == 'L') { position++; }
                dimensions.Add(dimension);
                if (dimensions.Count > MaxDimensions) { throw Wrong($"the shape has more than {MaxDimensions} dimensions"); }
                if (!TryTake(','))
                {
                    Expect(')');
                    break;
                }
            }

            return dimensions;
        }

        private bool Truth()
        {
            SkipSpace();
            foreach (bool value in (ReadOnlySpan<bool>)[true, false])
            {
                if (!text.AsSpan(position).StartsWith(value.ToString())) { continue; }
                position += value.ToString().Length;
                return value;
            }

            throw Wrong($"'fortran_order' is {Quote(text[position..])}; expected True or False");
        }

        private string QuotedText()
        {
            SkipSpace();
            if (position >= text.Length || text[position] is not ('\'' or '"')) { throw Unexpected("a text in quotes"); }
            int end = text.IndexOf(text[position], position + 1);
            if (end < 0) { throw Unexpected("a text in quotes"); }
            string quoted = text[(position + 1)..end];
            position = end + 1;
            return quoted;
        }

        private void Expect(char c)
        {
            if (!TryTake(c)) { throw Unexpected($"'{c}'"); }
        }

        private bool TryTake(char c)
        {
            SkipSpace();
            if (position >= text.Length || text[position] != c) { return false; }
            position++;
            return true;
        }

        private void SkipSpace()
        {
            while (position < text.Length && text[position] is (' ' or '\n' or '\t' or '\r')) { position++; }
        }

        private DataFileException Unexpected(string expected) =>
            Wrong(position >= text.Length
                ? $"the header ends where {expected} was expected"
                : $"the header has {Quote(text[position..])} where {expected} was expected");

        private DataFileException Wrong(string problem) => new(file, null, null, problem + ".");
    }
}
