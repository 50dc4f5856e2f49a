using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

/// <summary>
/// The features or the target values of a dataset, one row per sample, without copying: <c>data.Rows[0]</c>, <c>data.Rows[^1]</c>, <c>foreach
/// (var row in data.Rows)</c>.
/// </summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct DatasetRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlyMemory<T> values;
    private readonly string what;

    internal DatasetRows(ReadOnlyMemory<T> values, int length, string what)
    {
        this.values = values;
        this.what = what;
        RowLength = length;
        Count = length == 0 ? 0 : values.Length / length;
    }

    /// <summary>Number of rows, one for each sample; 0 when the samples have no such values.</summary>
    public int Count { get; }

    /// <summary>Values of one row.</summary>
    public int RowLength { get; }

    /// <summary>One sample's values.</summary>
    /// <param name="index">The sample, from 0.</param>
    /// <returns><see cref="RowLength"/> values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The sample or the values do not exist.</exception>
    public ReadOnlySpan<T> this[int index] => (uint)index < (uint)Count
        ? values.Span.Slice(index * RowLength, RowLength)
        : throw new ArgumentOutOfRangeException(
            nameof(index),
            index,
            Count == 0
                ? $"The dataset has labels, not {what} (use Labels, or OneHot() first)."
                : $"There is no sample {Number(index)}: they go from 0 to {Number(Count - 1)}.");

    /// <summary>Enumerates the rows, sample by sample.</summary>
    /// <returns>The enumerator of a <c>foreach</c>.</returns>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Enumerates the rows, sample by sample.</summary>
    public struct Enumerator
    {
        private readonly DatasetRows<T> rows;
        private int index;

        internal Enumerator(DatasetRows<T> rows)
        {
            this.rows = rows;
            index = -1;
        }

        /// <summary>The row.</summary>
        public readonly ReadOnlySpan<T> Current => rows[index];

        /// <summary>Advances to the next row.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext() => ++index < rows.Count;
    }
}
