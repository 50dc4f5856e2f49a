using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>The row of a table for each index, for every sample of a panel or for one sample; indices have been checked before.</summary>
/// <param name="Positions">The number of indices of a sample.</param>
/// <param name="Columns">The length of a row.</param>
/// <param name="OfOne">Whether it is for one sample.</param>
internal sealed record GatherRows(int Positions, int Columns, bool OfOne)
{
    public static EquatableArray<string> References => new(["table", "ids", "result"]);

    public static GatherRows Of(Gather gather, bool ofOne) => new(gather.Indices.Size, gather.Table.Axes[1].Size, ofOne);

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        Build(nest, "table", "ids", "result");
        return nest.Statements;
    }

    /// <summary>Writes its statements.</summary>
    public void Build(Nest nest, Place table, Place ids, Place result)
    {
        if (OfOne)
        {
            nest.For("t", 0, Positions, 1, () =>
            {
                nest.Define("id", new ElementAt(ids + "t"));
                nest.Add(new Copy(table + ((Whole)"id" * Columns), Columns, result + ((Whole)"t" * Columns), Columns));
            });
            return;
        }

        // Positions of all panels follow one another, in the indices as in the result.
        nest.For("t", 0, (Whole)"panels" * Positions, 1, () =>
        {
            nest.Refer("to", result + ((Whole)"t" * Columns * Whole.Panel));
            nest.For("s", 0, Whole.Panel, 1, () =>
            {
                nest.Refer("from", table + (new ElementAt(ids + (((Whole)"t" * Whole.Panel) + "s")) * (Whole)Columns));
                nest.For("o", 0, Columns, 1, () => nest.Add(new Move(new Place("from", "o"), new Place("to", ((Whole)"o" * Whole.Panel) + "s"))));
            });
        });
    }
}
