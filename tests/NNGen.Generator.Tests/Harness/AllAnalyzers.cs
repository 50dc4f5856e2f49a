using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>Every analyzer in the package, so that the robustness tests include new ones automatically.</summary>
internal static class AllAnalyzers
{
    public static ImmutableArray<DiagnosticAnalyzer> New() =>
    [
        .. typeof(NetworkGenerator).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type, nonPublic: true)!),
    ];
}
