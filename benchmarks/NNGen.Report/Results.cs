using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NNGen.Report;

/// <summary>A figure of one program: the minimum of all its variants and rounds.</summary>
/// <param name="Time">Minimum time of a call, in seconds.</param>
/// <param name="Median">The lowest median of a round, in seconds.</param>
/// <param name="Gflops">Billions of floating-point operations per second at the minimum time, if they can be counted.</param>
internal sealed record Result(
    string Workload, string Figure, string Peer, int Threads, string Variant, double Time, double Median, double? Gflops, int VectorBits,
    string Versions, string Note);

/// <summary>All figures of a run.</summary>
internal sealed class Results
{
    private readonly Dictionary<(string Workload, string Figure, string Peer, int Threads), Result> rows = [];
    private readonly SortedSet<(string Peer, string Name)> variants = [];

    /// <summary>The description of the machine.</summary>
    public string Machine { get; private set; } = "";

    public IEnumerable<Result> All => rows.Values;

    /// <summary>The variants of a program.</summary>
    public IEnumerable<string> VariantsOf(string peer) => variants.Where(variant => variant.Peer == peer).Select(variant => variant.Name);

    public Result? Of(string workload, string figure, string peer, int threads = 1) => rows.GetValueOrDefault((workload, figure, peer, threads));

    /// <summary>Billions of floating-point operations per second (a multiply-add is two) of one core with vectors of a given width.</summary>
    public double? Peak(int vectorBits) => Of("PEAK", $"{vectorBits}", "FMA peak")?.Gflops;

    /// <summary>Reads files of JSON lines; rounds and variants of the same figure are merged.</summary>
    public static Results Read(IEnumerable<string> files)
    {
        var results = new Results();
        foreach (string line in files.SelectMany(File.ReadLines))
        {
            // A merged file is an array with one object per line.
            if (!line.StartsWith('{')) { continue; }
            using JsonDocument document = JsonDocument.Parse(line.TrimEnd(','));
            results.Add(document.RootElement);
        }

        return results;
    }

    public string ToJson()
    {
        var lines = new List<string> { JsonSerializer.Serialize(new { workload = Report.Machine.Workload, note = Machine }, Plain) };
        IOrderedEnumerable<Result> rows = All.OrderBy(row => row.Workload, StringComparer.Ordinal).ThenBy(row => Figures.Order(row.Figure))
            .ThenBy(row => row.Threads).ThenBy(row => row.Peer, StringComparer.Ordinal);
        foreach (Result row in rows)
        {
            lines.Add(JsonSerializer.Serialize(
                new
                {
                    workload = row.Workload,
                    figure = row.Figure,
                    peer = row.Peer,
                    variant = row.Variant,
                    tried = VariantsOf(row.Peer),
                    threads = row.Threads,
                    min_us = Round(row.Time * 1e6),
                    median_us = Round(row.Median * 1e6),
                    gflops_min = row.Gflops is { } gflops ? Round(gflops) : (double?)null,
                    vector_bits = row.VectorBits,
                    versions = row.Versions,
                    note = row.Note,
                },
                Plain));
        }

        return new StringBuilder("[\n").AppendJoin(",\n", lines).Append("\n]\n").ToString();
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static double Round(double value) => double.Parse(value.ToString("G7", Text.Culture), Text.Culture);

    private void Add(JsonElement line)
    {
        string workload = line.GetProperty("workload").GetString()!;
        if (workload == Report.Machine.Workload)
        {
            Machine = String(line, "note");
            return;
        }

        var row = new Result(
            workload, String(line, "figure"), String(line, "peer"), line.GetProperty("threads").GetInt32(), String(line, "variant"),
            line.GetProperty("min_us").GetDouble() * 1e-6, line.GetProperty("median_us").GetDouble() * 1e-6,
            line.TryGetProperty("gflops_min", out JsonElement gflops) && gflops.ValueKind == JsonValueKind.Number ? gflops.GetDouble() : null,
            line.TryGetProperty("vector_bits", out JsonElement bits) ? bits.GetInt32() : 0,
            String(line, "versions"), String(line, "note"));
        if (row.Variant.Length > 0) { variants.Add((row.Peer, row.Variant)); }
        if (line.TryGetProperty("tried", out JsonElement tried))
        {
            foreach (JsonElement name in tried.EnumerateArray()) { variants.Add((row.Peer, name.GetString()!)); }
        }

        var key = (row.Workload, row.Figure, row.Peer, row.Threads);
        rows[key] = rows.TryGetValue(key, out Result? other) ? Better(row, other) : row;
    }

    private static Result Better(Result one, Result other) =>
        (one.Time <= other.Time ? one : other) with { Median = Math.Min(one.Median, other.Median) };

    private static string String(JsonElement line, string property) =>
        line.TryGetProperty(property, out JsonElement value) ? value.GetString() ?? "" : "";
}
