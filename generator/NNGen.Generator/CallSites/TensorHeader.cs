using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NNGen.Generator.Diagnostics;

/// <summary>A tensor as described in a file.</summary>
internal sealed record TensorHeader(string Name, string Type, EquatableArray<long> Shape)
{
    /// <summary>The maximum number of tensors, more than any network has.</summary>
    private const int MaxTensors = 10_000;

    /// <summary>The maximum depth: object of tensors, tensor, shape. The format has nothing deeper, and metadata is skipped.</summary>
    private const int MaxDepth = 8;

    /// <summary>
    /// Reads the JSON of a safetensors header: <c>{"0.weight":{"dtype":"F32","shape":[32,64],"data_offsets":[0,8192]}, ...}</c>.
    /// </summary>
    /// <returns>The tensors in the order of the file, or null if the text has another form; the runtime reports what is wrong with it.</returns>
    public static IReadOnlyList<TensorHeader>? Parse(string json)
    {
        var reader = new Reader(json);
        var tensors = new List<TensorHeader>();
        if (!reader.Take('{')) { return null; }
        if (reader.Take('}')) { return tensors; }
        do
        {
            if (reader.Text() is not { } name || !reader.Take(':') || tensors.Count == MaxTensors) { return null; }
            if (name == "__metadata__")
            {
                if (!reader.Skip(0)) { return null; }
            }
            else if (Tensor(reader, name) is { } tensor)
            {
                tensors.Add(tensor);
            }
            else
            {
                return null;
            }
        }
        while (reader.Take(','));
        return reader.Take('}') ? tensors : null;
    }

    private static TensorHeader? Tensor(Reader reader, string name)
    {
        string? type = null;
        List<long>? shape = null;
        if (!reader.Take('{')) { return null; }
        do
        {
            string? field = reader.Text();
            if (field is null || !reader.Take(':')) { return null; }
            switch (field)
            {
                case "dtype":
                    type = reader.Text();
                    break;
                case "shape":
                    shape = reader.Numbers();
                    break;
                default:
                    if (!reader.Skip(0)) { return null; }
                    break;
            }
        }
        while (reader.Take(','));
        return reader.Take('}') && type is not null && shape is not null ? new TensorHeader(name, type, shape.ToEquatableArray()) : null;
    }

    private sealed class Reader(string json)
    {
        private int at;

        public bool Take(char expected)
        {
            SkipSpaces();
            if (at >= json.Length || json[at] != expected) { return false; }
            at++;
            return true;
        }

        public string? Text()
        {
            if (!Take('"')) { return null; }
            var text = new StringBuilder();
            while (at < json.Length)
            {
                char c = json[at++];
                if (c == '"') { return text.ToString(); }
                if (c != '\\')
                {
                    text.Append(c);
                    continue;
                }

                if (at >= json.Length) { return null; }
                switch (json[at++])
                {
                    case 'n': text.Append('\n'); break;
                    case 't': text.Append('\t'); break;
                    case 'r': text.Append('\r'); break;
                    case 'b': text.Append('\b'); break;
                    case 'f': text.Append('\f'); break;
                    case 'u':
                        if (at + 4 > json.Length
                            || !ushort.TryParse(json.Substring(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
                        {
                            return null;
                        }

                        text.Append((char)code);
                        at += 4;
                        break;
                    case var other: text.Append(other); break;
                }
            }

            return null;
        }

        public List<long>? Numbers()
        {
            var numbers = new List<long>();
            if (!Take('[')) { return null; }
            if (Take(']')) { return numbers; }
            do
            {
                SkipSpaces();
                int start = at;
                while (at < json.Length && json[at] is >= '0' and <= '9') { at++; }
                if (numbers.Count == 64 || !long.TryParse(json.Substring(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out long number)) { return null; }
                numbers.Add(number);
            }
            while (Take(','));
            return Take(']') ? numbers : null;
        }

        /// <summary>Any value.</summary>
        public bool Skip(int depth)
        {
            SkipSpaces();
            if (at >= json.Length || depth > MaxDepth) { return false; }
            switch (json[at])
            {
                case '"':
                    return Text() is not null;
                case '{':
                    at++;
                    if (Take('}')) { return true; }
                    do
                    {
                        if (Text() is null || !Take(':') || !Skip(depth + 1)) { return false; }
                    }
                    while (Take(','));
                    return Take('}');
                case '[':
                    at++;
                    if (Take(']')) { return true; }
                    do
                    {
                        if (!Skip(depth + 1)) { return false; }
                    }
                    while (Take(','));
                    return Take(']');
                default:
                    int start = at;
                    while (at < json.Length && (char.IsLetterOrDigit(json[at]) || json[at] is '-' or '+' or '.')) { at++; }
                    return at > start;
            }
        }

        private void SkipSpaces()
        {
            while (at < json.Length && json[at] is ' ' or '\t' or '\n' or '\r') { at++; }
        }
    }
}
