using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Model;

/// <summary>Translates a network into operations: each layer, and the loss, writes its operations.</summary>
internal static class Lowering
{
    /// <summary>Lowers a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="isTraining">Whether layers that differ in training do what they do there; otherwise the result is the network for prediction.</param>
    public static ForwardProgram Lower(NetworkGraph graph, bool isTraining = true)
    {
        var program = new ProgramBuilder(isTraining);
        (Tensor input, Tensor arriving) = Input(graph, program);
        int trunkLayers = graph.Layers.Count - (graph.LossFusesLastLayer ? 1 : 0);
        Tensor logits = graph.Layers.Take(trunkLayers).Aggregate(arriving, (tensor, layer) => layer.Lower(program, tensor));
        EquatableArray<Operation> trunk = Reordering.PoolFirst(program.Take(), tensor => tensor == logits || program.Penalties.Any(penalty => penalty.Tensor == tensor), program);
        (trunk, EquatableArray<Derivation> derivations) = Folding.Fold(trunk, program);
        Tensor output = graph.Layers.Skip(trunkLayers).Aggregate(logits, (tensor, layer) => layer.Lower(program, tensor));
        EquatableArray<Operation> activation = program.Take();
        return new ForwardProgram(program, input, logits, output, trunk, activation, graph.Loss is null ? null : Lower(graph.Loss, logits, graph.LossFusesLastLayer, program))
        {
            Derivations = derivations,
            DerivedSize = program.DerivedSize,
        };
    }

    /// <summary>What comes in, and the same with the channels last.</summary>
    private static (Tensor Input, Tensor Arriving) Input(NetworkGraph graph, ProgramBuilder program)
    {
        if (graph.Input.IsFlat)
        {
            Tensor flat = program.DeclareFlat("input", graph.Input.Size);
            return (flat, flat);
        }

        Axis[] axes = program.NewAxes("input", [.. graph.Input.Dimensions]);
        Axis[] order = graph.HasChannelsFirst ? [axes[axes.Length - 1], .. axes.Take(axes.Length - 1)] : axes;
        Tensor input = program.Declare("input", [Axis.Samples, .. order]);
        return (input, graph.HasChannelsFirst ? program.View("channelsLast", input, [Axis.Samples, .. axes], [AffineIndex.Of(Axis.Samples), .. order.Select(AffineIndex.Of)]) : input);
    }

    private static SampleLoss Lower(Loss loss, Tensor logits, bool fused, ProgramBuilder program)
    {
        Tensor target = program.Declare("target", logits.Axes);
        Tensor weight = program.DeclareFlat("weight", 1);
        Tensor scale = program.DeclareFlat("scale", 1);
        LossTerms result = loss.Lower(program, logits, target, fused);
        return new SampleLoss(target, weight, scale, result, program.Take());
    }
}
