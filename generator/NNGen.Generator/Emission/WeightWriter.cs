using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Planning;

namespace NNGen.Generator.Emission;

/// <summary>
/// Prints the gradients of weights: lanes are the layer's inputs, and every weight's sum runs over the samples in their order, so neither the
/// width of a vector nor the number of threads changes a bit.
/// </summary>
internal sealed class WeightWriter(CodeWriter writer, ElementType type)
{
    public void Write(WeightStep step)
    {
        string bias = step.Bias is null ? "" : $", ref {type.Name} bias";
        int inputs = step.Source.Size;
        int outputs = step.Gradient.Size;
        writer.Line($"// {step.Title}");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Braces(
            $"public static void {step.Method}(ref {type.Name} {step.Source.Name}, ref {type.Name} {step.Gradient.Name}, ref {type.Name} weights{bias}, "
            + $"ref {type.Name} strip, nint samples, nint panels, nint tile, nint endTile)"))
        {
            writer.Line($"nint width = {type.Vector}.Count;");
            writer.Line("nint panel = 2 * width;");
            using (writer.Braces($"for (nint column = 0; column < {inputs}; column += panel)"))
            {
                writer.Line($"nint columns = Math.Min(panel, {inputs} - column);");
                writer.Line(step.FromInputs
                    ? $"Strips.FromRows(ref {step.Source.Name}, {inputs}, samples, column, columns, ref strip, panels);"
                    : $"Strips.FromPanels(ref {step.Source.Name}, {inputs}, column, columns, ref strip, panels);");
                foreach ((string start, string end, string row, int height) in Runs(step.Rows)) { Tiles(step, end, start, row, height); }
            }

            if (step.Bias is not null)
            {
                writer.Line($"nint firstRow = {step.Rows.FirstRow("tile")};");
                writer.Line($"nint endRow = {step.Rows.FirstRow("endTile")};");
                writer.Line($"Panels.SumSamples(ref {step.Gradient.Name}, {outputs}, panels, firstRow, endRow, ref bias);");
            }
        }

        writer.Line();
    }

    /// <summary>Loops over tiles: the full ones, then the rest.</summary>
    public static IEnumerable<(string Start, string End, string Row, int Height)> Runs(RowTiles rows)
    {
        if (rows.Full > 0) { yield return ("tile", rows.Rest == 0 ? "endTile" : $"Math.Min(endTile, {rows.Full})", $"t * {rows.Height}", rows.Height); }
        if (rows.Rest > 0)
        {
            yield return rows.Full == 0
                ? ("tile", "endTile", $"t * {rows.RestHeight}", rows.RestHeight)
                : ($"Math.Max(tile, {rows.Full})", "endTile", $"{rows.RestStart} + (t - {rows.Full}) * {rows.RestHeight}", rows.RestHeight);
        }
    }

    private void Tiles(WeightStep step, string end, string start, string row, int height)
    {
        int inputs = step.Source.Size;
        using (writer.Braces($"for (nint t = {start}; t < {end}; t++)"))
        {
            writer.Line($"nint row = {row};");
            writer.Line("ref " + type.Name + " x = ref strip;");
            writer.Line($"ref {type.Name} d = ref Unsafe.Add(ref {step.Gradient.Name}, row * panel);");
            writer.Line($"{type.Vector} {string.Join(", ", Enumerable.Range(0, height).Select(r => $"a{r} = {type.Vector}.Zero, b{r} = a{r}"))};");
            using (writer.Braces("for (nint p = 0; p < panels; p++)"))
            {
                using (writer.Braces("for (nint s = 0; s < panel; s++)"))
                {
                    writer.Line($"{type.Vector} xa = Vector.LoadUnsafe(ref x), xb = Vector.LoadUnsafe(ref Unsafe.Add(ref x, width));");
                    for (int r = 0; r < height; r++)
                    {
                        writer.Line($"{type.Vector} d{r} = new(Unsafe.Add(ref d, {(r == 0 ? "s" : r == 1 ? "s + panel" : $"s + {r} * panel")}));");
                        writer.Line($"a{r} = Vector.MultiplyAddEstimate(d{r}, xa, a{r});");
                        writer.Line($"b{r} = Vector.MultiplyAddEstimate(d{r}, xb, b{r});");
                    }

                    writer.Line("x = ref Unsafe.Add(ref x, panel);");
                }

                writer.Line($"d = ref Unsafe.Add(ref d, {step.Gradient.Size} * panel);");
            }

            writer.Line($"ref {type.Name} g = ref Unsafe.Add(ref weights, row * {inputs} + column);");
            using (writer.Braces("if (columns == panel)"))
            {
                for (int r = 0; r < height; r++)
                {
                    writer.Line($"a{r}.StoreUnsafe(ref {(r == 0 ? "g" : $"Unsafe.Add(ref g, {r * inputs})")});");
                    writer.Line($"b{r}.StoreUnsafe(ref Unsafe.Add(ref g, {(r == 0 ? "width" : $"{r * inputs} + width")}));");
                }
            }

            using (writer.Braces("else"))
            {
                for (int r = 0; r < height; r++)
                {
                    writer.Line($"Strips.StorePart(a{r}, b{r}, ref {(r == 0 ? "g" : $"Unsafe.Add(ref g, {r * inputs})")}, columns);");
                }
            }
        }
    }
}
