using NNGen.Generator.CSharp;
using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;
using NNGen.Generator.Schedule;
using NNGen.Generator.Schedule.OneSample;
using NNGen.Generator.Syntax;

namespace NNGen.Generator;

/// <summary>A network in the stages of the compiler after inference.</summary>
/// <param name="Graph">The network.</param>
/// <param name="Schedule">Its kernels, memory and phases.</param>
internal sealed record CompiledNetwork(NetworkGraph Graph, NetworkSchedule Schedule)
{
    /// <summary>Lowers, differentiates and schedules a network.</summary>
    public static CompiledNetwork Of(NetworkGraph graph)
    {
        ForwardProgram forward = Lowering.Lower(graph);
        ForwardProgram predicting = forward.Builder.DiffersInTraining ? Lowering.Lower(graph, isTraining: false) : forward;
        Verifier.Check(predicting);
        NetworkSchedule schedule = NetworkSchedule.Of(NetworkProgram.Of(forward), predicting, ElementSize(graph), graph.Declaration.IsReadable);
        return new CompiledNetwork(graph, schedule with { Positions = graph.Positions, IgnoreIndex = graph.IgnoreIndex, Stream = graph.Declaration.IsStreaming ? StreamOf(graph) : null });
    }

    /// <summary>What one step of a stream computes.</summary>
    private static StreamSchedule StreamOf(NetworkGraph graph)
    {
        ForwardProgram step = Lowering.LowerStep(graph);
        Verifier.Check(step);
        return OneSampleScheduler.ScheduleStep(step, ElementSize(graph), graph.Declaration.IsReadable);
    }

    /// <summary>The size of a number in bytes.</summary>
    public static int ElementSize(NetworkGraph graph) => graph.Declaration.Precision == Precision.Double ? 8 : 4;

    /// <summary>Prints the network's file.</summary>
    public string Print() => NetworkWriter.Print(Graph, Schedule);
}
