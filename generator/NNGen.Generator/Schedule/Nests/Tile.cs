using System;
using System.Linq;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// The register tile in the innermost loop of every product: accumulators over rows × columns of vectors, to which each iteration adds an outer
/// product. If a tile is so small that its additions would wait for one another, iterations alternate between several sets of accumulators.
/// </summary>
/// <param name="nest">Receives the statements.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of vectors per row.</param>
/// <param name="turns">The number of sets of accumulators.</param>
internal sealed class Tile(Nest nest, int rows, int columns, int turns = 1)
{
    /// <summary>The number of accumulators on one line.</summary>
    private const int PerLine = 2;

    /// <summary>The number of sets of accumulators.</summary>
    public int Turns => turns;

    /// <summary>An accumulator's name: a letter for the column, a number for the row.</summary>
    public static string Sum(int row, int column, int turn = 0) => $"{(char)('a' + column)}{row}" + (turn == 0 ? "" : $"_{turn}");

    /// <summary>The name of a row's vector, if there are several columns.</summary>
    public static string RowName(int row, int turn) => $"w{row}" + (turn == 0 ? "" : $"_{turn}");

    private static string ColumnName(int column, int turn) => $"x{(char)('a' + column)}" + (turn == 0 ? "" : $"_{turn}");

    /// <summary>Declares the accumulators.</summary>
    /// <param name="start">The start values of the first set, by row and column; the other sets start with 0.</param>
    public void Start(Func<int, int, Vector> start)
    {
        for (int row = 0; row < rows; row++)
        {
            int r = row;
            nest.Let(Enumerable.Range(0, columns).Select(column => new Binding(Sum(r, column), Value(r, column, 0))));
            if (turns == 1) { continue; }
            nest.Let(Enumerable.Range(1, turns - 1).SelectMany(turn => Enumerable.Range(0, columns).Select(column => new Binding(Sum(r, column, turn), Value(r, column, turn)))));
        }

        // A start value that all columns of a row share is loaded once.
        Vector Value(int row, int column, int turn)
        {
            Vector value = turn == 0 ? start(row, column) : Vector.Zero;
            return column > 0 && turn == 0 && value == start(row, 0) && value is Broadcast ? Sum(row, 0) : value;
        }
    }

    /// <summary>Adds an outer product: one vector per row times one vector per column.</summary>
    /// <param name="turn">The set of accumulators.</param>
    /// <param name="row">A row's vector.</param>
    /// <param name="column">A column's vector.</param>
    /// <param name="first">A variable that is declared on the first line, because only this product uses it.</param>
    public void Multiply(int turn, Func<int, Vector> row, Func<int, Vector> column, Binding? first = null)
    {
        // A vector that is used once needs no name.
        bool namesColumns = rows > 1;
        bool namesRows = columns > 1;
        if (namesColumns) { nest.Let(Enumerable.Range(0, columns).Select(c => new Binding(ColumnName(c, turn), column(c)))); }
        for (int r = 0; r < rows; r++)
        {
            int index = r;
            Vector value = row(r);
            for (int next = 0; next < columns; next += PerLine)
            {
                int start = next;
                nest.Together(() =>
                {
                    if (first is not null && index + start == 0) { nest.Let([first]); }
                    if (start == 0 && namesRows && value is not Local)
                    {
                        nest.Let(RowName(index, turn), value);
                        value = RowName(index, turn);
                    }

                    for (int c = start; c < Math.Min(start + PerLine, columns); c++)
                    {
                        string sum = Sum(index, c, turn);
                        nest.Add(new Set(sum, new MultiplyAdd(value, namesColumns ? ColumnName(c, turn) : column(c), sum)));
                    }
                });
            }
        }
    }

    /// <summary>Adds the product of two vectors to each accumulator.</summary>
    /// <param name="left">By row and column.</param>
    /// <param name="right">By column.</param>
    public void MultiplyEach(Func<int, int, Vector> left, Func<int, Vector> right)
    {
        nest.Let(Enumerable.Range(0, columns).Select(c => new Binding(ColumnName(c, 0), right(c))));
        ForEach((r, c) => nest.Add(new Set(Sum(r, c), new MultiplyAdd(ColumnName(c, 0), left(r, c), Sum(r, c)))));
    }

    /// <summary>Adds the sets of accumulators to the first one, pairwise: 0 + 1 and 2 + 3, then 0 + 2.</summary>
    public void AddTurns()
    {
        for (int distance = 1; distance < turns; distance *= 2)
        {
            for (int turn = 0; turn + distance < turns; turn += 2 * distance)
            {
                ForEach((row, column) => nest.Add(new AddTo(Sum(row, column, turn), Sum(row, column, turn + distance))));
            }
        }
    }

    /// <summary>Writes a statement for every accumulator; the statements of a row are on one line.</summary>
    public void ForEach(Action<int, int> action)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int first = 0; first < columns; first += PerLine)
            {
                (int r, int start) = (row, first);
                nest.Together(() =>
                {
                    for (int column = start; column < Math.Min(start + PerLine, columns); column++) { action(r, column); }
                });
            }
        }
    }
}
