using System.Globalization;

namespace NNGen;

/// <summary>
/// A column of a CSV file: by its name in the header, or by its index. Converted from a string, a number from 0, or an index from the end:
/// <c>"price"</c>, <c>0</c>, <c>^1</c>.
/// </summary>
public readonly record struct CsvColumn
{
    private readonly string? name;
    private readonly Index place;

    private CsvColumn(string? name, Index place)
    {
        this.name = name;
        this.place = place;
    }

    /// <summary>A column by its name.</summary>
    /// <param name="name">The name, as in the header.</param>
    public static implicit operator CsvColumn(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new CsvColumn(name, default);
    }

    /// <summary>A column by its index.</summary>
    /// <param name="place">The index, from 0.</param>
    public static implicit operator CsvColumn(int place) => new(null, new Index(place));

    /// <summary>A column by its index, also from the end.</summary>
    /// <param name="place">The index, such as <c>^1</c> for the last column.</param>
    public static implicit operator CsvColumn(Index place) => new(null, place);

    /// <summary>The column as requested.</summary>
    /// <returns>The name in quotes, or the index.</returns>
    public override string ToString() => name is null ? place.ToString() : FileText.Quote(name);

    /// <summary>The index among columns.</summary>
    /// <param name="columns">The names, or null if the file has none.</param>
    /// <param name="count">How many columns there are.</param>
    /// <param name="problem">What is wrong, if the result is -1.</param>
    internal int Find(IReadOnlyList<string>? columns, int count, out string problem)
    {
        problem = "";
        if (name is null)
        {
            int offset = place.GetOffset(count);
            if ((uint)offset < (uint)count) { return offset; }
            problem = string.Create(CultureInfo.InvariantCulture, $"there is no column {place}: they go from 0 to {count - 1} (or ^{count} to ^1)");
            return -1;
        }

        if (columns is null)
        {
            problem = $"there is no column {this}, because the file is read without a header (use numbers from 0)";
            return -1;
        }

        int found = -1;
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i] != name) { continue; }
            if (found >= 0)
            {
                problem = string.Create(
                    CultureInfo.InvariantCulture, $"the columns {found + 1} and {i + 1} are both called {this} (use numbers from 0)");
                return -1;
            }

            found = i;
        }

        if (found < 0) { problem = $"there is no column {this} (it has {FileText.Names(columns)})"; }
        return found;
    }
}
