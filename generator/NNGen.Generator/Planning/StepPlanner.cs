using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Differentiation;

namespace NNGen.Generator.Planning;

/// <summary>Groups a section's operations into steps: products take the formula behind them along, the rest shares loops.</summary>
internal static class StepPlanner
{
    /// <summary>Plans one section.</summary>
    /// <param name="section">Its operations.</param>
    /// <param name="program">The whole program, to know who else needs a value.</param>
    /// <param name="suffix">Ending of its products' method names.</param>
    /// <param name="block">Name and title of a step that is not a product.</param>
    public static IEnumerable<Step> Plan(EquatableArray<Operation> section, NetworkProgram program, string suffix, (string Method, string Title) block)
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
            Map? epilogue = i + 1 < section.Count && section[i + 1] is Map map && map.Inputs.Contains(sum) && map.Inputs.All(input => input.Size == sum.Size)
                ? map
                : null;
            bool sumsNeeded = epilogue is null || program.Users(sum).Any(user => user != epilogue);
            if (epilogue is not null) { i++; }

            RowTiles rows = RowTiles.Of(sum.Size);
            bool transposed = section[i - (epilogue is null ? 0 : 1)] is ContractTransposed;
            string what = transposed ? $"gradient of {p.Source.Size:N0} outputs → {sum.Size:N0} inputs" : $"{p.Source.Size:N0} → {sum.Size:N0}";
            string then = epilogue is null ? "" : transposed ? $", times the derivative of {epilogue.Inputs.FirstOrDefault(v => v != sum)?.Name}" : $", {epilogue.Output.Name}";
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
            var step = new PanelStep(block.Method + (blocks == 1 ? "" : $"{blocks}"), block.Title, Loops(pending).ToEquatableArray());
            pending.Clear();
            return step;
        }
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
            if (current.Count > 0 && (size != extent || NetworkProgramQueries.Inputs(operation).Any(unfinished.Contains)))
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
