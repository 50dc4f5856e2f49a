using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// The gradient of a table from which rows were gathered: each row is the sum of the gradients at all positions where its index occurs. Threads share the rows
/// of the table; each goes through all indices, steps outermost, then samples in their order, and adds those that select one of its rows. So no sum depends on the number of
/// threads or on the width of a panel.
/// </summary>
/// <param name="Positions">The number of indices of a sample.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The length of a row.</param>
/// <param name="Constant">The row that gets no gradient, or -1.</param>
internal sealed record TableGradient(int Positions, int Rows, int Columns, int Constant)
{
    public static EquatableArray<string> References => new(["ids", "gradient", "table"]);

    public static EquatableArray<string> Numbers => new(["panels", "tile", "endTile"]);

    /// <summary>The number of rows of a tile.</summary>
    public int Height => (Rows + Machine.TableTiles - 1) / Machine.TableTiles;

    /// <summary>The number of tiles.</summary>
    public int Tiles => (Rows + Height - 1) / Height;

    public static TableGradient Of(GatherTransposed gather) => new(gather.Indices.Size, gather.Output.Axes[0].Size, gather.Output.Axes[1].Size, gather.Constant);

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        nest.Define("first", (Whole)"tile" * Height);
        nest.Define("end", Height == 1 ? "endTile" : Whole.Min((Whole)"endTile" * Height, Rows));
        nest.Add(new Clear(new Place("table", (Whole)"first" * Columns), ((Whole)"end" - "first") * Columns));
        nest.For("t", 0, Positions, 1, () => nest.For("p", 0, "panels", 1, () =>
        {
            Whole position = ((Whole)"p" * Positions) + "t";
            nest.Refer("from", new Place("gradient", position * Columns * Whole.Panel));
            nest.For("s", 0, Whole.Panel, 1, () =>
            {
                nest.Define("id", new ElementAt(new Place("ids", (position * Whole.Panel) + "s")));
                nest.If(new Condition("id", "<", "first"), () => nest.Add(new Next()));
                nest.If(new Condition("id", ">", (Whole)"end" - 1), () => nest.Add(new Next()));
                if (Constant >= 0) { nest.If(new Condition("id", "==", Constant), () => nest.Add(new Next())); }
                nest.Refer("to", new Place("table", (Whole)"id" * Columns));
                nest.For("o", 0, Columns, 1, () => nest.Add(new Accumulate(new Place("from", ((Whole)"o" * Whole.Panel) + "s"), new Place("to", "o"))));
            });
        }));
        nest.Add(new NewFlag("finite"));
        nest.Add(new RequireFiniteNumbers("finite", new Place("table", (Whole)"first" * Columns), ((Whole)"end" - "first") * Columns));
        nest.Add(new Return("finite"));
        return nest.Statements;
    }
}
