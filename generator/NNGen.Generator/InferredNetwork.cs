using System;
using System.Collections.Generic;
using System.Threading;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Model;
using NNGen.Generator.Schedule;
using NNGen.Generator.Syntax;

namespace NNGen.Generator;

/// <summary>What follows from a declaration alone, each computed at its first use: the graph with its problems, the memory of the schedule, the file.</summary>
internal sealed class InferredNetwork
{
    private readonly ProblemList problems = [];
    private readonly Lazy<NetworkGraph?> graph;
    private Lazy<string?>? begun;
    private ScheduleSizes? sizes;

    /// <param name="declaration">A declaration whose shapes can be inferred.</param>
    public InferredNetwork(NetworkDeclaration declaration) => graph = new Lazy<NetworkGraph?>(() => NetworkInference.Infer(declaration, problems));

    /// <summary>The network with its shapes, or null if it has errors that prevent that.</summary>
    public NetworkGraph? Graph => graph.Value;

    /// <summary>The network with its shapes, or null if it has errors.</summary>
    public NetworkGraph? Valid => graph.Value is { } inferred && !problems.HasErrors ? inferred : null;

    /// <summary>The problems that inference reports.</summary>
    public IReadOnlyList<Problem> Problems
    {
        get
        {
            _ = graph.Value;
            return problems;
        }
    }

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

    /// <summary>The network's file, or null if it has errors.</summary>
    public string? Code() => Interlocked.Exchange(ref begun, null) is { } code ? code.Value : Print();

    /// <summary>The work that prints the file ahead, for another thread; <see cref="Code"/> waits for it, or does it if it has not begun.</summary>
    public Action Begin()
    {
        var code = new Lazy<string?>(Print);
        begun = code;
        return () => _ = code.Value;
    }

    private string? Print() => Valid is null ? null : Compile().Print();
}
