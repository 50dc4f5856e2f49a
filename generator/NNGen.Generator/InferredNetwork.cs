using System.Collections.Concurrent;
using System.Collections.Generic;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Model;
using NNGen.Generator.Schedule;
using NNGen.Generator.Syntax;

namespace NNGen.Generator;

/// <summary>
/// What follows from a declaration alone. The generator and the analyzers run in one process and come to equal declarations one after the other: it is
/// computed once for all of them.
/// </summary>
internal sealed class InferredNetwork
{
    /// <summary>The maximum number of networks that are kept.</summary>
    private const int MaxRecent = 256;

    // By value: an equal declaration has the same graph, in whatever compilation it stands.
    private static readonly ConcurrentDictionary<NetworkDeclaration, InferredNetwork> recent = new();

    private readonly ProblemList problems = [];
    private ScheduleSizes? sizes;

    private InferredNetwork(NetworkDeclaration declaration) => Graph = NetworkInference.Infer(declaration, problems);

    /// <summary>Infers the shapes of a network.</summary>
    /// <param name="declaration">A declaration whose shapes can be inferred.</param>
    public static InferredNetwork Of(NetworkDeclaration declaration)
    {
        if (recent.TryGetValue(declaration, out InferredNetwork? known)) { return known; }
        if (recent.Count >= MaxRecent) { recent.Clear(); }
        return recent.GetOrAdd(declaration, new InferredNetwork(declaration));
    }

    /// <summary>The network with its shapes, or null if it has errors that prevent that.</summary>
    public NetworkGraph? Graph { get; }

    /// <summary>The problems that inference reported.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>The network with its shapes, or null if it has errors.</summary>
    public NetworkGraph? Valid => problems.HasErrors ? null : Graph;

    /// <summary>Compiles a network that has a graph.</summary>
    public CompiledNetwork Compile()
    {
        CompiledNetwork compiled = CompiledNetwork.Of(Graph!);
        sizes = ScheduleSizes.Of(compiled.Schedule, CompiledNetwork.ElementSize(Graph!));
        return compiled;
    }

    /// <summary>The memory of the schedule of a network that has a graph.</summary>
    public ScheduleSizes Sizes()
    {
        if (sizes is null) { Compile(); }
        return sizes!;
    }
}
