using System.Reflection;
using System.Text.RegularExpressions;
using NNGen.CompilerServices;

namespace NNGen.Tests;

/// <summary>Checks how the JIT compiles generated code: it optimizes every kernel, at its first call.</summary>
public partial class JitTests
{
    /// <summary>
    /// The JIT gives up on methods of 20,000 IL instructions or 2,000 locals (inlined code counts) and tracks 1,024 locals; a tenth of
    /// that leaves room for inlined code.
    /// </summary>
    private const int MaxInstructions = 2000;

    private const int MaxLocals = 150;

    private static readonly Assembly Compiled = typeof(Bits.Digits).Assembly;

    [Fact]
    [Trait("Category", "Slow")]
    public void Every_kernel_is_optimized_at_its_first_call()
    {
        string listing = Path.GetTempFileName();
        try
        {
            BitsProcess.Run("passes", ("DOTNET_JitStdOutFile", listing), ("DOTNET_JitDisasmSummary", "1"));
            (string Method, string Tier)[] compiled = File.ReadLines(listing)
                .Select(line => Entry().Match(line)).Where(match => match.Success)
                .Select(match => (match.Groups["method"].Value, match.Groups["tier"].Value)).ToArray();

            foreach (MethodInfo kernel in Kernels().Where(IsOptimizedAtOnce))
            {
                // A kernel with tiles of two heights is compiled for each.
                string[] tiers = compiled.Where(entry => IsOf(entry.Method, kernel)).GroupBy(entry => entry.Method)
                    .Select(compilations => string.Join(", ", compilations.Select(entry => entry.Tier))).ToArray();
                Assert.True(
                    tiers.Distinct().ToArray() is ["FullOpts"] && tiers.Length <= (kernel.IsGenericMethod ? 2 : 1),
                    $"{Name(kernel)} is compiled as '{string.Join("; ", tiers)}', expected FullOpts.");
            }

            Assert.DoesNotContain(compiled, entry => entry.Method.StartsWith("NNGen.Generated.") && entry.Tier.Contains("MinOpts"));

            // A formula that is inlined at every use is never compiled separately.
            MethodInfo[] inlined = Kernels().Where(IsInlined).ToArray();
            Assert.NotEmpty(inlined);
            Assert.DoesNotContain(compiled, entry => inlined.Any(formula => IsOf(entry.Method, formula)));

            // Nor are the elementary functions, except in a debug build of the library, whose code is not inlined.
            if (!IsDebugBuild(typeof(NetworkAttribute).Assembly))
            {
                Assert.DoesNotContain(compiled, entry => Inlined().IsMatch(entry.Method));
            }
        }
        finally
        {
            File.Delete(listing);
        }
    }

    [Fact]
    public void Methods_that_compute_on_vectors_are_marked_to_be_optimized_or_inlined()
    {
        MethodInfo[] onVectors = Kernels().Where(UsesVectors).ToArray();

        Assert.Empty(onVectors.Where(method => !IsOptimizedAtOnce(method) && !IsInlined(method)).Select(Name));
        Assert.Contains(onVectors, IsOptimizedAtOnce);

        // The number of lanes is a constant that any method may read.
        static bool UsesVectors(MethodInfo method) => IntermediateCode.Of(method).Any(instruction =>
            instruction.Member is MethodBase { Name: not "get_Count" } member && member.DeclaringType is { IsGenericType: true } type
            && type.GetGenericTypeDefinition() == typeof(ISimd<,>));
    }

    [Fact]
    public void No_kernel_exceeds_its_budget_of_instructions_and_locals()
    {
        foreach (MethodInfo kernel in Kernels())
        {
            int instructions = IntermediateCode.Of(kernel).Count();
            int locals = kernel.GetMethodBody()!.LocalVariables.Count;

            Assert.True(instructions <= MaxInstructions, $"{Name(kernel)} has {instructions} IL instructions, allowed are {MaxInstructions}.");
            Assert.True(locals <= MaxLocals, $"{Name(kernel)} has {locals} locals, allowed are {MaxLocals}.");
        }
    }

    /// <summary>
    /// Whether the JIT's listing names a method of a generic type, with the vectors that it was compiled for:
    /// <c>Kernels`2[Vector512`1[float],WideSingle]:Name</c>, and the height of its tiles: <c>:Name[Rows6]</c>.
    /// </summary>
    private static bool IsOf(string listed, MethodInfo method) =>
        listed.StartsWith(method.DeclaringType!.FullName!, StringComparison.Ordinal) && listed[method.DeclaringType.FullName!.Length] is ('[' or ':')
        && (method.IsGenericMethod ? listed.Contains($":{method.Name}[", StringComparison.Ordinal) : listed.EndsWith($":{method.Name}", StringComparison.Ordinal));

    private static bool IsInlined(MethodInfo method) =>
        method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining);

    private static bool IsDebugBuild(Assembly assembly) =>
        assembly.GetCustomAttribute<System.Diagnostics.DebuggableAttribute>() is { IsJITOptimizerDisabled: true };

    private static IEnumerable<MethodInfo> Kernels()
    {
        MethodInfo[] kernels = Compiled.GetTypes().Where(type => type.Namespace == "NNGen.Generated")
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .ToArray();

        // Eight networks with about ten kernels or more: shows that the search finds them.
        Assert.True(kernels.Length > 80, $"Only {kernels.Length} kernels were found.");
        return kernels;
    }

    private static string Name(MethodInfo method) => $"{method.DeclaringType}.{method.Name}";

    private static bool IsOptimizedAtOnce(MethodInfo method) =>
        method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization);

    [GeneratedRegex(@"^NNGen\.(VectorMath|SingleMath`2|DoubleMath`2)(\[.*\])?:")]
    private static partial Regex Inlined();

    [GeneratedRegex(@"JIT compiled (?<method>[^(]+)\(.*\[(?<tier>[^,\]]+), IL size")]
    private static partial Regex Entry();
}
