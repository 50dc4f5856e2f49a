using System.Text;

namespace NNGen.Report;

/// <summary>The comparison as Markdown.</summary>
internal static class Table
{
    public static string Print(Results results, string against)
    {
        var text = new StringBuilder();
        OneThread(text, results, against);
        foreach (int threads in results.All.Select(row => row.Threads).Where(threads => threads > 1).Distinct().Order())
        {
            Threads(text, results, against, threads);
        }

        Conditions(text, results, against);
        return text.ToString();
    }

    private static void OneThread(StringBuilder text, Results results, string against)
    {
        string[] own = new[] { Figures.Default, Figures.Portable }.Where(peer => Has(results, peer, 1)).ToArray();
        string[] rivals = Figures.Rivals.Where(peer => Has(results, peer, 1)).ToArray();
        Header(text, ["One thread", .. own.SelectMany(peer => new[] { peer, "GFLOP/s (of peak)" }), .. rivals]);
        foreach ((string workload, string figure) in Rows(results, 1))
        {
            Result? baseline = results.Of(workload, figure, against);
            var cells = new List<string> { Figures.Title(figure) };
            foreach (string peer in own)
            {
                Result? row = results.Of(workload, figure, peer);
                cells.Add(row is null ? "" : $"**{Text.Time(row.Time)}**");
                cells.Add(row?.Gflops is not { } gflops ? "" : Text.Digits(gflops) + (results.Peak(row.VectorBits) is { } peak ? $" ({Text.Percent(gflops / peak)})" : ""));
            }

            cells.AddRange(rivals.Select(peer => Rival(results.Of(workload, figure, peer), baseline)));
            Row(text, workload, cells);
        }

        text.AppendLine();
    }

    private static void Threads(StringBuilder text, Results results, string against, int threads)
    {
        string[] own = new[] { Figures.Default, Figures.Portable }.Where(peer => Has(results, peer, threads)).ToArray();
        string[] rivals = Figures.Rivals.Where(peer => Has(results, peer, threads)).ToArray();
        Header(text, [$"{threads} threads", .. own.SelectMany(peer => new[] { peer, "to one thread" }), .. rivals]);
        foreach ((string workload, string figure) in Rows(results, threads))
        {
            Result? baseline = results.Of(workload, figure, against, threads);
            var cells = new List<string> { Figures.Title(figure) };
            foreach (string peer in own)
            {
                Result? row = results.Of(workload, figure, peer, threads), alone = results.Of(workload, figure, peer);
                cells.Add(row is null ? "" : $"**{Text.Time(row.Time)}**");
                cells.Add(row is null || alone is null ? "" : Text.Ratio(alone.Time / row.Time));
            }

            cells.AddRange(rivals.Select(peer => Rival(results.Of(workload, figure, peer, threads), baseline)));
            Row(text, workload, cells);
        }

        text.AppendLine();
    }

    private static void Conditions(StringBuilder text, Results results, string against)
    {
        text.AppendLine(
            $"Least time of all rounds; in brackets how many times as long as {against} ({against} is faster above 1×). "
            + "If a program can do the same work in several ways, its fastest counts. A training step is forward, loss, backward and "
            + "update; predictions end at the logits (W1, W2: at the sigmoid); inputs change from call to call.");
        text.AppendLine();
        text.AppendLine($"- Machine: {results.Machine}.");
        string[] peaks = new[] { 256, 512 }
            .Where(bits => results.Peak(bits) is not null)
            .Select(bits => $"{Text.Digits(results.Peak(bits)!.Value)} GFLOP/s with {bits}-bit vectors").ToArray();
        if (peaks.Length > 0) { text.AppendLine($"- Peak of one core (multiply-adds in registers): {string.Join(", ", peaks)}."); }
        foreach (string peer in new[] { Figures.Default, Figures.Portable }.Concat(Figures.Rivals))
        {
            Result[] rows = results.All.Where(row => row.Peer == peer).ToArray();
            if (rows.Length == 0) { continue; }
            string[] variants = results.VariantsOf(peer).ToArray();
            string fastest = variants.Length > 1 ? $", the fastest of {string.Join(", ", variants)}" : "";
            text.AppendLine($"- {peer}: {rows[0].Versions}{Remark(peer, rows[0].Versions)}{fastest}.");
        }
    }

    private static string Remark(string peer, string versions) => peer switch
    {
        Figures.Default => ", as users get it without settings",
        Figures.Portable => ", the same program with .NET's own vectors",
        "PyTorch" when versions.Contains(" 1.13", StringComparison.Ordinal) => " (what Debian 12 packages; PyTorch 2 is newer)",
        "ONNX Runtime" => ", through its C API",
        "TensorPrimitives" => ", loops by hand",
        "C loops" => " -O3 -march=native -ffast-math",
        "RTNeural" => " -O3, models fixed at compile time",
        _ => "",
    };

    private static bool Has(Results results, string peer, int threads) => results.All.Any(row => row.Peer == peer && row.Threads == threads);

    private static IEnumerable<(string Workload, string Figure)> Rows(Results results, int threads) =>
        from workload in Figures.Workloads
        from figure in results.All
            .Where(row => row.Workload == workload.Key && row.Threads == threads)
            .Select(row => row.Figure).Distinct().OrderBy(Figures.Order)
        select (workload.Key, figure);

    private static string Rival(Result? row, Result? baseline) =>
        row is null ? "" : Text.Time(row.Time) + (baseline is null ? "" : $" ({Text.Ratio(row.Time / baseline.Time)})");

    private static void Header(StringBuilder text, IReadOnlyList<string> columns)
    {
        text.AppendLine($"| | {string.Join(" | ", columns)} |");
        text.AppendLine($"|---|---|{string.Concat(Enumerable.Repeat("---:|", columns.Count - 1))}");
    }

    private static void Row(StringBuilder text, string workload, IReadOnlyList<string> cells) =>
        text.AppendLine($"| {workload} | {string.Join(" | ", cells)} |");
}
