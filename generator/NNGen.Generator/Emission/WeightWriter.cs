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
        string strip = step.InPlace ? "" : $"ref {type.Name} strip, ";
        writer.Line($"// {step.Title}");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Braces(
            $"public static bool {step.Method}(ref {type.Name} {step.Source.Name}, ref {type.Name} {step.Gradient.Name}, ref {type.Name} weights{bias}, "
            + $"{strip}nint samples, nint panels, nint tile, nint endTile)"))
        {
            writer.Line($"nint width = {type.Vector}.Count;");
            writer.Line("nint panel = 2 * width;");
            writer.Line($"{type.Vector} check = {type.Vector}.Zero;");
            if (!WholePanels(step)) { writer.Line($"nint columns = Math.Min(panel, {inputs});"); }
            using (writer.Braces($"for (nint next = 0; next < {inputs}; next += panel)"))
            {
                writer.Line("// The last columns once more, together with some before them.");
                writer.Line($"nint column = Math.Min(next, {inputs} - {(WholePanels(step) ? "panel" : "columns")});");
                if (!WholePanels(step)) { Block(step, "0", "samples", "panels"); }
                else
                {
                    using (writer.Braces($"for (nint first = 0; first < samples; first += {WeightStep.Block})"))
                    {
                        writer.Line($"nint count = Math.Min({WeightStep.Block}, samples - first);");
                        if (step.AsksAhead) { writer.Line("nint share = count / Math.Max(1, endTile - tile) + 1;"); }
                        Block(step, "first", "count", "(count + panel - 1) / panel");
                    }
                }
            }

            writer.Line($"nint firstRow = {FirstRow(step.Rows, "tile")};");
            writer.Line($"nint endRow = {FirstRow(step.Rows, "endTile")};");
            writer.Line($"bool finite = FiniteSums.AreFinite(check, ref Unsafe.Add(ref weights, firstRow * {inputs}), (endRow - firstRow) * {inputs});");
            if (step.Bias is not null) { writer.Line($"finite &= Panels.SumSamples(ref {step.Gradient.Name}, {outputs}, panels, firstRow, endRow, ref bias);"); }
            writer.Line("return finite;");
        }

        writer.Line();
    }

    /// <summary>Whether a row is at least as long as the widest panel: then no store can pass its end.</summary>
    private bool WholePanels(WeightStep step) => step.Source.Size >= NetworkPlan.WidestPanel(type.Size);

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

    /// <summary>What some samples add to some columns of the gradients.</summary>
    private void Block(WeightStep step, string first, string count, string panels)
    {
        int inputs = step.Source.Size;
        string source = first == "0" ? step.Source.Name : $"Unsafe.Add(ref {step.Source.Name}, first * {inputs})";
        string columns = WholePanels(step) ? "panel" : "columns";
        if (!step.InPlace)
        {
            writer.Line(step.FromInputs
                ? $"Strips.FromRows(ref {source}, {inputs}, {count}, column, {columns}, ref strip, {panels});"
                : $"Strips.FromPanels(ref {source}, {inputs}, column, {columns}, ref strip, {panels});");
        }

        if (step.Rows.Wide is { } wide)
        {
            using (writer.Braces($"if ({type.IsWidest})"))
            {
                if (step.EndsInHalfPanel(type.Size))
                {
                    using (writer.Braces($"if (next + panel > {inputs})"))
                    {
                        writer.Line("// Half a panel is left.");
                        writer.Line($"column = {inputs} - width;");
                        Tiles(step, wide, isHalf: true);
                    }

                    using (writer.Braces("else")) { Tiles(step, wide); }
                }
                else { Tiles(step, wide); }
            }

            using (writer.Braces("else")) { Tiles(step, step.Rows); }
        }
        else { Tiles(step, step.Rows); }
    }

    private string FirstRow(RowTiles rows, string tile) =>
        rows.Wide is null ? rows.FirstRow(tile) : $"{type.IsWidest} ? {rows.Wide.FirstRow(tile)} : {rows.FirstRow(tile)}";

    private void Tiles(WeightStep step, RowTiles rows, bool isHalf = false)
    {
        foreach ((string start, string end, string row, int height) in Runs(rows)) { Tiles(step, end, start, row, height, isHalf); }
    }

    private void Tiles(WeightStep step, string end, string start, string row, int height, bool isHalf)
    {
        int inputs = step.Source.Size;
        int outputs = step.Gradient.Size;
        bool blocks = WholePanels(step);
        using (writer.Braces($"for (nint t = {start}; t < {end}; t++)"))
        {
            if (step.AsksAhead && !isHalf)
            {
                writer.Line(
                    $"Prefetch.Columns(ref Unsafe.Add(ref {step.Source.Name}, first * {inputs} + Math.Min(column + panel, {inputs} - panel)), "
                    + $"{inputs}, panel, (t - tile) * share, Math.Min((t - tile + 1) * share, count));");
            }

            writer.Line($"nint row = {row};");
            writer.Line($"ref {type.Name} x = ref {(step.InPlace ? $"Unsafe.Add(ref {step.Source.Name}, first * {inputs} + column)" : "strip")};");
            writer.Line($"ref {type.Name} d = ref Unsafe.Add(ref {step.Gradient.Name}, {(blocks ? $"first * {outputs} + " : "")}row * panel);");
            writer.Line($"ref {type.Name} g = ref Unsafe.Add(ref weights, row * {inputs} + column);");
            if (step.IsFar) { writer.Line($"Prefetch.Columns(ref g, {inputs}, {(isHalf ? "width" : blocks ? "panel" : "columns")}, 0, {height});"); }

            // A low tile has too few sums to hide the latency of adding to them: samples take turns between chains, which are added as a tree.
            int chains = height == 1 ? 4 : height <= 3 ? 2 : 1;
            for (int chain = 0; chain < chains; chain++)
            {
                writer.Line($"{type.Vector} {string.Join(", ", Enumerable.Range(0, height).Select(r => $"{A(r, chain)} = {type.Vector}.Zero" + (isHalf ? "" : $", {B(r, chain)} = {A(r, chain)}")))};");
            }

            if (blocks)
            {
                using (writer.Braces("if (first > 0)"))
                {
                    for (int r = 0; r < height; r++)
                    {
                        writer.Line($"a{r} = Vector.LoadUnsafe(ref {Row(r)});");
                        if (!isHalf) { writer.Line($"b{r} = Vector.LoadUnsafe(ref {Second(r)});"); }
                    }
                }
            }

            using (writer.Braces(blocks ? "for (nint p = 0; p < count; p += panel)" : "for (nint p = 0; p < panels; p++)"))
            {
                if (step.InPlace) { writer.Line("nint end = Math.Min(panel, count - p);"); }
                using (writer.Braces($"for (nint s = 0; s < {(step.InPlace ? "end" : "panel")}; s{(chains == 1 ? "++" : $" += {chains}")})"))
                {
                    for (int chain = 0; chain < chains; chain++)
                    {
                        string x = chain == 0 ? "" : $"{chain}";
                        string at = chain == 0 ? "x" : $"Unsafe.Add(ref x, {chain} * panel)";
                        string second = isHalf ? "" : $", xb{x} = Vector.LoadUnsafe(ref Unsafe.Add(ref x, {(chain == 0 ? "" : $"{chain} * panel + ")}width))";
                        writer.Line($"{type.Vector} xa{x} = Vector.LoadUnsafe(ref {at}){second};");
                        for (int r = 0; r < height; r++)
                        {
                            string d = chains == 1 ? $"d{r}" : $"d{r}_{chain}";
                            string offset = (chain == 0 ? "s" : $"s + {chain}") + r switch { 0 => "", 1 => " + panel", _ => $" + {r} * panel" };
                            writer.Line($"{type.Vector} {d} = new(Unsafe.Add(ref d, {offset}));");
                            writer.Line($"{A(r, chain)} = Vector.MultiplyAddEstimate({d}, xa{x}, {A(r, chain)});");
                            if (!isHalf) { writer.Line($"{B(r, chain)} = Vector.MultiplyAddEstimate({d}, xb{x}, {B(r, chain)});"); }
                        }
                    }

                    writer.Line($"x = ref Unsafe.Add(ref x, {(step.InPlace ? $"{inputs}" : chains == 1 ? "panel" : $"{chains} * panel")});");
                }

                writer.Line($"d = ref Unsafe.Add(ref d, {outputs} * panel);");
            }

            for (int distance = 1; distance < chains; distance *= 2)
            {
                for (int chain = 0; chain < chains; chain += 2 * distance)
                {
                    for (int r = 0; r < height; r++)
                    {
                        writer.Line($"{A(r, chain)} += {A(r, chain + distance)};");
                        writer.Line($"{B(r, chain)} += {B(r, chain + distance)};");
                    }
                }
            }

            if (blocks)
            {
                using (writer.Braces("if (first + count == samples)")) { Add(); }
            }
            else { Add(); }

            for (int r = 0; r < height - 1; r++) { Store(r); }

            if (WholePanels(step))
            {
                Store(height - 1);
                return;
            }

            // A row shorter than a panel ends inside the next one, which is written after it; the tile's last row must end in time.
            string last = Row(height - 1);
            using (writer.Braces("if (columns == panel)")) { Store(height - 1); }
            using (writer.Braces("else")) { writer.Line($"Strips.StorePart(a{height - 1}, b{height - 1}, ref {last}, columns);"); }
        }

        void Add()
        {
            for (int r = 0; r < height; r++) { writer.Line($"check += a{r}{(isHalf ? "" : $" + b{r}")};"); }
        }

        void Store(int r)
        {
            writer.Line($"a{r}.StoreUnsafe(ref {Row(r)});");
            if (!isHalf) { writer.Line($"b{r}.StoreUnsafe(ref {Second(r)});"); }
        }

        static string A(int r, int chain) => chain == 0 ? $"a{r}" : $"a{r}_{chain}";

        static string B(int r, int chain) => chain == 0 ? $"b{r}" : $"b{r}_{chain}";

        string Row(int r) => r == 0 ? "g" : $"Unsafe.Add(ref g, {r * inputs})";

        string Second(int r) => $"Unsafe.Add(ref g, {(r == 0 ? "width" : $"{r * inputs} + width")})";
    }
}
