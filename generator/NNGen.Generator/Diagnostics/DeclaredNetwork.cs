using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>A network of a compilation with the problems in its declaration and all locations. The analyzers of a compilation share it.</summary>
internal sealed class DeclaredNetwork
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<INamedTypeSymbol, DeclaredNetwork>> known = new();

    private readonly ProblemList problems;

    private DeclaredNetwork(ParsedNetwork parsed, ProblemList problems, DiagnosticLocations locations, bool isKnown)
    {
        Parsed = parsed;
        this.problems = problems;
        Locations = locations;
        CanBeInferred = parsed.CanBeInferred && isKnown;
    }

    /// <summary>The declaration.</summary>
    public ParsedNetwork Parsed { get; }

    /// <summary>The problems in the declaration.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>The locations of its attributes and arguments.</summary>
    public DiagnosticLocations Locations { get; }

    /// <summary>Whether shapes can be inferred; not if an argument is a generated constant, whose value in a stub is not that of the network.</summary>
    public bool CanBeInferred { get; }

    /// <summary>Reads the declaration of a network.</summary>
    /// <returns>Null for other types, and for networks without source.</returns>
    public static DeclaredNetwork? Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var networks = known.GetValue(compilation, static _ => new(SymbolEqualityComparer.Default));
        if (networks.TryGetValue(type, out var network)) { return network; }
        var problems = new ProblemList();
        var locations = new DiagnosticLocations();
        if (NetworkParser.Parse(type, problems, locations, cancellation) is not { } parsed) { return null; }
        bool isKnown = !parsed.IsComplete || GeneratedConstants.Check(type, locations, problems, cancellation);
        return networks.GetOrAdd(type, new DeclaredNetwork(parsed, problems, locations, isKnown));
    }
}
