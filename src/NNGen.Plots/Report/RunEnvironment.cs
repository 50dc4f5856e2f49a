using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NNGen.Plots;

/// <summary>What a report says about the machine.</summary>
internal static class RunEnvironment
{
    public static IReadOnlyDictionary<string, string> Current() => new Dictionary<string, string>
    {
        ["NNGen"] = typeof(History).Assembly.GetName().Version?.ToString(3) ?? "unknown",
        [".NET"] = RuntimeInformation.FrameworkDescription,
        ["operating system"] = RuntimeInformation.OSDescription,
        ["processor"] = $"{RuntimeInformation.ProcessArchitecture}, {System.Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)} logical",
        ["vectors"] = $"{(Vector<byte>.Count * 8).ToString(CultureInfo.InvariantCulture)} bits",
    };
}
