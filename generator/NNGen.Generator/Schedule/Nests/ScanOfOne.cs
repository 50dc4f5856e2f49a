using System;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>A loop over the steps of one sample: of a step first the product with what is carried, then the cell, whose vectors are units.</summary>
/// <param name="scan">The operation.</param>
/// <param name="memory">The place of a tensor.</param>
internal sealed class ScanOfOne(Scan scan, Func<Tensor, Place> memory)
{
    /// <summary>Writes its statements.</summary>
    /// <param name="nest">Receives the statements.</param>
    /// <param name="multiply">Writes those of the product.</param>
    public void Build(Nest nest, Action multiply)
    {
        Cell cell = scan.Cell;
        for (int k = 0; k < scan.Final.Count && !scan.Continues; k++)
        {
            nest.Add(scan.Initial.Count > 0
                ? new Copy(memory(scan.Initial[k]), cell.Units, memory(scan.Final[k]), cell.Units)
                : new Clear(memory(scan.Final[k]), cell.Units));
        }

        StepLoops.Steps(nest, scan.Steps, scan.IsReversed, () =>
        {
            multiply();
            nest.Refer("arriving", memory(scan.Source) + ((Whole)"step" * scan.Sums.Size));
            if (scan.IsThere is not null) { nest.Let(cell.IsThere!.Name, Vector.Broadcast(memory(scan.IsThere) + "step")); }
            nest.For("j", 0, cell.Units, Whole.Width, () =>
            {
                for (int gate = 0; gate < cell.Gates; gate++) { nest.Let(cell.Arriving[gate].Name, Vector.Load(new Place("arriving", (Whole)(gate * cell.Units) + "j"))); }
                for (int gate = 0; gate < cell.Gates; gate++) { nest.Let(cell.Products[gate].Name, Vector.Load(memory(scan.Sums) + ((Whole)(gate * cell.Units) + "j"))); }
                for (int k = 0; k < scan.Final.Count; k++) { nest.Let(cell.Previous[k].Name, Vector.Load(memory(scan.Final[k]) + "j")); }
                foreach (Elementwise formula in cell.Formulas)
                {
                    nest.Let(formula.Output.Name, new Formula(formula.Formula, formula.Operands.Select(operand => (Vector)operand.Name).ToEquatableArray()));
                }

                for (int k = 0; k < scan.Final.Count; k++) { nest.Store(cell.Next[k].Name, memory(scan.Final[k]) + "j"); }
            });

            // Exactly the units: a vector that passes the end of a step would overwrite the next one.
            foreach (Kept kept in scan.Kept)
            {
                int state = cell.Next.ToList().IndexOf(kept.Step);
                nest.Add(new Copy(memory(scan.Final[state]), cell.Units, memory(kept.All) + ((Whole)"step" * cell.Units), cell.Units));
            }
        });
    }
}
