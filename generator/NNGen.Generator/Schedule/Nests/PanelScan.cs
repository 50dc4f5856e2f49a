using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// A loop over steps, over panels of samples. Panels, then steps: serial. Of a step, stage by stage, first the products, as register tiles of rows × two vectors
/// of samples, then the formulas: vectors of samples, units serially.
/// </summary>
/// <param name="Scan">The operation.</param>
/// <param name="IsPlain">Whether products are plain loops.</param>
internal sealed record PanelScan(Scan Scan, bool IsPlain)
{
    private Cell Cell => Scan.Cell;

    /// <summary>Its memory arguments, in order.</summary>
    public IEnumerable<Tensor> Tensors => Scan.Inputs.Concat(Scan.Outputs);

    public EquatableArray<string> References => Tensors.Select(StepLoops.Rows).ToEquatableArray();

    /// <summary>The tiles of the products, for readers.</summary>
    public string Rows => string.Join(" and ", Cell.Stages.Select(stage => RowTiles.Of(stage.Products.Count * Cell.Units).ToString()).Distinct());

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        nest.For("p", 0, "panels", 1, () =>
        {
            for (int k = 0; k < Scan.Final.Count; k++) { StepLoops.Start(nest, Scan.Final[k], Scan.Initial.Count > 0 ? Scan.Initial[k] : null); }
            StepLoops.Steps(nest, Scan.Steps, Scan.IsReversed, () =>
            {
                if (Scan.Dropped is { } dropped) { Drop(nest, dropped); }
                for (int i = 0; i < Cell.Stages.Count; i++)
                {
                    Multiply(nest, i);
                    if (i == 0)
                    {
                        Tensor[] sequences = [Scan.Source, .. Scan.Kept.Select(kept => kept.All)];
                        StepLoops.Refer(nest, sequences, [Scan.Sums, .. Scan.Final.Skip(Scan.Dropped is null ? 0 : 1), .. Scan.Operands]);
                    }

                    int stage = i;
                    StepLoops.OverUnits(nest, Cell.Units, Scan.IsThere, Cell.IsThere, () => Formulas(nest, stage));
                }
            });
        });
        return nest.Statements;
    }

    private void Drop(Nest nest, Dropped dropped)
    {
        StepLoops.Refer(nest, dropped.All is null ? [] : [dropped.All], [Scan.Final[0], dropped.Mask, dropped.Step]);
        nest.For("j", 0, (Whole)Cell.Units * Whole.Panel, Whole.Width, () =>
        {
            nest.Let("remaining", new Formula(new Operand(0) * new Operand(1), new EquatableArray<Vector>(
                [Vector.Load(new Place(StepLoops.At(Scan.Final[0]), "j")), Vector.Load(new Place(StepLoops.At(dropped.Mask), "j"))])));
            foreach (Tensor tensor in dropped.Computed) { nest.Store("remaining", new Place(StepLoops.At(tensor), "j")); }
        });
    }

    private void Multiply(Nest nest, int stage)
    {
        StageProduct product = Scan.Products[stage];
        Tensor source = product.Operand ?? Scan.Dropped?.Step ?? Scan.Final[0];
        Place sums = new(StepLoops.Rows(Scan.Sums), ((Whole)"p" * Scan.Sums.Size * Whole.Panel) + ((Whole)(Cell.Stages[stage].First * Cell.Units) * Whole.Panel));
        StepLoops.Multiply(
            nest, IsPlain, new Place(StepLoops.Rows(source), (Whole)"p" * Cell.Units * Whole.Panel), Cell.Units, sums, Cell.Stages[stage].Products.Count * Cell.Units,
            StepLoops.Rows(product.Weights), isTransposed: false, product.Bias is { } bias ? StepLoops.Rows(bias) : null, continues: false);
    }

    private void Formulas(Nest nest, int index)
    {
        Stage stage = Cell.Stages[index];
        bool isLast = index == Cell.Stages.Count - 1;
        int[] gates = [.. Enumerable.Range(0, Cell.Gates).Where(gate => stage.Reads(Cell.Products[gate]))];
        foreach (int gate in gates) { Load(Cell.Arriving[gate], new Place(StepLoops.At(Scan.Source), StepLoops.Gate(gate, Cell.Units))); }
        foreach (int gate in gates) { Load(Cell.Products[gate], new Place(StepLoops.At(Scan.Sums), StepLoops.Gate(gate, Cell.Units))); }
        for (int k = 0; k < Scan.Final.Count; k++)
        {
            // The last stage keeps what was carried.
            Place previous = new(StepLoops.At(Scan.Final[k]), "j");
            if (isLast) { Load(Cell.Previous[k], previous); }
            else if (stage.Reads(Cell.Previous[k])) { nest.Let(Cell.Previous[k].Name, Vector.Load(previous)); }
        }

        if (Cell.Mask is { } mask && stage.Reads(mask)) { nest.Let(mask.Name, Vector.Load(new Place(StepLoops.At(Scan.Dropped!.Mask), "j"))); }
        foreach (Elementwise formula in stage.Formulas)
        {
            nest.Let(formula.Output.Name, new Formula(formula.Formula, formula.Operands.Select(operand => (Vector)operand.Name).ToEquatableArray()));
            Keep(formula.Output);
        }

        if (!isLast)
        {
            nest.Store(Cell.Stages[index + 1].Operand.Name, new Place(StepLoops.At(Scan.Products[index + 1].Operand!), "j"));
            return;
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

/// <summary>
/// The adjoint of a <see cref="PanelScan"/>: of a step, from the last stage of the cell to the first one, first the gradient of the formulas, then the products with the
/// transposed weights.
/// </summary>
/// <param name="Scan">The operation.</param>
/// <param name="IsPlain">Whether products are plain loops.</param>
internal sealed record PanelScanTransposed(ScanTransposed Scan, bool IsPlain)
{
    private CellGradient Cell => Scan.Cell;

    private int Units => Scan.Carried[0].Size;

    /// <summary>Its memory arguments, in order.</summary>
    public IEnumerable<Tensor> Tensors => Scan.Inputs.Concat(Scan.Outputs).Distinct();

    public EquatableArray<string> References => Tensors.Select(StepLoops.Rows).ToEquatableArray();

    /// <summary>The tiles of the products, for readers.</summary>
    public string Rows => RowTiles.Of(Units).ToString();

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
                IEnumerable<Tensor> sequences = Scan.KeptGradients.Concat(Scan.Known).Select(kept => kept.All)
                    .Concat(Scan.Products.Select(product => product.Gradient).Prepend(Scan.SourceGradient)).Distinct();
                StepLoops.Refer(nest, sequences, [.. Scan.Carried, .. Scan.Operands, .. Cell.Mask is null ? [] : new[] { Scan.Dropped!.Mask }]);
                Tensor? operand = null;
                foreach ((StageGradient stage, ProductGradient product) in Cell.Stages.Zip(Scan.Products.Reverse(), (stage, product) => (stage, product)))
                {
                    Tensor? begins = operand;
                    StepLoops.OverUnits(nest, Units, Scan.IsThere, Cell.IsThere, () => Formulas(nest, stage, begins));
                    Tensor result = product.Operand ?? Scan.Dropped?.Step ?? Scan.Carried[0];
                    StepLoops.Multiply(
                        nest, IsPlain, StepLoops.At(product.Gradient), product.Weights.Size / Units, new Place(StepLoops.Rows(result), (Whole)"p" * Units * Whole.Panel), Units,
                        StepLoops.Rows(product.Weights), isTransposed: true, bias: null, continues: result == Scan.Carried[0]);
                    operand = product.Operand;
                }

                if (Scan.Dropped is { } dropped) { PassMask(nest, dropped); }
            });
        });
        return nest.Statements;
    }

    /// <summary>What passes through the products passes through the mask, too.</summary>
    private void PassMask(Nest nest, Dropped dropped)
    {
        StepLoops.Refer(nest, [], Cell.Mask is null ? [dropped.Mask, dropped.Step] : [dropped.Step]);
        Place carried = new(StepLoops.At(Scan.Carried[0]), "j");
        nest.For("j", 0, (Whole)Units * Whole.Panel, Whole.Width, () => nest.Store(
            new MultiplyAdd(Vector.Load(new Place(StepLoops.At(dropped.Mask), "j")), Vector.Load(new Place(StepLoops.At(dropped.Step), "j")), Vector.Load(carried)), carried));
    }

    private void Formulas(Nest nest, StageGradient stage, Tensor? operand)
    {
        bool isLast = operand is null;
        if (operand is not null) { nest.Let(stage.Operand!.Name, Vector.Load(new Place(StepLoops.At(operand), "j"))); }
        for (int k = 0; k < Scan.Carried.Count; k++)
        {
            Tensor seed = stage.Carried[k];
            if (!isLast && !stage.Reads(seed)) { continue; }
            Vector carried = Vector.Load(new Place(StepLoops.At(Scan.Carried[k]), "j"));
            Vector value = isLast && Scan.KeptGradients.FirstOrDefault(kept => kept.Step == seed) is { } arriving
                ? new Formula(new Operand(0) + new Operand(1), new EquatableArray<Vector>([carried, Vector.Load(new Place(StepLoops.At(arriving.All), "j"))]))
                : carried;
            nest.Let(seed.Name, value);
        }

        foreach (Kept known in Scan.Known.Where(known => stage.Reads(known.Step))) { nest.Let(known.Step.Name, Vector.Load(new Place(StepLoops.At(known.All), "j"))); }
        if (Cell.Mask is { } mask && stage.Reads(mask)) { nest.Let(mask.Name, Vector.Load(new Place(StepLoops.At(Scan.Dropped!.Mask), "j"))); }
        foreach (Elementwise formula in stage.Formulas)
        {
            nest.Let(formula.Output.Name, new Formula(formula.Formula, formula.Operands.Select(operand => (Vector)operand.Name).ToEquatableArray()));
        }

        foreach (GateGradient gate in stage.Gates)
        {
            nest.Store(gate.Arriving.Name, new Place(StepLoops.At(Scan.SourceGradient), StepLoops.Gate(gate.Gate, Units)));
            ProductGradient product = Scan.ProductOf(gate);
            if (product.Gradient != Scan.SourceGradient) { nest.Store(gate.Product.Name, new Place(StepLoops.At(product.Gradient), StepLoops.Gate(gate.Gate - product.First, Units))); }
        }

        for (int k = 0; k < Scan.Carried.Count; k++)
        {
            // What passes through the products is added behind the loop.
            if (isLast || stage.Previous[k] != stage.Carried[k]) { nest.Store(stage.Previous[k].Name, new Place(StepLoops.At(Scan.Carried[k]), "j")); }
        }
    }
}
