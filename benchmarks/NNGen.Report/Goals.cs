using System.Text;

namespace NNGen.Report;

/// <summary>The goals: how much faster than each rival NNGen should be, and which fraction of the processor's peak it should reach.</summary>
internal static class Goals
{
    /// <param name="Workload">Its key.</param>
    /// <param name="Figure">What is timed.</param>
    /// <param name="Onnx">How many times as long ONNX Runtime is to take; 0 for no goal, here and below.</param>
    /// <param name="Onnx512">The same where the processor does more with 512-bit vectors than with 256-bit ones; 0 for the same.</param>
    /// <param name="Torch">How many times as long PyTorch is to take.</param>
    /// <param name="C">C loops.</param>
    /// <param name="Learn">scikit-learn.</param>
    /// <param name="RTNeural">RTNeural.</param>
    /// <param name="Peak">The fraction of what the processor can do.</param>
    private sealed record Goal(
        string Workload, string Figure, double Onnx = 0, double Onnx512 = 0, double Torch = 0, double C = 0, double Learn = 0, double RTNeural = 0,
        double Peak = 0);

    private static readonly Goal[] goals =
    [
        new("W1", "1000 iterations", Torch: 45, C: 1.3),
        new("W2", "forward b1", Onnx: 35, Torch: 200, C: 1.8),
        new("W2", "forward b256", Onnx: 1.55, Torch: 3, C: 2, Peak: 0.74),
        new("W2", "train adam b32", Torch: 60, C: 1.6),
        new("W2", "train adam b256", Torch: 9, C: 1.6),
        new("W3", "forward b1", Onnx: 27, Torch: 100, C: 1.2),
        new("W3", "50 epochs", Torch: 28, C: 1.9, Learn: 14),
        new("W4", "forward b1", Onnx: 1.6, Torch: 4, C: 1),
        new("W4", "forward b256", Onnx: 0.98, Torch: 1.1, C: 1.9, Peak: 0.9),
        new("W4", "train adam b32", Torch: 3.2, C: 1.9, Peak: 0.7),
        new("W4", "train adam b128", Torch: 1.85, C: 1.9, Peak: 0.85),
        new("W4", "train adam b256", Torch: 1.5, C: 1.9, Peak: 0.88),
        new("W5", "forward b1", Onnx: 1.2, Torch: 1.5, C: 1),
        new("W5", "forward b256", Onnx: 0.98, Torch: 1.1, C: 2.5, Peak: 0.91),
        new("W5", "train adam b32", Torch: 1.7, C: 2.2, Peak: 0.65),
        new("W5", "train adam b128", Torch: 1.35, C: 2.2, Peak: 0.82),
        new("W5", "train adam b256", Torch: 1.2, C: 2.2, Peak: 0.86),
        new("W6", "forward b1", Onnx: 1.4, Torch: 4),
        new("W6", "forward b32", Onnx: 1.3, Torch: 2),
        new("W6", "forward b128", Onnx: 1.3, Torch: 2),
        new("W6", "train adam b32", Torch: 3),
        new("W6", "train adam b128", Torch: 3),
        new("W7", "lstm 20 per sample", Onnx: 25, C: 1.2, RTNeural: 1.4),
        new("W7", "lstm 40 per sample", Onnx: 25, C: 1.2, RTNeural: 1.4),
        new("W7", "gru 20 per sample", Onnx: 25, C: 1.2, RTNeural: 1.4),
        new("W7", "gru 40 per sample", Onnx: 25, C: 1.2, RTNeural: 1.4),
        new("W7", "conv1d stack per sample", Onnx: 25, C: 1.2, RTNeural: 1.4),
        new("W8", "forward b1", Onnx: 1, Torch: 3),
        new("W8", "forward b32", Onnx: 1, Onnx512: 1.2, Torch: 2, Peak: 0.85),
        new("W8", "forward b128", Onnx: 1, Onnx512: 1.2, Torch: 2, Peak: 0.85),
        new("W8", "train adam b32", Torch: 1.5, Peak: 0.75),
        new("W8", "train adam b128", Torch: 1.5, Peak: 0.75),
        new("W9", "forward b32", Onnx: 1),
        new("W9", "forward b128", Onnx: 1),
        new("W9", "train adam b32", Torch: 1.2),
        new("W9", "train adam b128", Torch: 1.2),
        new("W10", "forward b32", Onnx: 1.2),
        new("W10", "forward b128", Onnx: 1.2),
        new("W10", "train adam b32", Torch: 2),
        new("W10", "train adam b128", Torch: 1.3),
    ];

    public static string Print(Results results)
    {
        var text = new StringBuilder();
        bool has512BitUnits = results.Peak(512) > 1.5 * results.Peak(256);
        foreach (string own in new[] { Figures.Default, Figures.Portable })
        {
            if (!results.All.Any(row => row.Peer == own)) { continue; }
            int reached = 0, all = 0;
            text.AppendLine($"| {own} | | ONNX Runtime | PyTorch | C loops | scikit-learn | RTNeural | of the FMA peak |")
                .AppendLine("|---|---|---:|---:|---:|---:|---:|---:|");
            foreach (Goal goal in goals)
            {
                if (results.Of(goal.Workload, goal.Figure, own) is not { } row) { continue; }
                double? peak = results.Peak(row.VectorBits);
                double onnx = has512BitUnits && goal.Onnx512 > 0 ? goal.Onnx512 : goal.Onnx;
                text.AppendLine(
                    $"| {goal.Workload} | {Figures.Title(goal.Figure)} | {Against("ONNX Runtime", onnx)} | {Against("PyTorch", goal.Torch)} "
                    + $"| {Against("C loops", goal.C)} | {Against("scikit-learn", goal.Learn)} | {Against("RTNeural", goal.RTNeural)} | {Cell(row.Gflops / peak, goal.Peak)} |");

                string Against(string rival, double least) =>
                    Cell(results.Of(goal.Workload, goal.Figure, rival)?.Time / row.Time, least);
            }

            text.AppendLine().AppendLine($"{own}: {reached} of {all} reached.");
            foreach (int threads in results.All.Where(row => row.Peer == own).Select(row => row.Threads).Distinct().Order())
            {
                text.AppendLine(AgainstAll(results, own, threads));
            }

            text.AppendLine();

            string Cell(double? value, double least)
            {
                if (value is not { } ratio || least == 0) { return ""; }
                all++;
                if (ratio >= least) { reached++; }
                return $"{Text.Digits(ratio)} {(ratio >= least ? "≥" : "**<**")} {Text.Digits(least)}";
            }
        }

        return text.ToString();
    }

    /// <summary>The number of rows that are at least as fast as every rival's, and the other rows.</summary>
    private static string AgainstAll(Results results, string own, int threads)
    {
        var slower = new List<string>();
        int all = 0;
        foreach (Result row in results.All.Where(row => row.Peer == own && row.Threads == threads))
        {
            Result? rival = Figures.Rivals.Select(peer => results.Of(row.Workload, row.Figure, peer, threads)).OfType<Result>().MinBy(other => other.Time);
            if (rival is null) { continue; }
            all++;
            if (rival.Time < row.Time) { slower.Add($"{row.Workload} {Figures.Title(row.Figure)} ({rival.Peer} {Text.Ratio(rival.Time / row.Time)})"); }
        }

        return $"At least as fast as every rival with {threads} {(threads == 1 ? "thread" : "threads")}: {all - slower.Count} of {all} rows"
            + (slower.Count == 0 ? "." : $"; not {string.Join(", ", slower)}.");
    }
}
