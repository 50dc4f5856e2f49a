using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static NNGen.FileText;

namespace NNGen;

/// <summary>Checks the arguments that a dataset is made from.</summary>
internal static class DatasetChecks
{
    /// <summary>The number of rows in row-major values.</summary>
    public static int Rows(int length, int columns, string values, string columnsName)
    {
        Guard.AtLeast(columns, 1, columnsName);
        if (length == 0) { throw new ArgumentException($"There are no {values}: a dataset has at least 1 sample.", values); }
        return length % columns == 0
            ? length / columns
            : throw new ArgumentException(
                $"{Number(length)} values are not a whole number of rows of {Number(columns)} {values} "
                + $"({Number(length % columns)} remain).",
                values);
    }

    /// <summary>Checks that there are as many rows of targets or labels as of features.</summary>
    public static void SameRows(int featureRows, int featureCount, int otherRows, string other)
    {
        if (featureRows == otherRows) { return; }
        int values = featureRows * featureCount;
        string fitting = otherRows > 0 && values % otherRows == 0 ? $"; {Counted(otherRows, "row")} would need featureCount {Number(values / otherRows)}" : "";
        throw new ArgumentException(
            $"There are {Counted(featureRows, "row")} of features, but {Number(otherRows)} of {other}. "
            + $"{Counted(values, "value")} / featureCount {Number(featureCount)} = {Counted(featureRows, "row")}{fitting}.", other);
    }

    public static void Finite<T>(ReadOnlySpan<T> values, int columns, IReadOnlyList<string> names, string what, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (T.IsFinite(values[i])) { continue; }
            (int row, int column) = Math.DivRem(i, columns);
            string name = names.Count == 0 ? "" : $" ({Quote(names[column])})";
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Row {row}, {what} {column}{name} is {values[i]}, but values must be finite "
                    + $"(remove the row, or fill in a value such as the column's mean)."),
                argument);
        }
    }

    public static void Labels(ReadOnlySpan<int> labels, int classCount)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Row {i} has class {labels[i]}, but with {classCount} classes they go from 0 to {classCount - 1}."),
                    nameof(labels));
            }
        }
    }

    /// <summary>A copy of names, after checking that there is one for each column; empty if none are given.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<string>? names, int count, string argument)
    {
        if (names is null or []) { return []; }
        return names.Count == count
            ? [.. names]
            : throw new ArgumentException($"Expected {Number(count)} names, got {Number(names.Count)}.", argument);
    }

    /// <summary>A copy of the class names, after checking that there is one for each class and that they are distinct.</summary>
    public static IReadOnlyList<string> ClassNames(IReadOnlyList<string>? names, int count, string argument)
    {
        IReadOnlyList<string> copy = Names(names, count, argument);
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        for (int i = 0; i < copy.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(copy[i])) { throw new ArgumentException($"Class {Number(i)} has no name (give every class one, or leave out the names).", argument); }
            if (!known.TryAdd(copy[i], i))
            {
                throw new ArgumentException(
                    $"Classes {Number(known[copy[i]])} and {Number(i)} are both called {Quote(copy[i])}; names must be distinct.", argument);
            }
        }

        return copy;
    }

    /// <summary>One array of all rows, after checking that they are equally long.</summary>
    public static T[] Flatten<T>(T[][] rows, string argument)
    {
        ArgumentNullException.ThrowIfNull(rows, argument);
        if (rows.Length == 0) { return []; }
        for (int i = 0; i < rows.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(rows[i], string.Create(CultureInfo.InvariantCulture, $"{argument}[{i}]"));
            if (rows[i].Length != rows[0].Length)
            {
                throw new ArgumentException(
                    $"Row {Number(i)} of {argument} has {Counted(rows[i].Length, "value")}, but row 0 has {Number(rows[0].Length)}.",
                    argument);
            }
        }

        T[] flat = new T[checked(rows.Length * rows[0].Length)];
        for (int i = 0; i < rows.Length; i++) { rows[i].CopyTo(flat, i * rows[0].Length); }
        return flat;
    }

    /// <summary>The values of an array of any rank, row-major.</summary>
    public static ReadOnlySpan<T> Flatten<T>(Array values, string argument)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values, argument);
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length);
    }
}
