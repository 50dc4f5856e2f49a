using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// Formulas and reductions over panels: samples are vectors, one at a time, features are serial, and operations over the same features share a loop.
/// The code in the loop reads as for one sample.
/// </summary>
/// <param name="Loops">Its loops over features, in order.</param>
/// <param name="Read">The tensors that it reads from memory.</param>
/// <param name="Written">The tensors that it writes to memory.</param>
internal sealed record PanelLoops(EquatableArray<FeatureLoop> Loops, EquatableArray<Tensor> Read, EquatableArray<Tensor> Written)
{
    public EquatableArray<string> References => Read.Concat(Written).Select(Rows).ToEquatableArray();

    /// <summary>The same for all nests that differ only in names.</summary>
    public string Key()
    {
        var numbers = new Dictionary<Tensor, int>();
        IEnumerable<string> loops = Loops.Select(loop => $"{loop.Extent}: " + string.Join("; ", loop.Operations.Select(operation =>
            $"{Number(operation.Output)} = {Kind(operation)}({string.Join(", ", operation.Inputs.Select(Number))})")));
        return $"{string.Join(" ", Read.Select(Number))} -> {string.Join(" ", Written.Select(Number))}: {string.Join(" | ", loops)}";

        string Number(Tensor tensor)
        {
            if (!numbers.TryGetValue(tensor, out int number)) { numbers.Add(tensor, number = numbers.Count); }
            return $"#{number}/{tensor.Size}";
        }

        static string Kind(Operation operation) => operation switch
        {
            Elementwise formula => formula.Formula.ToString(),
            Reduce reduce => reduce.By.ToString(),
            _ => operation.ToString(),
        };
    }

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        nest.For("lane", 0, (Whole)"panels" * Whole.Panel, Whole.Width, () =>
        {
            nest.Define("p", (Whole)"lane" / Whole.Panel);
            nest.Define("inPanel", (Whole)"lane" % Whole.Panel);
            foreach (Tensor tensor in Read.Concat(Written))
            {
                nest.Refer(At(tensor), new Place(Rows(tensor), tensor.Size == 1 ? "lane" : ((Whole)"p" * tensor.Size * Whole.Panel) + "inPanel"));
            }

            foreach (Tensor tensor in Read.Where(tensor => tensor.Size == 1)) { nest.Let(tensor.Name, Vector.Load(At(tensor))); }
            foreach (FeatureLoop loop in Loops) { Loop(nest, loop); }
        });
        return nest.Statements;
    }

    private void Loop(Nest nest, FeatureLoop loop)
    {
        if (loop.Extent == 1)
        {
            foreach (Operation operation in loop.Operations) { Compute(nest, operation, 0, isSingle: true); }
            return;
        }

        foreach (Reduce reduce in loop.Operations.OfType<Reduce>())
        {
            nest.Let(reduce.Output.Name, reduce.By == Reduction.Sum ? Vector.Zero : new Formula(new Constant(double.NegativeInfinity), default));
        }

        nest.For("i", 0, loop.Extent * Whole.Panel, Whole.Panel, () =>
        {
            var produced = new HashSet<Tensor>(loop.Operations.Select(operation => operation.Output));
            foreach (Tensor tensor in loop.Operations.SelectMany(operation => operation.Inputs).Where(tensor => tensor.Size > 1 && !produced.Contains(tensor)).Distinct())
            {
                nest.Let(tensor.Name, Vector.Load(new Place(At(tensor), "i")));
            }

            foreach (Operation operation in loop.Operations) { Compute(nest, operation, "i", isSingle: false); }
        });
        foreach (Tensor tensor in loop.Operations.OfType<Reduce>().Select(reduce => reduce.Output).Where(Written.Contains)) { nest.Store(tensor.Name, At(tensor)); }
    }

    private void Compute(Nest nest, Operation operation, Whole feature, bool isSingle)
    {
        string name = operation.Output.Name;
        switch (operation)
        {
            case Reduce reduce when isSingle:
                nest.Let(name, reduce.Operand.Name);
                break;
            case Reduce { By: Reduction.Sum } reduce:
                nest.Add(new AddTo(name, reduce.Operand.Name));
                return;
            case Reduce reduce:
                // The native maximum returns its second argument if either is NaN.
                nest.Add(new Set(name, new Formula(Expression.Max(new Operand(1), new Operand(0)), new EquatableArray<Vector>([name, reduce.Operand.Name]))));
                return;
            case Elementwise formula:
                nest.Let(name, new Formula(formula.Formula, formula.Operands.Select(operand => (Vector)operand.Name).ToEquatableArray()));
                break;
        }

        if (Written.Contains(operation.Output)) { nest.Store(name, new Place(At(operation.Output), feature)); }
    }

    private static string Rows(Tensor tensor) => tensor.Name + "Rows";

    private static string At(Tensor tensor) => tensor.Name + "At";
}

/// <summary>Operations that share one loop over features; an extent of 1 needs no loop.</summary>
internal sealed record FeatureLoop(int Extent, EquatableArray<Operation> Operations);
