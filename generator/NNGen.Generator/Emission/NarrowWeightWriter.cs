using System.Linq;
using NNGen.Generator.Planning;

namespace NNGen.Generator.Emission;

/// <summary>
/// Prints the gradients of a layer with few inputs: lanes are samples, sample s in lane s mod 32 (16 of doubles) whatever the width of a
/// vector, and each sum's lanes are added as one fixed tree.
/// </summary>
internal sealed class NarrowWeightWriter(CodeWriter writer, ElementType type)
{
    /// <summary>
    /// So few sums leave registers for both vectors of a panel: then twice as many chains of additions run beside each other. A thousand iterations of 2-3-1 took 3.28 ms instead
    /// of 3.37 with its layers of 4 and 9 sums; with both vectors for 9 sums, too, 3.24 where there are 32 registers and 2 % longer where there are 16.
    /// </summary>
    private const int SumsOfBoth = 6;

    public void Write(WeightStep step)
    {
        int lanes = 128 / type.Size;
        string bias = step.Bias is null ? "" : $", ref {type.Name} bias";
        writer.Line($"// {step.Title}");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Braces(
            $"public static bool {step.Method}(ref {type.Name} {step.Source.Name}, ref {type.Name} {step.Gradient.Name}, ref {type.Name} weights{bias}, "
            + "nint panels, nint tile, nint endTile)"))
        {
            writer.Line($"nint width = {type.Vector}.Count;");
            writer.Line("nint panel = 2 * width;");
            writer.Line($"global::System.Span<{type.Name}> partial = stackalloc {type.Name}[{WeightWriter.Runs(step.Rows).Max(run => MaxSums(step, run.Height)) * lanes}];");
            writer.Line($"ref {type.Name} lanes = ref MemoryMarshal.GetReference(partial);");
            foreach ((string start, string end, string row, int height) in WeightWriter.Runs(step.Rows))
            {
                using (writer.Braces($"for (nint t = {start}; t < {end}; t++)"))
                {
                    writer.Line($"nint row = {row};");
                    for (int column = 0; column < step.Source.Size; column += Columns(height))
                    {
                        Tile(step, height, column, System.Math.Min(Columns(height), step.Source.Size - column), lanes);
                    }
                }
            }

            writer.Line($"nint firstRow = {step.Rows.FirstRow("tile")};");
            writer.Line($"int rows = (int)({step.Rows.FirstRow("endTile")} - firstRow);");
            string weightsAreFinite = $"Lanes.AllFinite(ref Unsafe.Add(ref weights, firstRow * {step.Source.Size}), rows * {step.Source.Size})";
            writer.Line($"return {weightsAreFinite}{(step.Bias is null ? "" : " & Lanes.AllFinite(ref Unsafe.Add(ref bias, firstRow), rows)")};");
        }

        writer.Line();
    }

    /// <summary>Some 12 sums stay in registers.</summary>
    private static int Columns(int height) => System.Math.Max(1, (12 / height) - 1);

    private static int MaxSums(WeightStep step, int height) => height * (System.Math.Min(Columns(height), step.Source.Size) + 1);

    private void Tile(WeightStep step, int height, int column, int columns, int lanes)
    {
        bool withBias = step.Bias is not null && column == 0;
        string[] sums = Enumerable.Range(0, height)
            .SelectMany(r => Enumerable.Range(0, columns).Select(c => $"s{r}_{c}").Concat(withBias ? new[] { $"s{r}" } : []))
            .ToArray();
        using (writer.Braces(""))
        {
            bool both = sums.Length <= SumsOfBoth;
            string[] halves = both ? ["", "width"] : [""];
            using (writer.Braces($"for (nint lane = 0; lane < {lanes}; lane += {(both ? "panel" : "width")})"))
            {
                // Of a batch of fewer samples than lanes these lie behind its panels, and nothing is read.
                writer.Line($"ref {type.Name} x = ref Unsafe.Add(ref {step.Source.Name}, {Start(step.Source.Size, column == 0 ? "" : $"{column}")});");
                writer.Line($"ref {type.Name} d = ref Unsafe.Add(ref {step.Gradient.Name}, {Start(step.Gradient.Size, "row")});");
                foreach (string half in halves)
                {
                    writer.Line($"{type.Vector} {string.Join(", ", sums.Select(sum => $"{sum}{Suffix(half)} = {type.Vector}.Zero"))};");
                }

                using (writer.Braces($"for (nint s = lane; s < panels * panel; s += {lanes})"))
                {
                    foreach (string half in halves)
                    {
                        string h = Suffix(half);
                        for (int c = 0; c < columns; c++) { writer.Line($"{type.Vector} x{c}{h} = Vector.LoadUnsafe(ref {At("x", c, half)});"); }
                        for (int r = 0; r < height; r++)
                        {
                            writer.Line($"{type.Vector} d{r}{h} = Vector.LoadUnsafe(ref {At("d", r, half)});");
                            for (int c = 0; c < columns; c++) { writer.Line($"s{r}_{c}{h} = Vector.MultiplyAddEstimate(d{r}{h}, x{c}{h}, s{r}_{c}{h});"); }
                            if (withBias) { writer.Line($"s{r}{h} += d{r}{h};"); }
                        }
                    }

                    writer.Line($"x = ref Unsafe.Add(ref x, {step.Source.Size * lanes});");
                    writer.Line($"d = ref Unsafe.Add(ref d, {step.Gradient.Size * lanes});");
                }

                foreach (string half in halves)
                {
                    for (int i = 0; i < sums.Length; i++)
                    {
                        writer.Line($"{sums[i]}{Suffix(half)}.StoreUnsafe(ref Unsafe.Add(ref lanes, {(i == 0 ? "" : $"{i * lanes} + ")}lane{(half.Length == 0 ? "" : $" + {half}")}));");
                    }
                }

                string Start(int size, string first) => both
                    ? $"lane * {size}{(first.Length == 0 ? "" : $" + {first} * panel")}"
                    : $"(lane / panel * {size}{(first.Length == 0 ? "" : $" + {first}")}) * panel + lane % panel";
            }

            int next = 0;
            for (int r = 0; r < height; r++)
            {
                for (int c = 0; c < columns; c++)
                {
                    int offset = (r * step.Source.Size) + column + c;
                    writer.Line($"Unsafe.Add(ref weights, row * {step.Source.Size}{(offset == 0 ? "" : $" + {offset}")}) = {Sum(next++)};");
                }

                if (withBias) { writer.Line($"Unsafe.Add(ref bias, row{(r == 0 ? "" : $" + {r}")}) = {Sum(next++)};"); }
            }
        }

        string Sum(int index) => $"Tree.Sum(ref {(index == 0 ? "lanes" : $"Unsafe.Add(ref lanes, {index * lanes})")})";
    }

    private static string Suffix(string half) => half.Length == 0 ? "" : "_b";

    private static string At(string name, int row, string half)
    {
        string offset = row switch { 0 => "", 1 => "panel", _ => $"{row} * panel" };
        string sum = offset.Length > 0 && half.Length > 0 ? $"{offset} + {half}" : offset + half;
        return sum.Length == 0 ? name : $"Unsafe.Add(ref {name}, {sum})";
    }
}
