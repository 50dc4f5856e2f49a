using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using NNGen.CompilerServices;

namespace NNGen.Footprint;

/// <summary>IL and machine code of the generated classes. Batch sizes are arguments of the code, so it cannot grow with them.</summary>
internal static partial class CodeSize
{
    /// <summary>
    /// The limit of what a layer may add, whatever its width and activation. Dense(1024) takes about 4 KB of IL; Dense(64) with Mish, the
    /// longest formula, 7.8 KB of machine code.
    /// </summary>
    private const int MaxLayerIL = 5 * 1024, MaxLayerCode = 10 * 1024;

    /// <param name="Methods">Methods that are compiled separately; methods that are always inlined count where they are inlined.</param>
    /// <param name="IL">Bytes of IL of all methods.</param>
    /// <param name="LargestIL">Bytes of IL of the largest.</param>
    /// <param name="LargestName">Its name.</param>
    /// <param name="Kernels">Bytes of machine code of the passes.</param>
    /// <param name="Members">Bytes of machine code of the other members of the class.</param>
    private sealed record Size(int Methods, int IL, int LargestIL, string LargestName, int Kernels, int Members);

    [GeneratedRegex(@"JIT compiled (?<type>\S*?):(?<method>[^(\[]*).* \[(?<tier>[^,\]]*).*IL size=(?<il>\d+), code size=(?<code>\d+)")]
    private static partial Regex SummaryLine();

    public static int Run()
    {
        Type[] networks = typeof(CodeSize).Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INetwork<,>)))
            .OrderBy(type => type.MetadataToken).ToArray();
        List<string> slow = [], large = [];
        Dictionary<string, Size> sizes = Measure(networks, slow);

        Console.WriteLine("Bytes with every method fully optimized; machine code is this processor's. No size depends on a batch: its size is an argument.");
        Console.WriteLine();
        Console.WriteLine("| network | methods | IL | largest method's IL | machine code of the passes | of the members around them |");
        Console.WriteLine("|---|---:|---:|---|---:|---:|");
        foreach (string name in FirstCalls.Networks)
        {
            Size size = sizes[name];
            Console.WriteLine($"| {name} | {size.Methods} | {size.IL:N0} | {size.LargestIL:N0} ({size.LargestName}) | {size.Kernels:N0} | {size.Members:N0} |");
        }

        Console.WriteLine();
        Console.WriteLine("| one more layer | IL | machine code |");
        Console.WriteLine("|---|---:|---:|");
        foreach (string name in networks.Select(type => type.Name).Where(name => name.EndsWith("x1", StringComparison.Ordinal)))
        {
            Size one = sizes[name], two = sizes[name[..^1] + "2"];
            Match kind = Regex.Match(name, @"^(\D+)(\d+)x1$");
            (int il, int code) = (two.IL - one.IL, two.Kernels + two.Members - one.Kernels - one.Members);
            Console.WriteLine($"| Dense({kind.Groups[2]}), {kind.Groups[1]} | {il:N0} | {code:N0} |");

            if (il > MaxLayerIL || code > MaxLayerCode) { large.Add(name); }
        }

        Console.WriteLine();
        Console.WriteLine(slow.Count == 0 ? "No method fell to MinOpts." : $"Compiled without optimization: {string.Join(", ", slow)}.");
        Console.WriteLine(
            $"{(large.Count == 0 ? "Every layer is" : $"Not every layer is ({string.Join(", ", large)})")} within {MaxLayerIL:N0} bytes of IL and {MaxLayerCode:N0} of machine code.");
        return slow.Count + large.Count == 0 ? 0 : 1;
    }

    /// <summary>Runs in the child process: compiles every method of the named networks.</summary>
    public static int Compile(string[] names)
    {
        foreach (string name in names)
        {
            foreach (MethodBase method in Types(name).SelectMany(Methods))
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle, method.DeclaringType!.GetGenericArguments().Select(argument => argument.TypeHandle).ToArray());
            }
        }

        return 0;
    }

    private static Dictionary<string, Size> Measure(Type[] networks, List<string> slow)
    {
        string summary = Path.GetTempFileName();
        var start = new ProcessStartInfo(Startup.Program);
        start.ArgumentList.Add("compile");
        foreach (Type network in networks) { start.ArgumentList.Add(network.Name); }
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment["DOTNET_JitStdOutFile"] = summary;
        start.Environment["DOTNET_JitDisasmSummary"] = "1";
        using (Process process = Process.Start(start)!) { process.WaitForExit(); }

        var code = new Dictionary<string, int>();
        foreach (Match line in File.ReadLines(summary).Select(line => SummaryLine().Match(line)).Where(line => line.Success))
        {
            string whole = line.Groups["type"].Value.Split('`')[0];
            string type = whole[(whole.LastIndexOfAny(['.', '>']) + 1)..];
            string plain = type.Contains("__", StringComparison.Ordinal) ? type[(type.IndexOf("__", StringComparison.Ordinal) + 2)..] : type;
            code[plain] = code.GetValueOrDefault(plain) + int.Parse(line.Groups["code"].Value);
            if (line.Groups["tier"].Value.Contains("MinOpts", StringComparison.Ordinal)) { slow.Add($"{plain}.{line.Groups["method"].Value}"); }
        }

        File.Delete(summary);
        return networks.ToDictionary(network => network.Name, network =>
        {
            MethodBase[] methods = Types(network.Name).SelectMany(Methods).ToArray();
            MethodBase largest = methods.MaxBy(IL)!;
            return new Size(
                methods.Length, methods.Sum(IL), IL(largest), largest.Name, code.GetValueOrDefault(network.Name + "Kernels"), code.GetValueOrDefault(network.Name));
        });
    }

    /// <summary>A network's class and the file-local struct of its kernels, with the vectors of batches.</summary>
    private static IEnumerable<Type> Types(string network) => typeof(CodeSize).Assembly.GetTypes()
        .Where(type => type.Name == network || type.Name.EndsWith($"__{network}Kernels`2", StringComparison.Ordinal))
        .Select(type => !type.IsGenericTypeDefinition ? type
            : Simd.IsWide ? type.MakeGenericType(typeof(Vector512<float>), typeof(WideSingle))
            : type.MakeGenericType(typeof(Vector<float>), typeof(PortableSingle)));

    private static IEnumerable<MethodBase> Methods(Type type)
    {
        const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        return type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared))
            .Where(method => method.GetMethodBody() is not null && !method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining));
    }

    private static int IL(MethodBase method) => method.GetMethodBody()!.GetILAsByteArray()!.Length;
}
