namespace NNGen;

/// <summary>Element types of tensors in safetensors files.</summary>
/// <remarks>In the order of the format's reference implementation, by which its writer sorts tensors.</remarks>
public enum TensorType
{
    /// <summary>One byte, 0 or 1.</summary>
    Bool,

    /// <summary>Unsigned, 8 bits.</summary>
    UInt8,

    /// <summary>Signed, 8 bits.</summary>
    Int8,

    /// <summary>Signed, 16 bits.</summary>
    Int16,

    /// <summary>Unsigned, 16 bits.</summary>
    UInt16,

    /// <summary>IEEE 754 half precision, 16 bits.</summary>
    Float16,

    /// <summary>The upper 16 bits of a <see cref="Float32"/>.</summary>
    BFloat16,

    /// <summary>Signed, 32 bits.</summary>
    Int32,

    /// <summary>Unsigned, 32 bits.</summary>
    UInt32,

    /// <summary>IEEE 754 single precision, 32 bits.</summary>
    Float32,

    /// <summary>IEEE 754 double precision, 64 bits.</summary>
    Float64,

    /// <summary>Signed, 64 bits.</summary>
    Int64,

    /// <summary>Unsigned, 64 bits.</summary>
    UInt64,

    /// <summary>A type that NNGen does not read, such as 8-bit floats or complex numbers; <see cref="TensorEntry.TypeName"/> names it.</summary>
    Other,
}
