using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// A loop over steps, over panels of samples. Panels, then steps: serial. Of a step first the products with what is carried, as register tiles of rows ×
/// two vectors of samples, then the cell: vectors of samples, units serially.
/// </summary>
/// <param name="Scan">The operation.</param>
/// <param name="IsPlain">Whether products are plain loops.</param>
internal sealed record PanelScan(Scan Scan, bool IsPlain)
{
    private Cell Cell => Scan.Cell;

    /// <summary>Its memory arguments, in order.</summary>
    public IEnumerable<Tensor> Tensors => Scan.Inputs.Concat(Scan.Outputs);

    public EquatableArray<string> References => Tensors.Select(StepLoops.Rows).ToEquatableArray();

    public RowTiles Rows => RowTiles.Of(Scan.Sums.Size);

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        nest.For("p", 0, "panels", 1, () =>
        {
            for (int k = 0; k < Scan.Final.Count; k++) { StepLoops.Start(nest, Scan.Final[k], Scan.Initial.Count > 0 ? Scan.Initial[k] : null); }
            StepLoops.Steps(nest, Scan.Steps, Scan.IsReversed, () =>
            {
                Multiply(nest);
                Tensor[] sequences = [Scan.Source, .. Scan.Kept.Select(kept => kept.All)];
                StepLoops.Refer(nest, sequences, Scan.Dropped is null ? [Scan.Sums, .. Scan.Final] : [Scan.Sums, .. Scan.Final.Skip(1)]);
                StepLoops.OverUnits(nest, Cell.Units, Scan.IsThere, Cell.IsThere, () => Formulas(nest));
            });
        });
        return nest.Statements;
    }

    private void Multiply(Nest nest)
    {
        Whole start = (Whole)"p" * Cell.Units * Whole.Panel;
        if (Scan.Dropped is { } dropped)
        {
            StepLoops.Refer(nest, dropped.All is null ? [] : [dropped.All], [Scan.Final[0], dropped.Mask, dropped.Step]);
            nest.For("j", 0, (Whole)Cell.Units * Whole.Panel, Whole.Width, () =>
            {
                nest.Let("remaining", new Formula(new Operand(0) * new Operand(1), new EquatableArray<Vector>(
                    [Vector.Load(new Place(StepLoops.At(Scan.Final[0]), "j")), Vector.Load(new Place(StepLoops.At(dropped.Mask), "j"))])));
                foreach (Tensor tensor in dropped.Computed) { nest.Store("remaining", new Place(StepLoops.At(tensor), "j")); }
            });
        }

        StepLoops.Multiply(
            nest, IsPlain, new Place(StepLoops.Rows(Scan.Dropped?.Step ?? Scan.Final[0]), start), Cell.Units, new Place(StepLoops.Rows(Scan.Sums), (Whole)"p" * Scan.Sums.Size * Whole.Panel),
            Scan.Sums.Size, StepLoops.Rows(Scan.Weights), isTransposed: false, Scan.Bias is { } bias ? StepLoops.Rows(bias) : null, continues: false);
    }

    private void Formulas(Nest nest)
    {
        for (int gate = 0; gate < Cell.Gates; gate++) { Load(Cell.Arriving[gate], new Place(StepLoops.At(Scan.Source), StepLoops.Gate(gate, Cell.Units))); }
        for (int gate = 0; gate < Cell.Gates; gate++) { Load(Cell.Products[gate], new Place(StepLoops.At(Scan.Sums), StepLoops.Gate(gate, Cell.Units))); }
        for (int k = 0; k < Scan.Final.Count; k++) { Load(Cell.Previous[k], new Place(StepLoops.At(Scan.Final[k]), "j")); }
        foreach (Elementwise formula in Cell.Formulas)
        {
            nest.Let(formula.Output.Name, new Formula(formula.Formula, formula.Operands.Select(operand => (Vector)operand.Name).ToEquatableArray()));
            Keep(formula.Output);
        }

        for (int k = 0; k < Scan.Final.Count; k++) { nest.Store(Cell.Next[k].Name, new Place(StepLoops.At(Scan.Final[k]), "j")); }

        void Load(Tensor step, Place place)
        {
            nest.Let(step.Name, Vector.Load(place));
            Keep(step);
        }

        void Keep(Tensor step)
        {
            if (Scan.All(step) is { } all) { nest.Store(step.Name, new Place(StepLoops.At(all), "j")); }
        }
    }
}

/// <summary>The adjoint of a <see cref="PanelScan"/>: of a step first the gradient of the cell, then the products with the transposed weights.</summary>
/// <param name="Scan">The operation.</param>
/// <param name="IsPlain">Whether products are plain loops.</param>
internal sealed record PanelScanTransposed(ScanTransposed Scan, bool IsPlain)
{
    private CellGradient Cell => Scan.Cell;

    private int Units => Scan.Carried[0].Size;

    private int Sums => Units * Cell.Arriving.Count;

    /// <summary>Its memory arguments, in order.</summary>
    public IEnumerable<Tensor> Tensors => Scan.Inputs.Concat(Scan.Outputs).Distinct();

    public EquatableArray<string> References => Tensors.Select(StepLoops.Rows).ToEquatableArray();

    public RowTiles Rows => RowTiles.Of(Units);

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        nest.For("p", 0, "panels", 1, () =>
        {
            for (int k = 0; k < Scan.Carried.Count; k++)
            {
                int state = k;
                StepLoops.Start(nest, Scan.Carried[k], Scan.FinalGradients.FirstOrDefault(final => final.Step == Cell.Seeds[state])?.All);
            }

            StepLoops.Steps(nest, Scan.Steps, Scan.IsReversed, () =>
            {
                IEnumerable<Tensor> sequences = Scan.KeptGradients.Concat(Scan.Known).Select(kept => kept.All).Concat([Scan.SourceGradient, Scan.ProductGradient]).Distinct();
                StepLoops.Refer(nest, sequences, Scan.Carried);
                StepLoops.OverUnits(nest, Units, Scan.IsThere, Cell.IsThere, () => Formulas(nest));
                StepLoops.Multiply(
                    nest, IsPlain, StepLoops.At(Scan.ProductGradient), Sums, new Place(StepLoops.Rows(Scan.Dropped?.Step ?? Scan.Carried[0]), (Whole)"p" * Units * Whole.Panel), Units,
                    StepLoops.Rows(Scan.Weights), isTransposed: true, bias: null, continues: Scan.Dropped is null);
                if (Scan.Dropped is { } dropped) { PassMask(nest, dropped); }
            });
        });
        return nest.Statements;
    }

    /// <summary>What passes through the products passes through the mask, too.</summary>
    private void PassMask(Nest nest, Dropped dropped)
    {
        StepLoops.Refer(nest, [], [dropped.Mask, dropped.Step]);
        Place carried = new(StepLoops.At(Scan.Carried[0]), "j");
        nest.For("j", 0, (Whole)Units * Whole.Panel, Whole.Width, () => nest.Store(
            new MultiplyAdd(Vector.Load(new Place(StepLoops.At(dropped.Mask), "j")), Vector.Load(new Place(StepLoops.At(dropped.Step), "j")), Vector.Load(carried)), carried));
    }

    private void Formulas(Nest nest)
    {
        for (int k = 0; k < Scan.Carried.Count; k++)
        {
            Vector carried = Vector.Load(new Place(StepLoops.At(Scan.Carried[k]), "j"));
            Tensor seed = Cell.Seeds[k];
            Vector value = Scan.KeptGradients.FirstOrDefault(kept => kept.Step == seed) is { } arriving
                ? new Formula(new Operand(0) + new Operand(1), new EquatableArray<Vector>([carried, Vector.Load(new Place(StepLoops.At(arriving.All), "j"))]))
                : carried;
            nest.Let(seed.Name, value);
        }

        foreach (Kept known in Scan.Known) { nest.Let(known.Step.Name, Vector.Load(new Place(StepLoops.At(known.All), "j"))); }
        foreach (Elementwise formula in Cell.Formulas)
        {
            nest.Let(formula.Output.Name, new Formula(formula.Formula, formula.Operands.Select(operand => (Vector)operand.Name).ToEquatableArray()));
        }

        for (int gate = 0; gate < Cell.Arriving.Count; gate++)
        {
            nest.Store(Cell.Arriving[gate].Name, new Place(StepLoops.At(Scan.SourceGradient), StepLoops.Gate(gate, Units)));
            if (Scan.ProductGradient != Scan.SourceGradient) { nest.Store(Cell.Products[gate].Name, new Place(StepLoops.At(Scan.ProductGradient), StepLoops.Gate(gate, Units))); }
        }

        for (int k = 0; k < Scan.Carried.Count; k++)
        {
            // What passes through the products is added behind the loop.
            nest.Store(Cell.Previous[k].Name, new Place(StepLoops.At(Scan.Carried[k]), "j"));
        }
    }
}
