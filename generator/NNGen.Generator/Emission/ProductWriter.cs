using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Differentiation;
using NNGen.Generator.Planning;

namespace NNGen.Generator.Emission;

/// <summary>Prints matrix products over panels: lanes are samples, a tile of rows stays in registers.</summary>
internal sealed class ProductWriter(CodeWriter writer, ElementType type)
{
    public void Write(ProductStep step)
    {
        string source = step.Source.Name;
        string[] saved = Saved(step).Select(value => value.Name).ToArray();
        string[] results = Results(step).Select(value => value.Name).ToArray();
        var parameters = new List<string> { $"ref {type.Name} weights" };
        if (step.Bias is not null) { parameters.Add($"ref {type.Name} bias"); }
        parameters.AddRange(saved.Prepend(source).Concat(results).Select(name => $"ref {type.Name} {name}"));
        if (step.AsksAhead) { parameters.Add("nint ahead, nint step"); }
        parameters.Add("nint panels");

        writer.Line($"// {step.Title}");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Braces($"public static {(step.AsksAhead ? "bool" : "void")} {step.Method}({string.Join(", ", parameters)})"))
        {
            writer.Line($"nint width = {type.Vector}.Count;");
            writer.Line("nint panel = 2 * width;");
            if (step.AsksAhead) { writer.Line("bool finite = true;"); }
            if (step.Rows.Wide is { } wide)
            {
                using (writer.Braces($"if ({type.IsWidest})")) { Tiles(step, wide); }
                using (writer.Braces("else")) { Tiles(step, step.Rows); }
            }
            else { Tiles(step, step.Rows); }

            if (step.AsksAhead) { writer.Line("return finite;"); }
        }

        writer.Line();
    }

    /// <summary>The arguments of a call, with the same values.</summary>
    public static IEnumerable<Value> Arguments(ProductStep step) => Saved(step).Prepend(step.Source).Concat(Results(step));

    private static IEnumerable<Value> Saved(ProductStep step) =>
        step.Epilogue?.Operands.Where(input => input != step.Sum && input != step.Source).Distinct() ?? [];

    private static IEnumerable<Value> Results(ProductStep step)
    {
        if (step.Sums is { } sums) { yield return sums; }
        if (step.Epilogue is { } epilogue) { yield return epilogue.Output; }
    }

    private void Tiles(ProductStep step, RowTiles rows)
    {
        if (rows.Full > 0) { Tiles(step, 0, rows.Full, rows.Height); }
        if (rows.Rest > 0) { Tiles(step, rows.RestStart, rows.Rest, rows.RestHeight); }
    }

    private void Tiles(ProductStep step, int start, int count, int height)
    {
        using (writer.Braces(count == 1 ? "" : $"for (nint row = {start}; row < {start + (count * height)}; row += {height})"))
        {
            if (count == 1) { writer.Line($"const int row = {start};"); }
            using (writer.Braces("for (nint p = 0; p < panels; p++)"))
            {
                writer.Line($"ref {type.Name} x = ref Unsafe.Add(ref {step.Source.Name}, p * {step.Inputs} * panel);");
                writer.Line($"ref {type.Name} w = ref Unsafe.Add(ref weights, {(step.Transposed ? "row" : $"row * {step.Inputs}")});");
                for (int r = 0; r < height; r++)
                {
                    string init = step.Bias is null ? $"{type.Vector}.Zero" : $"new(Unsafe.Add(ref bias, row{(r == 0 ? "" : $" + {r}")}))";
                    writer.Line($"{type.Vector} a{r} = {init}, b{r} = a{r};");
                }

                using (writer.Braces($"for (nint i = 0; i < {step.Inputs}; i++)"))
                {
                    writer.Line($"{type.Vector} xa = Vector.LoadUnsafe(ref x), xb = Vector.LoadUnsafe(ref Unsafe.Add(ref x, width));");
                    for (int r = 0; r < height; r++)
                    {
                        int offset = step.Transposed ? r : r * step.Inputs;
                        writer.Line($"{type.Vector} w{r} = new({(offset == 0 ? "w" : $"Unsafe.Add(ref w, {offset})")});");
                        writer.Line($"a{r} = Vector.MultiplyAddEstimate(w{r}, xa, a{r});");
                        writer.Line($"b{r} = Vector.MultiplyAddEstimate(w{r}, xb, b{r});");
                    }

                    if (step.AsksAhead)
                    {
                        writer.Line("Prefetch.Line(ahead);");
                        writer.Line("ahead += step;");
                    }

                    writer.Line("x = ref Unsafe.Add(ref x, panel);");
                    writer.Line($"w = ref Unsafe.Add(ref w, {(step.Transposed ? step.Outputs : 1)});");
                }

                if (step.AsksAhead && start == 0)
                {
                    writer.Line("if (row == 0) { finite &= FiniteSums.IsFinite(a0 + b0); }");
                }

                Epilogue(step, height);
            }
        }
    }

    private void Epilogue(ProductStep step, int height)
    {
        writer.Line($"nint first = (p * {step.Outputs} + row) * panel;");
        if (step.Sums is { } sums) { StoreTile(sums, height, (accumulator, _) => accumulator); }

        if (step.Epilogue is not { } map) { return; }

        if (step.EpilogueInRegisters)
        {
            foreach (Value value in Saved(step))
            {
                writer.Line($"ref {type.Name} {value.Name}Tile = ref Unsafe.Add(ref {value.Name}, first);");
            }

            StoreTile(map.Output, height, (accumulator, lane) => FormulaWriter.Call(
                map, value => value == step.Sum ? accumulator : $"Vector.LoadUnsafe(ref {At(value.Name + "Tile", lane)})"));
            return;
        }

        // The bare sums wait in memory for the loop behind the tile: in their own place, or in the result's.
        Value waiting = step.Sums ?? map.Output;
        if (step.Sums is null) { StoreTile(map.Output, height, (accumulator, _) => accumulator); }
        using (writer.Braces($"for (nint j = first; j < first + {height} * panel; j += width)"))
        {
            string text = FormulaWriter.Call(
                map, value => $"Vector.LoadUnsafe(ref Unsafe.Add(ref {(value == step.Sum ? waiting : value).Name}, j))");
            writer.Line($"{text}.StoreUnsafe(ref Unsafe.Add(ref {map.Output.Name}, j));");
        }
    }

    private void StoreTile(Value destination, int height, System.Func<string, string, string> text)
    {
        string tile = $"{destination.Name}Result";
        writer.Line($"ref {type.Name} {tile} = ref Unsafe.Add(ref {destination.Name}, first);");
        for (int r = 0; r < height; r++)
        {
            foreach (string half in new[] { "a", "b" })
            {
                string lane = Offset(r, half == "b");
                writer.Line($"{text($"{half}{r}", lane)}.StoreUnsafe(ref {At(tile, lane)});");
            }
        }
    }

    private static string At(string name, string offset) => offset.Length == 0 ? name : $"Unsafe.Add(ref {name}, {offset})";

    private static string Offset(int row, bool second) => (row, second) switch
    {
        (0, false) => "",
        (0, true) => "width",
        (1, false) => "panel",
        (1, true) => "panel + width",
        (_, false) => $"{row} * panel",
        (_, true) => $"{row} * panel + width",
    };
}
