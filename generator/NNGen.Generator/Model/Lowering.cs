using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Model;

/// <summary>Translates a network into operations: each layer, and the loss, writes its operations.</summary>
/// <remarks>
/// Several inputs are one row, of which each is a part, and so are several outputs and their targets: a pass has one input, one tensor that losses read,
/// and one output.
/// </remarks>
internal static class Lowering
{
    /// <summary>Lowers a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="isTraining">Whether layers that differ in training do what they do there; otherwise the result is the network for prediction.</param>
    public static ForwardProgram Lower(NetworkGraph graph, bool isTraining = true)
    {
        var program = new ProgramBuilder(isTraining);
        (Tensor input, Tensor[] arriving) = Inputs(graph, program);
        var values = new Tensor[graph.Layers.Count];
        HashSet<int> fused = [.. graph.Outputs.Where(graph.FusesLastLayer).Select(output => output.Layer)];
        for (int i = 0; i < values.Length; i++)
        {
            if (!fused.Contains(i)) { values[i] = graph.Layers[i].Lower(program, graph.Layers[i].Sources.Select(Value).ToArray()); }
        }

        // What losses read, then what the last layers make of it.
        Tensor[] read = [.. graph.Outputs.Select(output => Value(fused.Contains(output.Layer) ? graph.Layers[output.Layer].Sources[0] : output.Layer))];
        Tensor logits = Join("logits", read, program);
        EquatableArray<Operation> trunk = Reordering.PoolFirst(
            program.Take(), tensor => tensor == logits || read.Contains(tensor) || program.Penalties.Any(penalty => penalty.Tensor == tensor), program);
        (trunk, EquatableArray<Derivation> derivations) = Folding.Fold(trunk, program);
        Tensor output = fused.Count == 0
            ? logits
            : Join("output", graph.Outputs.Zip(Parts("outputLogits", logits, read, program), (one, part) => fused.Contains(one.Layer) ? graph.Layers[one.Layer].Lower(program, part) : part), program);
        EquatableArray<Operation> activation = program.Take();
        return new ForwardProgram(program, input, logits, output, trunk, activation, graph.HasLoss ? Loss(graph, logits, read, program) : null)
        {
            Derivations = derivations,
            Windows = program.Windows.ToEquatableArray(),
            DerivedSize = program.DerivedSize,
            Tokens = graph.Tokens,
        };

        Tensor Value(int source) => source < 0 ? arriving[~source] : values[source];
    }

    /// <summary>Lowers a network for streams: what one step computes, with memory of the steps before.</summary>
    public static ForwardProgram LowerStep(NetworkGraph graph)
    {
        ForwardProgram step = Lower(
            graph with
            {
                Inputs = graph.Inputs.Select(input => input with { Shape = input.OneStep, HasChannelsFirst = false }).ToEquatableArray(),
                Layers = graph.Layers.Select(layer => layer.AtOneStep ?? throw new InvalidOperationException($"{layer.Title} cannot compute a stream.")).ToEquatableArray(),
                Outputs = graph.Outputs.Select(output => output with { Shape = output.Shape.OneStep, Loss = null }).ToEquatableArray(),
            },
            isTraining: false);
        IEnumerable<Operation> trunk = step.Trunk.Select(operation =>
            operation is Elementwise formula ? formula with { Formula = Calculus.Rewrite(formula.Formula, OfShortChain) } : operation);
        return step with { Trunk = trunk.ToEquatableArray() };
    }

    /// <summary>A step of a stream waits for its functions one after another, as cells do: it has the same ones.</summary>
    private static Expression OfShortChain(Expression expression) => expression switch
    {
        Unary { Function: Function.Tanh } tanh => tanh with { Function = Function.TanhOfCell },
        Unary { Function: Function.Sigmoid } sigmoid => sigmoid with { Function = Function.SigmoidOfCell },
        _ => expression,
    };

    /// <summary>What comes in, and each input with the channels last.</summary>
    private static (Tensor Input, Tensor[] Arriving) Inputs(NetworkGraph graph, ProgramBuilder program)
    {
        if (graph.Inputs.Count > 1)
        {
            Tensor all = program.DeclareFlat("input", graph.Input.Size);
            int start = 0;
            var arriving = new List<Tensor>();
            foreach (NetworkInput one in graph.Inputs)
            {
                Axis[] flat = program.NewAxes(one.Name, [one.Shape.Size]);
                Tensor part = program.View(one.Name, all, [Axis.Samples, .. flat], AffineIndex.Of(Axis.Samples), AffineIndex.Of(flat[0]) with { Offset = start });
                arriving.Add(ChannelsLast(one, one.Shape.IsFlat && !one.HasChannelsFirst ? part : program.Reshape(one.Name + "Shaped", part, Order(one, program, out _)), program));
                start += one.Shape.Size;
            }

            return (all, arriving.ToArray());
        }

        NetworkInput only = graph.Inputs[0];
        if (only.Shape.IsFlat)
        {
            Tensor flat = program.DeclareFlat("input", only.Shape.Size);
            return (flat, [flat]);
        }

        Tensor input = program.Declare("input", [Axis.Samples, .. Order(only, program, out _)]);
        return (input, [ChannelsLast(only, input, program)]);
    }

    /// <summary>The axes of an input in the order of arrays.</summary>
    private static Axis[] Order(NetworkInput input, ProgramBuilder program, out Axis[] axes)
    {
        axes = program.NewAxes("input", [.. input.Shape.Dimensions]);
        return input.HasChannelsFirst ? [axes[axes.Length - 1], .. axes.Take(axes.Length - 1)] : axes;
    }

    private static Tensor ChannelsLast(NetworkInput input, Tensor arrived, ProgramBuilder program)
    {
        if (!input.HasChannelsFirst || input.Shape.IsFlat) { return arrived; }
        Axis[] order = [.. arrived.Features];
        return program.View("channelsLast", arrived, [Axis.Samples, .. order.Skip(1), order[0]], [AffineIndex.Of(Axis.Samples), .. order.Select(AffineIndex.Of)]);
    }

    /// <summary>Several tensors as one row; one tensor as it is.</summary>
    private static Tensor Join(string name, IEnumerable<Tensor> tensors, ProgramBuilder program)
    {
        Tensor[] parts = [.. tensors];
        if (parts.Length == 1) { return parts[0]; }
        Tensor[] rows = [.. parts.Select(part => part.Features.Count() == 1 ? part : program.Reshape(part.Name + "Row", part, program.NewAxes(part.Name + "Row", [part.Size])))];
        return program.Concatenate(name, rows, 0, program.NewAxis(name, parts.Sum(part => part.Size)));
    }

    /// <summary>The parts of a row that are some tensors.</summary>
    private static IEnumerable<Tensor> Parts(string name, Tensor row, IReadOnlyList<Tensor> tensors, ProgramBuilder program)
    {
        if (tensors.Count == 1)
        {
            yield return row;
            yield break;
        }

        int start = 0;
        foreach (Tensor tensor in tensors)
        {
            Axis[] flat = tensor.Features.Count() == 1 ? [.. tensor.Features] : program.NewAxes(name, [tensor.Size]);
            Tensor part = program.View(name, row, [Axis.Samples, .. flat], AffineIndex.Of(Axis.Samples), AffineIndex.Of(flat[0]) with { Offset = start });
            yield return tensor.Features.Count() == 1 ? part : program.Reshape(name, part, tensor.Features);
            start += tensor.Size;
        }
    }

    private static SampleLoss Loss(NetworkGraph graph, Tensor logits, Tensor[] read, ProgramBuilder program)
    {
        Tensor target = program.Declare("target", logits.Axes);
        Tensor weight = program.DeclareFlat("weight", 1);
        Tensor scale = program.DeclareFlat("scale", 1);
        if (read.Length == 1) { return new SampleLoss(target, weight, scale, graph.Outputs[0].Loss!.Lower(program, logits, target, graph.FusesLastLayer(graph.Outputs[0])), program.Take()); }

        Tensor[] parts = [.. Parts("prediction", logits, read, program)], targets = [.. Parts("targets", target, read, program)];
        Tensor? sum = null;
        for (int i = 0; i < parts.Length; i++)
        {
            if (graph.Outputs[i].Loss is not { } loss) { continue; }
            Tensor term = loss.Lower(program, parts[i], targets[i], graph.FusesLastLayer(graph.Outputs[i])).Loss;
            Tensor weighted = graph.Outputs[i].Weight == 1 ? term : program.Elementwise("weightedTerm", new Operand(0) * graph.Outputs[i].Weight, term);
            sum = sum is null ? weighted : program.Elementwise("sumOfLosses", new Operand(0) + new Operand(1), sum, weighted);
        }

        // Derivatives that losses state for themselves are left out: the one of the sum is derived.
        EquatableArray<Operation> section = program.Take();
        var needed = new HashSet<Tensor> { sum! };
        foreach (Operation operation in section.Reverse().Where(operation => needed.Contains(operation.Output))) { needed.UnionWith(operation.Inputs); }
        return new SampleLoss(target, weight, scale, sum!, section.Where(operation => needed.Contains(operation.Output)).ToEquatableArray());
    }
}
