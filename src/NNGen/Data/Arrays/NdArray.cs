using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

/// <summary>
/// Numbers of one type with a shape, as in NumPy's and MNIST's files (<see cref="NpyFile"/>, <see cref="NpzFile"/>,
/// <see cref="IdxFile"/>). Row-major, whatever the order in the file; immutable.
/// </summary>
public sealed class NdArray
{
    /// <summary>Wraps little-endian bytes in row-major order; their number matches the shape.</summary>
    internal NdArray(TensorType type, int[] shape, byte[] bytes, string name)
    {
        Type = type;
        Shape = shape;
        Bytes = bytes;
        Name = name;
    }

    /// <summary>The type of the numbers.</summary>
    public TensorType Type { get; }

    /// <summary>The dimensions; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>How many numbers: the product of <see cref="Shape"/>.</summary>
    public int Count => Bytes.Length / Type.Size();

    /// <summary>Length of the first dimension; 1 for a single number.</summary>
    public int RowCount => Shape.Count == 0 ? 1 : Shape[0];

    /// <summary>The length of a row: the product of all dimensions but the first.</summary>
    public int RowLength => Shape.Skip(1).Aggregate(1, (product, dimension) => product * dimension);

    /// <summary>The values, little-endian.</summary>
    internal byte[] Bytes { get; }

    /// <summary>Its source, for messages.</summary>
    internal string Name { get; }

    /// <summary>Creates an array; values are copied.</summary>
    /// <typeparam name="T">
    /// <see cref="float"/>, <see cref="double"/>, <see cref="Half"/>, <see cref="bool"/> or an integer of 8 to 64 bits.
    /// </typeparam>
    /// <param name="shape">The dimensions; empty for a single number.</param>
    /// <param name="values">The values, row-major: as many as the product of <paramref name="shape"/>.</param>
    /// <returns>The array.</returns>
    /// <exception cref="ArgumentException">
    /// The number of values does not match the shape, a dimension is negative, or a row is longer than an array may be.
    /// </exception>
    /// <exception cref="NotSupportedException">There is no such element type.</exception>
    public static NdArray Create<T>(ReadOnlySpan<int> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        TensorType type = TensorTypes.Of<T>();
        int[] dimensions = shape.ToArray();
        if (dimensions.Any(dimension => dimension < 0))
        {
            throw new ArgumentException($"The shape is {FileText.Shape(dimensions)}, but no dimension may be negative.", nameof(shape));
        }

        int bytes = ArraySize.Bytes(dimensions.Select(dimension => (long)dimension), type);
        if (bytes < 0)
        {
            throw new ArgumentException(
                $"The shape {FileText.Shape(dimensions)} takes more than the {Number(Array.MaxLength)} bytes that an array may have.", nameof(shape));
        }

        int count = bytes / type.Size();
        return count == values.Length
            ? new NdArray(type, dimensions, TensorValues.ToBytes(values), "array")
            : throw new ArgumentException(
                $"Expected {Number(count)} values ({FileText.Shape(dimensions)}), got {Number(values.Length)}.", nameof(values));
    }

    /// <summary>The values as floating-point numbers, row-major.</summary>
    /// <typeparam name="T">The result type; whole numbers and wider types are rounded to nearest, values beyond its range to infinity.</typeparam>
    /// <returns>The values.</returns>
    public T[] Get<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[Count];
        if (Type.IsFloatingPoint())
        {
            TensorValues.CopyFloats<T>(Type, Bytes, values);
            return values;
        }

        if (Type == TensorType.UInt64)
        {
            ulong[] large = GetIntegers<ulong>();
            for (int i = 0; i < values.Length; i++) { values[i] = T.CreateTruncating(large[i]); }
            return values;
        }

        long[] whole = GetIntegers<long>();
        for (int i = 0; i < values.Length; i++) { values[i] = T.CreateTruncating(whole[i]); }
        return values;
    }

    /// <summary>The values as whole numbers (booleans as 0 and 1), row-major.</summary>
    /// <typeparam name="T">The result type, such as <see cref="int"/>; every value must fit it.</typeparam>
    /// <returns>The values.</returns>
    /// <exception cref="DataFileException">
    /// The array holds floating-point numbers, or a value does not fit <typeparamref name="T"/>.
    /// </exception>
    public T[] GetIntegers<T>()
        where T : unmanaged, IBinaryInteger<T>
    {
        if (Type.IsFloatingPoint())
        {
            throw new DataFileException($"{Name} holds {Type.Code()}, not whole numbers (read it with Get).");
        }

        T[] values = new T[Count];
        int wrong = TensorValues.CopyIntegers<T>(Type, Bytes, values);
        return wrong < 0
            ? values
            : throw new DataFileException(
                $"{Name} has a value at index {Number(wrong)} that does not fit {typeof(T).Name} (read it as a wider type).");
    }

    /// <summary>Returns a text such as <c>F32 [1797, 64]</c>.</summary>
    /// <returns>Type and shape.</returns>
    public override string ToString() => $"{Type.Code()} {FileText.Shape(Shape)}";
}
