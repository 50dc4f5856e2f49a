using System;
using System.Linq;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// The gradient of the weights of a layer with few inputs, ∂W[o, i] = Σₛ ∂y[s, o] · x[s, i]. Samples: vectors, sample s in lane s mod 32 (mod 16 for
/// double) for every vector width; the lanes of each sum are added in one fixed order. Outputs × inputs: a register tile.
/// </summary>
/// <param name="Inputs">The number of inputs of the layer.</param>
/// <param name="Outputs">The number of its outputs.</param>
/// <param name="HasBias">Whether it also sums the gradients of a bias.</param>
/// <param name="Rows">How the outputs are divided into tiles.</param>
/// <param name="Lanes">The number of lanes of a sum.</param>
internal sealed record NarrowWeightGradient(int Inputs, int Outputs, bool HasBias, RowTiles Rows, int Lanes)
{
    public EquatableArray<string> References => new(new[] { "source", "gradient", "weights" }.Concat(HasBias ? ["bias"] : []));

    public EquatableArray<string> Numbers => new(["panels", "tile", "endTile"]);

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        nest.Add(new StackMemory("lanes", Rows.Runs().Max(run => run.Height * (Math.Min(Columns(run.Height), Inputs) + 1)) * Lanes));
        foreach ((Whole start, Whole end, Whole row, int height) in Rows.Shares())
        {
            nest.For("t", start, end, 1, () =>
            {
                nest.Define("row", row);
                for (int column = 0; column < Inputs; column += Columns(height))
                {
                    int first = column;
                    nest.Scope(() => TileOf(nest, height, first, Math.Min(Columns(height), Inputs - first)));
                }
            });
        }

        nest.Define("firstRow", Rows.FirstRow("tile"));
        nest.Define("rows", Rows.FirstRow("endTile") - "firstRow");
        nest.Add(new NewFlag("finite"));
        nest.Add(new RequireFiniteNumbers("finite", new Place("weights", (Whole)"firstRow" * Inputs), (Whole)"rows" * Inputs));
        if (HasBias) { nest.Add(new RequireFiniteNumbers("finite", new Place("bias", "firstRow"), "rows")); }
        nest.Add(new Return("finite"));
        return nest.Statements;
    }

    /// <summary>The same without tiles and lanes: the plain loops of the formula, one sample after another.</summary>
    public EquatableArray<Statement> BuildPlain()
    {
        var nest = new Nest();
        nest.For("row", "tile", "endTile", 1, () =>
        {
            nest.For("i", 0, Inputs, 1, () => Sum("sum", new Place("weights", ((Whole)"row" * Inputs) + "i"), (gradient, at) =>
                new MultiplyAdd(gradient, Vector.Load(new Place("source", ((((Whole)"p" * Inputs) + "i") * Whole.Panel) + at)), "sum")));
            if (HasBias) { Sum("biasSum", new Place("bias", "row"), (gradient, _) => new Formula(new Ir.Operand(0) + new Ir.Operand(1), new EquatableArray<Vector>(["biasSum", gradient]))); }
        });
        nest.Add(new NewFlag("finite"));
        nest.Add(new RequireFiniteNumbers("finite", new Place("weights", (Whole)"tile" * Inputs), ((Whole)"endTile" - "tile") * Inputs));
        if (HasBias) { nest.Add(new RequireFiniteNumbers("finite", new Place("bias", "tile"), (Whole)"endTile" - "tile")); }
        nest.Add(new Return("finite"));
        return nest.Statements;

        void Sum(string name, Place place, Func<Vector, Whole, Vector> add)
        {
            nest.Let(name, Vector.Zero);
            nest.For("p", 0, "panels", 1, () => nest.For("s", 0, Whole.Panel, 1, () =>
                nest.Add(new Set(name, add(Vector.Load(new Place("gradient", ((((Whole)"p" * Outputs) + "row") * Whole.Panel) + "s")), "s")))));
            nest.Store(name, place);
        }
    }

    private static int Columns(int height) => Math.Max(1, (Machine.NarrowSums / height) - 1);

    private void TileOf(Nest nest, int height, int column, int columns)
    {
        bool withBias = HasBias && column == 0;
        int sums = height * (columns + (withBias ? 1 : 0));

        // Both vectors of a panel together, each with its own accumulators, or one after the other.
        int halves = sums <= Machine.NarrowSumsOfBoth ? 2 : 1;
        var tile = new Tile(nest, height, columns, halves);
        nest.For("lane", 0, Lanes, halves == 2 ? Whole.Panel : Whole.Width, () =>
        {
            // If a batch has fewer samples than lanes, these addresses are past its panels, and nothing is read from them.
            nest.Refer("x", new Place("source", Start(Inputs, column)));
            nest.Refer("d", new Place("gradient", Start(Outputs, "row")));
            tile.Start((_, _) => Vector.Zero);
            for (int half = 0; half < halves && withBias; half++)
            {
                int h = half;
                nest.Let(Enumerable.Range(0, height).Select(row => new Binding(Bias(row, h), Vector.Zero)));
            }

            nest.For("s", "lane", (Whole)"panels" * Whole.Panel, Lanes, () =>
            {
                for (int half = 0; half < halves; half++) { Multiply(half); }
                nest.Advance("x", Inputs * Lanes);
                nest.Advance("d", Outputs * Lanes);
            });
            for (int half = 0; half < halves; half++)
            {
                int next = 0;
                for (int r = 0; r < height; r++)
                {
                    for (int c = 0; c < columns; c++) { nest.Store(Tile.Sum(r, c, half), new Place("lanes", (Whole)(next++ * Lanes) + "lane" + (Whole.Width * half))); }
                    if (withBias) { nest.Store(Bias(r, half), new Place("lanes", (Whole)(next++ * Lanes) + "lane" + (Whole.Width * half))); }
                }
            }
        });

        int sum = 0;
        for (int r = 0; r < height; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                nest.Add(new StoreLaneSum(new Place("weights", ((Whole)"row" * Inputs) + ((r * Inputs) + column + c)), null, new Place("lanes", sum++ * Lanes)));
            }

            if (withBias) { nest.Add(new StoreLaneSum(new Place("bias", (Whole)"row" + r), null, new Place("lanes", sum++ * Lanes))); }
        }

        Whole Start(int size, Whole first) => halves == 2
            ? ((Whole)"lane" * size) + (first * Whole.Panel)
            : (((((Whole)"lane" / Whole.Panel) * size) + first) * Whole.Panel) + ((Whole)"lane" % Whole.Panel);

        void Multiply(int half)
        {
            Whole at = Whole.Width * half;
            tile.Multiply(half, Row, c => Vector.Load(new Place("x", (Whole.Panel * c) + at)));
            for (int r = 0; r < height && withBias; r++) { nest.Add(new AddTo(Bias(r, half), columns > 1 ? Tile.RowName(r, half) : Row(r))); }

            Vector Row(int r) => Vector.Load(new Place("d", (Whole.Panel * r) + at));
        }
    }

    private static string Bias(int row, int half) => $"bias{row}" + (half == 0 ? "" : $"_{half}");
}
