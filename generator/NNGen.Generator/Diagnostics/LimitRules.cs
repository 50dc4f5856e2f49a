using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.Diagnostics;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Model;
using NNGen.Generator.Schedule;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Limits that a project sets in <c>.editorconfig</c>, and the fallbacks of the scheduler. A network that exceeds a limit is
/// compiled nevertheless, so only the analyzer checks this. Schedule and text are created only if their size is needed.
/// </summary>
internal static class LimitRules
{
    /// <summary>The maximum number of parameters of a network.</summary>
    public const string MaxParameters = "nngen_max_parameters";

    /// <summary>The maximum size of an instance of a network in bytes: its parameters, and their copy for predictions.</summary>
    public const string MaxMemoryBytes = "nngen_max_memory_bytes";

    /// <summary>The maximum size of the values that a training step keeps for each sample, in bytes.</summary>
    public const string MaxBytesPerSample = "nngen_max_bytes_per_sample";

    /// <summary>The maximum size of the C# code generated for a network, in bytes.</summary>
    public const string MaxCodeBytes = "nngen_max_code_bytes";

    /// <summary>Reports limits that are exceeded, and fallbacks.</summary>
    /// <param name="network">A network that has a graph.</param>
    /// <param name="maxParameters">The limit at <c>[Network]</c>; 0 for none.</param>
    /// <param name="options">The <c>.editorconfig</c> options of its file.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void Check(InferredNetwork network, long maxParameters, AnalyzerConfigOptions options, IProblems problems)
    {
        NetworkGraph graph = network.Graph!;
        string name = graph.Declaration.Name.TrimStart('@');
        if (maxParameters > 0) { CheckParameters(maxParameters, nameof(MaxParameters), nameof(MaxParameters)); }
        else if (Limit(MaxParameters) is { } configured) { CheckParameters(configured, null, MaxParameters); }

        int elementSize = CompiledNetwork.ElementSize(graph);
        long? memory = Limit(MaxMemoryBytes);
        long? code = Limit(MaxCodeBytes), each = Limit(MaxBytesPerSample);
        if (memory is null && code is null && each is null && !Fallbacks.ArePossible([graph.Input.Size, .. graph.Layers.Select(layer => layer.Output.Size)], elementSize)) { return; }

        ScheduleSizes sizes = network.Sizes();
        foreach (var fallback in sizes.Fallbacks)
        {
            problems.Report(Rules.Fallback, DiagnosticLocations.Class, null, fallback.Fact, fallback.Instead, fallback.Avoid);
        }

        long own = ((long)graph.ParameterCount + graph.StateCount) * elementSize;
        long packed = (long)sizes.PackedLength * elementSize;
        if (memory is { } bytes && own + packed > bytes)
        {
            string parts = $"parameters {Number(own)}, their copy for predictions {Number(packed)}";
            problems.Report(Rules.TooMuchMemory, DiagnosticLocations.Class, null, $"An instance of network '{name}'", Number(own + packed), MaxMemoryBytes, Number(bytes), parts);
        }

        // As in the remarks of CreateWorkspace.
        long sample = (long)sizes.Rows * elementSize;
        if (each is { } most && sample > most)
        {
            IEnumerable<string> largest = graph.Layers.OrderByDescending(layer => layer.Output.Size).Take(3).Select(layer => $"{layer.Name} {Number((long)layer.Output.Size * elementSize)}");
            problems.Report(
                Rules.TooMuchMemory, DiagnosticLocations.Class, null, $"A sample in a training step of network '{name}'", Number(sample), MaxBytesPerSample, Number(most),
                $"the largest results are {string.Join(", ", largest)}");
        }

        if (code is { } limit && Encoding.UTF8.GetByteCount(network.Compile().Print()) is var length && length > limit)
        {
            problems.Report(Rules.TooMuchCode, DiagnosticLocations.Class, null, name, Number(length), Number(limit));
        }

        void CheckParameters(long limit, string? argument, string who)
        {
            if (graph.ParameterCount <= limit) { return; }
            IEnumerable<string> layers = graph.Layers
                .Where(layer => layer.ParameterCount > 0)
                .Select(layer => $"{layer.Name} {Number(layer.ParameterCount)}");
            problems.Report(
                Rules.TooManyParameters, DiagnosticLocations.Class, argument, name, Number(graph.ParameterCount), who, Number(limit), string.Join(", ", layers));
        }

        long? Limit(string key)
        {
            if (!options.TryGetValue(key, out string? text) || text.Length == 0) { return null; }
            if (long.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out long limit) && limit > 0) { return limit; }
            problems.Report(Rules.ArgumentOutOfRange, DiagnosticLocations.Class, null, ".editorconfig", key, text, "a whole number of at least 1");
            return null;
        }
    }

    private static string Number(long value) => InvariantText.Of(value, "N0");
}
