using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using static NNGen.FileText;

namespace NNGen.CompilerServices;

/// <summary>Rows that hold several inputs, outputs or targets behind one another; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Parts
{
    /// <summary>Memory of this thread for rows, until the next call.</summary>
    /// <param name="length">The number of values.</param>
    public static Span<T> Rows<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Buffer<T>.Get(length);

    /// <summary>The number of samples of a part.</summary>
    /// <param name="length">The number of its values.</param>
    /// <param name="size">Its values per sample.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">The values are not whole samples.</exception>
    public static int Samples(int length, int size, string name) => length > 0 && length % size == 0 ? length / size : throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"'{name}' has {length} values, which are not whole samples of {size} values."), name);

    /// <summary>Copies a part of each sample into its rows.</summary>
    /// <param name="part">The values of the part, sample by sample.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="size">Its values per sample.</param>
    /// <param name="offset">Where it starts in a row.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="rowSize">The values of a row.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void Join<T>(ReadOnlySpan<T> part, string name, int samples, int size, int offset, Span<T> rows, int rowSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(part.Length, name, samples, size);
        RequireRows(rows.Length, samples, rowSize);
        for (int i = 0; i < samples; i++) { part.Slice(i * size, size).CopyTo(rows[((i * rowSize) + offset)..]); }
    }

    /// <summary>Copies a part of each row into the values of a part.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rowSize">The values of a row.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="size">The part's values per sample.</param>
    /// <param name="offset">Where it starts in a row.</param>
    /// <param name="part">Receives its values.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void Split<T>(ReadOnlySpan<T> rows, int rowSize, int samples, int size, int offset, Span<T> part, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(part.Length, name, samples, size);
        RequireRows(rows.Length, samples, rowSize);
        for (int i = 0; i < samples; i++) { rows.Slice((i * rowSize) + offset, size).CopyTo(part[(i * size)..]); }
    }

    /// <summary>Checks the length of a part that is only written at the end.</summary>
    /// <param name="length">Its length.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="size">Its values per sample.</param>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    public static void Check(int length, string name, int samples, int size)
    {
        if (length == (long)samples * size) { return; }
        throw new ArgumentException(
            $"'{name}' has {Counted(length, "value")}, but {Expected(samples, size)}.", name);
    }

    private static void RequireRows(int length, int samples, int rowSize)
    {
        if (length == (long)samples * rowSize) { return; }
        throw new ArgumentException(
            $"The rows have {Counted(length, "value")}, but {Expected(samples, rowSize)}.", nameof(length));
    }

    private static string Expected(int samples, int size) =>
        $"{Counted(samples, "sample")} of {Counted(size, "value")} {(samples == 1 ? "has" : "have")} {Number((long)samples * size)}";

    private static class Buffer<T>
        where T : unmanaged
    {
        [ThreadStatic]
        private static T[]? values;

        public static Span<T> Get(int length)
        {
            if (values is null || values.Length < length) { values = GC.AllocateUninitializedArray<T>(length); }
            return values.AsSpan(0, length);
        }
    }
}
