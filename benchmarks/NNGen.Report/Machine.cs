using System.Runtime.InteropServices;
using System.Text.Json;

namespace NNGen.Report;

/// <summary>Describes the machine.</summary>
internal static class Machine
{
    /// <summary>The workload name of the machine's line in the results.</summary>
    public const string Workload = "MACHINE";

    public static string ToJson() => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["workload"] = Workload,
        ["note"] = $"{Processor()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}; "
            + $"{DateTime.UtcNow:yyyy-MM-dd}",
    });

    /// <summary>The processor as Linux names it; a virtual machine may hide the model, so family and model numbers are added.</summary>
    private static string Processor()
    {
        const string File = "/proc/cpuinfo";
        if (!System.IO.File.Exists(File)) { return RuntimeInformation.ProcessArchitecture.ToString(); }

        Dictionary<string, string> first = System.IO.File.ReadLines(File)
            .TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0].Trim())
            .ToDictionary(group => group.Key, group => group.First()[1].Trim());
        string Value(string key) => first.GetValueOrDefault(key, "?");
        return first.ContainsKey("model name")
            ? $"{Value("model name")} (family {Value("cpu family")}, model {Value("model")}{(Value("flags").Contains("avx512f", StringComparison.Ordinal) ? ", AVX-512" : "")})"
            : RuntimeInformation.ProcessArchitecture.ToString();
    }
}
