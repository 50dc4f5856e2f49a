using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Differentiation;

namespace NNGen.Generator.Planning;

/// <summary>Groups a section's operations into steps: products take the formula behind them along, the rest shares loops.</summary>
internal static class StepPlanner
{
    /// <summary>Plans one section.</summary>
    /// <param name="section">Its operations.</param>
    /// <param name="uses">Who else needs a value.</param>
    /// <param name="suffix">Ending of its products' method names.</param>
    /// <param name="block">Name and title of a step that is not a product.</param>
    public static IEnumerable<Step> Plan(EquatableArray<Operation> section, ProgramUses uses, string suffix, (string Method, string Title) block)
    {
        var pending = new List<Operation>();
        int blocks = 0;
        for (int i = 0; i < section.Count; i++)
        {
            (Value Source, string Layer, Graph.Parameter Weight, Graph.Parameter? Bias)? product = section[i] switch
            {
                Contract c => (c.Input, c.Layer, c.Weight, c.Bias),
                ContractTransposed c => (c.Input, c.Layer, c.Weight, null),
                _ => null,
            };
            if (product is not { } p)
            {
                pending.Add(section[i]);
                continue;
            }

            if (Flush() is { } before) { yield return before; }

            Value sum = section[i].Output;
            Map? epilogue = i + 1 < section.Count && section[i + 1] is Map map && map.Operands.Contains(sum) && map.Operands.All(input => input.Size == sum.Size)
                ? map
                : null;
            bool sumsNeeded = epilogue is null || uses.Outside(sum, user => user == epilogue);
            if (epilogue is not null) { i++; }

            RowTiles rows = RowTiles.Of(sum.Size, p.Source.Size);
            bool transposed = section[i - (epilogue is null ? 0 : 1)] is ContractTransposed;
            string what = transposed ? $"gradient of {p.Source.Size:N0} outputs → {sum.Size:N0} inputs" : $"{p.Source.Size:N0} → {sum.Size:N0}";
            string then = epilogue is null ? "" : transposed ? $", times the derivative of {epilogue.Operands.FirstOrDefault(v => v != sum)?.Name}" : $", {epilogue.Output.Name}";
            yield return new ProductStep(
                Names.Pascal(p.Layer) + suffix,
                $"{p.Layer}: {what}{then} · tiles of {rows} rows × 1 panel · {(long)p.Source.Size * sum.Size:N0} MAC a sample",
                transposed, p.Weight, p.Bias, p.Source, sum, sumsNeeded ? sum : null, epilogue, rows);
        }

        if (Flush() is { } last) { yield return last; }

        PanelStep? Flush()
        {
            if (pending.Count == 0) { return null; }

            blocks++;
            FeatureLoop[] loops = Loops(pending).ToArray();

            // A single number stays in a register for the whole step, a larger value for its loop only.
            IEnumerable<Value> written = loops.SelectMany(loop => loop.Operations.Where(operation =>
            {
                HashSet<Operation> near = operation.Output.Size == 1 ? [.. pending] : [.. loop.Operations];
                return uses.Outside(operation.Output, near.Contains);
            })).Select(operation => operation.Output);
            var step = new PanelStep(
                block.Method + (blocks == 1 ? "" : $"{blocks}"), block.Title, loops.ToEquatableArray(), Read(pending), written.ToEquatableArray());
            pending.Clear();
            return step;
        }
    }

    /// <summary>Plans one section of a tiny network.</summary>
    public static StraightStep Straight(EquatableArray<Operation> section, ProgramUses uses, string method, string title)
    {
        HashSet<Operation> inside = [.. section];
        IEnumerable<Value> written = section.Select(operation => operation.Output).Where(value => uses.Outside(value, inside.Contains));
        return new StraightStep(method, title + ", in a straight line", section, Read(section), written.ToEquatableArray());
    }

    /// <summary>What some operations read and do not compute themselves.</summary>
    private static EquatableArray<Value> Read(IReadOnlyCollection<Operation> operations)
    {
        HashSet<Value> produced = [.. operations.Select(operation => operation.Output)];
        return operations.SelectMany(operation => operation.Inputs).Where(value => !produced.Contains(value)).Distinct().ToEquatableArray();
    }

    /// <summary>Puts operations over the same features into one loop, unless one needs a sum that the loop has not finished.</summary>
    private static IEnumerable<FeatureLoop> Loops(IEnumerable<Operation> operations)
    {
        var current = new List<Operation>();
        int extent = 0;
        var unfinished = new HashSet<Value>();
        foreach (Operation operation in operations)
        {
            int size = operation is Reduce reduce ? reduce.Input.Size : operation.Output.Size;
            if (current.Count > 0 && (size != extent || operation.Inputs.Any(unfinished.Contains)))
            {
                yield return new FeatureLoop(extent, current.ToEquatableArray());
                current.Clear();
                unfinished.Clear();
            }

            extent = size;
            current.Add(operation);
            if (operation is Reduce && size > 1) { unfinished.Add(operation.Output); }
        }

        if (current.Count > 0) { yield return new FeatureLoop(extent, current.ToEquatableArray()); }
    }
}
