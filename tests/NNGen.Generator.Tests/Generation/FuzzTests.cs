using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>Generator and analyzers process thousands of broken declarations, and neither throw nor hang.</summary>
[Trait("Category", "Slow")]
public sealed class FuzzTests
{
    // NNGEN_FUZZ=20000 dotnet test --filter FuzzTests runs more cases, starting with the same ones.
    private static readonly int Cases = int.Parse(
        Environment.GetEnvironmentVariable("NNGEN_FUZZ") ?? "3000", System.Globalization.CultureInfo.InvariantCulture);

    private const int Seed = 20_250;

    /// <summary>A case takes a few milliseconds; one that takes a thousand times as long would block the editor.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Thousands_of_mutated_declarations_are_survived()
    {
        int next = -1, printed = 0, refused = 0;
        var failures = new ConcurrentQueue<string>();
        var current = new (string Source, long Since)[Environment.ProcessorCount];
        var workers = Enumerable.Range(0, current.Length).Select(worker => Task.Factory.StartNew(
            () =>
            {
                var subject = new Subject();
                for (int i; (i = Interlocked.Increment(ref next)) < Cases && failures.Count < 20;)
                {
                    // Each case has its own seed: the thread that runs it makes no difference, and a failing case can be repeated alone.
                    var random = new Random(Seed + i);
                    string source = Mutations.Mutated(random);
                    lock (current) { current[worker] = (source, Stopwatch.GetTimestamp()); }
                    var (networks, findings, failure) = subject.Run(source, random.Next(40), i % 10 == 0);
                    Interlocked.Add(ref printed, networks);
                    Interlocked.Add(ref refused, findings);
                    if (failure is not null) { failures.Enqueue($"Case {i}: {failure}\n{source}"); }
                }

                lock (current) { current[worker] = default; }
            },
            TaskCreationOptions.LongRunning)).ToArray();

        var all = Task.WhenAll(workers);
        while (await Task.WhenAny(all, Task.Delay(TimeSpan.FromSeconds(1))) != all)
        {
            lock (current)
            {
                string? hanging = current.FirstOrDefault(running => running.Since != 0 && Stopwatch.GetElapsedTime(running.Since) > patience).Source;
                Assert.True(hanging is null, $"After {patience.TotalSeconds} s still at work on:\n{hanging}");
            }
        }

        await all;
        Assert.True(failures.IsEmpty, $"{failures.Count} failures:\n\n{string.Join("\n\n", failures.OrderBy(failure => failure.Length).Take(5))}");

        // Mutations that left nothing to compile, or no mistake, would prove nothing.
        Assert.InRange(printed, Cases / 20, Cases);
        Assert.InRange(refused, Cases / 4, Cases * 20);
    }

    /// <summary>A compiler with a project of one file, to which changes are applied one after another.</summary>
    private sealed class Subject
    {
        private readonly CSharpCompilation[] projects = [.. origins];
        private readonly GeneratorDriver[] drivers = [.. origins.Select(_ => Compile.Driver(new NetworkGenerator()))];
        private readonly ImmutableArray<DiagnosticAnalyzer> analyzers = AllAnalyzers.New();

        /// <summary>Runs all of NNGen over a file.</summary>
        /// <param name="source">The file.</param>
        /// <param name="project">Which project: mostly the first; the others miss references.</param>
        /// <param name="wholeProject">
        /// Whether stubs are analyzed, too, as in a build, or only this file, as in an editor. (To bind a printed network takes thirty times as
        /// long as all the rest, and other tests do so.)
        /// </param>
        /// <returns>How many networks were printed, how many problems reported, and what went wrong in NNGen itself.</returns>
        public (int Networks, int Findings, string? Failure) Run(string source, int project, bool wholeProject)
        {
            int index = project < projects.Length ? project : 0;
            var compilation = projects[index];
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], Compile.Parsed(source, "File0.cs"));
            projects[index] = compilation;
            drivers[index] = drivers[index].RunGenerators(compilation);
            var result = drivers[index].GetRunResult().Results[0];
            if (result.Exception is not null) { return (0, 0, $"the generator threw {result.Exception}"); }

            // The compilation that an editor analyzes contains the generated files.
            int printed = result.GeneratedSources.Count(file => file.SourceText.ToString().Contains("Compiled by NNGen", StringComparison.Ordinal));
            compilation = compilation.AddSyntaxTrees(result.GeneratedSources.Select(file => file.SyntaxTree));
            string? failure = null;
            var analysis = compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                (exception, analyzer, _) => failure = $"{analyzer} threw {exception}",
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: false));
            var diagnostics = (wholeProject && printed == 0
                ? analysis.GetAnalyzerDiagnosticsAsync()
                : analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(compilation.SyntaxTrees[1]), null, default)).GetAwaiter().GetResult();

            // Messages are formatted when they are read.
            var strange = diagnostics.FirstOrDefault(diagnostic =>
                !diagnostic.Id.StartsWith("NNG", StringComparison.Ordinal) || diagnostic.GetMessage().Contains("{0}", StringComparison.Ordinal));
            return (
                printed,
                diagnostics.Length,
                failure ?? strange?.ToString());
        }

        // All references; then without NNGen, without the assembly of object, and with no references.
        private static readonly ImmutableArray<CSharpCompilation> origins =
        [
            Origin(name => name is "NNGen.dll" or "System.Private.CoreLib.dll" or "System.Runtime.dll"),
            Origin(name => name is "System.Private.CoreLib.dll" or "System.Runtime.dll"),
            Origin(name => name is "NNGen.dll"),
            Origin(name => name is "NNGen.dll" or "System.Runtime.dll"),
            Origin(_ => false),
        ];

        private static CSharpCompilation Origin(Func<string, bool> hasReference) => CSharpCompilation.Create(
            "Fuzz",
            [Compile.Parsed("global using System; global using NNGen;", "Usings.cs"), Compile.Parsed("", "File0.cs")],
            Compile.Empty.References.Where(reference => hasReference(Path.GetFileName(reference.Display!))),
            Compile.Empty.Options.WithSpecificDiagnosticOptions(enabled));

        // Including those that are disabled by default: no analyzer is skipped.
        private static readonly ImmutableDictionary<string, ReportDiagnostic> enabled = NNGen.Generator.Diagnostics.Rules.All
            .ToImmutableDictionary(rule => rule.Id, _ => ReportDiagnostic.Warn);
    }
}
