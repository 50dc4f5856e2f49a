using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static System.Buffers.Binary.BinaryPrimitives;

namespace NNGen;

/// <summary>Values of tensors from and to the little-endian bytes of a file.</summary>
internal static class TensorValues
{
    /// <summary>Copies floating-point values; values are rounded to nearest in a narrower type, beyond its range to infinity.</summary>
    public static void CopyFloats<T>(TensorType type, ReadOnlySpan<byte> bytes, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool sameType = type is TensorType.Float32 or TensorType.Float64 && type == TensorTypes.Of<T>();
        if (sameType && BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(destination));
            return;
        }

        switch (type)
        {
            case TensorType.Float64:
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = T.CreateTruncating(ReadDoubleLittleEndian(bytes[(8 * i)..]));
                }

                break;
            case TensorType.Float32:
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = T.CreateTruncating(ReadSingleLittleEndian(bytes[(4 * i)..]));
                }

                break;
            case TensorType.Float16:
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = T.CreateTruncating(ReadHalfLittleEndian(bytes[(2 * i)..]));
                }

                break;
            default:
                for (int i = 0; i < destination.Length; i++)
                {
                    uint upper = ReadUInt16LittleEndian(bytes[(2 * i)..]);
                    destination[i] = T.CreateTruncating(BitConverter.UInt32BitsToSingle(upper << 16));
                }

                break;
        }
    }

    /// <summary>Copies whole numbers; returns the index of the first that does not fit, or -1.</summary>
    public static int CopyIntegers<T>(TensorType type, ReadOnlySpan<byte> bytes, Span<T> destination)
        where T : unmanaged, IBinaryInteger<T> => type switch
        {
            TensorType.Bool or TensorType.UInt8 => Convert<byte, T>(bytes, destination),
            TensorType.Int8 => Convert<sbyte, T>(bytes, destination),
            TensorType.Int16 => Convert<short, T>(bytes, destination),
            TensorType.UInt16 => Convert<ushort, T>(bytes, destination),
            TensorType.Int32 => Convert<int, T>(bytes, destination),
            TensorType.UInt32 => Convert<uint, T>(bytes, destination),
            TensorType.Int64 => Convert<long, T>(bytes, destination),
            _ => Convert<ulong, T>(bytes, destination),
        };

    /// <summary>The little-endian bytes of values.</summary>
    public static byte[] ToBytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        int size = Unsafe.SizeOf<T>();
        if (!BitConverter.IsLittleEndian && size > 1)
        {
            for (int i = 0; i < bytes.Length; i += size) { bytes.AsSpan(i, size).Reverse(); }
        }

        return bytes;
    }

    private static int Convert<TSource, T>(ReadOnlySpan<byte> bytes, Span<T> destination)
        where TSource : unmanaged, IBinaryInteger<TSource>, IMinMaxValue<TSource>
        where T : unmanaged, IBinaryInteger<T>
    {
        int size = Unsafe.SizeOf<TSource>();
        bool isUnsigned = TSource.IsZero(TSource.MinValue);
        for (int i = 0; i < destination.Length; i++)
        {
            TSource value = TSource.ReadLittleEndian(bytes.Slice(i * size, size), isUnsigned);
            T converted = T.CreateSaturating(value);
            if (TSource.CreateSaturating(converted) != value) { return i; }
            destination[i] = converted;
        }

        return -1;
    }
}
