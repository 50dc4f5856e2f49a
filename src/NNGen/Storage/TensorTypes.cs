namespace NNGen;

/// <summary>The properties of each <see cref="TensorType"/>: its code in files, its size, its C# type.</summary>
internal static class TensorTypes
{
    /// <summary>Codes in the order of the enumeration.</summary>
    private static readonly string[] Codes =
        ["BOOL", "U8", "I8", "I16", "U16", "F16", "BF16", "I32", "U32", "F32", "F64", "I64", "U64"];

    /// <summary>Bits per element of the types of the format that NNGen does not read.</summary>
    private static readonly Dictionary<string, int> OtherBits = new(StringComparer.Ordinal)
    {
        ["F4"] = 4,
        ["F6_E2M3"] = 6,
        ["F6_E3M2"] = 6,
        ["F8_E5M2"] = 8,
        ["F8_E4M3"] = 8,
        ["F8_E8M0"] = 8,
        ["C64"] = 64,
    };

    public static string Known => string.Join(", ", Codes);

    public static string Code(this TensorType type) => Codes[(int)type];

    public static bool TryParse(string code, out TensorType type)
    {
        int index = Array.IndexOf(Codes, code);
        type = index >= 0 ? (TensorType)index : TensorType.Other;
        return index >= 0;
    }

    /// <summary>Bits per element of a type with the code <paramref name="code"/>; null if unknown.</summary>
    public static int? Bits(string code) =>
        TryParse(code, out TensorType type) ? 8 * type.Size() : OtherBits.TryGetValue(code, out int bits) ? bits : null;

    /// <summary>Bytes of one element.</summary>
    public static int Size(this TensorType type) => type switch
    {
        TensorType.Bool or TensorType.UInt8 or TensorType.Int8 => 1,
        TensorType.Int16 or TensorType.UInt16 or TensorType.Float16 or TensorType.BFloat16 => 2,
        TensorType.Int32 or TensorType.UInt32 or TensorType.Float32 => 4,
        _ => 8,
    };

    public static bool IsFloatingPoint(this TensorType type) =>
        type is TensorType.Float16 or TensorType.BFloat16 or TensorType.Float32 or TensorType.Float64;

    /// <summary>The type in files of a C# type.</summary>
    /// <exception cref="NotSupportedException">The format has no such type.</exception>
    public static TensorType Of<T>()
    {
        if (typeof(T) == typeof(float)) { return TensorType.Float32; }
        if (typeof(T) == typeof(double)) { return TensorType.Float64; }
        if (typeof(T) == typeof(Half)) { return TensorType.Float16; }
        if (typeof(T) == typeof(int)) { return TensorType.Int32; }
        if (typeof(T) == typeof(long)) { return TensorType.Int64; }
        if (typeof(T) == typeof(uint)) { return TensorType.UInt32; }
        if (typeof(T) == typeof(ulong)) { return TensorType.UInt64; }
        if (typeof(T) == typeof(short)) { return TensorType.Int16; }
        if (typeof(T) == typeof(ushort)) { return TensorType.UInt16; }
        if (typeof(T) == typeof(sbyte)) { return TensorType.Int8; }
        if (typeof(T) == typeof(byte)) { return TensorType.UInt8; }
        if (typeof(T) == typeof(bool)) { return TensorType.Bool; }
        throw new NotSupportedException(
            $"safetensors has no element type for {typeof(T)}; use float, double, Half, bool or an integer of 8 to 64 bits.");
    }
}
