using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Graph;

namespace NNGen.Generator.Differentiation;

/// <summary>
/// A network as operations, forward and backward. The pivot is the value between body and head at which the loss reads: the outputs,
/// or the logits where the loss is fused with the last activation (which then is the head).
/// </summary>
internal sealed record NetworkProgram(
    Value Input,
    Value Pivot,
    Value Output,
    EquatableArray<Operation> Body,
    EquatableArray<Operation> Head,
    LossProgram? Loss,
    Value OutputGradient,
    EquatableArray<Operation> HeadBackward,
    Value PivotGradient,
    EquatableArray<Operation> BodyBackward,
    Value InputGradient,
    EquatableArray<ParameterGradient> ParameterGradients,
    EquatableArray<Noise> Noises)
{
    /// <summary>Whether gradients of values hold more than what comes back from a loss behind them: a part that grows with its scale.</summary>
    public bool HasPenalties { get; init; }

    /// <summary>Lowers and differentiates a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="isNoisy">Whether layers that disturb the values while training are there; without them it is the network that predicts.</param>
    public static NetworkProgram Of(NetworkGraph graph, bool isNoisy = true)
    {
        var program = new ProgramBuilder(isNoisy);
        Value input = program.Declare("input", graph.Input.Size);

        int bodyLayers = graph.Layers.Count - (graph.LossFusesLastLayer ? 1 : 0);
        Value pivot = graph.Layers.Take(bodyLayers).Aggregate(input, (value, layer) => layer.Lower(program, value));
        EquatableArray<Operation> body = program.Take();
        Value output = graph.Layers.Skip(bodyLayers).Aggregate(pivot, (value, layer) => layer.Lower(program, value));
        EquatableArray<Operation> head = program.Take();

        Value pivotGradient = program.Declare(pivot.Name + "Gradient", pivot.Size);
        Value outputGradient = head.Count == 0 ? pivotGradient : program.Declare(output.Name + "Gradient", output.Size);

        LossProgram? loss = graph.Loss is null ? null : LossProgram.Of(graph.Loss, pivot, pivotGradient, graph.LossFusesLastLayer, program);

        var parameters = new List<ParameterGradient>();
        EquatableArray<Operation> headBackward = default;
        if (head.Count > 0)
        {
            Value gradient = Adjoint.Differentiate(head, output, outputGradient, pivot, program, parameters);
            headBackward = Rename(program.Take(), gradient, pivotGradient);
        }

        // What penalties on values add to their gradients stands before what comes back from the layers behind.
        var pulls = new List<(Value Value, Value Gradient)>();
        if (loss is not null)
        {
            foreach (Penalty penalty in program.Penalties)
            {
                Expression pull = penalty.Slope * new Operand(1);
                pulls.Add((penalty.Value, program.Map(penalty.Value.Name + "Pull", pull, penalty.Value, loss.Scale)));
            }
        }

        Value inputGradient = Adjoint.Differentiate(body, pivot, pivotGradient, input, program, parameters, pulls);
        return new NetworkProgram(
            input, pivot, output, body, head, loss, outputGradient, headBackward, pivotGradient, program.Take(), inputGradient,
            parameters.ToEquatableArray(), program.Noises.ToEquatableArray())
        {
            HasPenalties = pulls.Count > 0,
        };
    }

    /// <summary>Lets a section end in a value that has been declared before it.</summary>
    internal static EquatableArray<Operation> Rename(IEnumerable<Operation> section, Value from, Value to) =>
        section.Select(operation => operation.Output == from ? operation with { Output = to } : operation).ToEquatableArray();
}

/// <summary>The loss of a sample and the gradient it sends to the pivot.</summary>
/// <param name="Target">What the sample should give.</param>
/// <param name="Weight">The sample's weight.</param>
/// <param name="Scale">The sample's weight divided by the batch size: the gradient of the mean loss with respect to this sample's loss.</param>
/// <param name="Result">The sample's loss times its weight.</param>
/// <param name="Operations">Loss and gradient; the last ends in the pivot's gradient.</param>
internal sealed record LossProgram(Value Target, Value Weight, Value Scale, Value Result, EquatableArray<Operation> Operations)
{
    public static LossProgram Of(Loss loss, Value pivot, Value pivotGradient, bool fused, ProgramBuilder program)
    {
        Value target = program.Declare("target", pivot.Size);
        Value weight = program.Declare("weight", 1);
        Value scale = program.Declare("scale", 1);
        Value sampleLoss = loss.Lower(program, pivot, target, fused);
        Operation[] forward = program.Operations.ToArray();
        Value whole = program.Penalties.Aggregate(sampleLoss, (sum, penalty) => program.Map(
            "penalisedLoss", new Operand(0) + new Operand(1), sum, program.Sum("penalty", program.Map("penaltyTerm", penalty.Formula, penalty.Value))));
        Value weighted = program.Map("weightedLoss", new Operand(0) * new Operand(1), whole, weight);
        Value gradient = Adjoint.Differentiate(forward, sampleLoss, scale, pivot, program, new List<ParameterGradient>());
        return new LossProgram(
            target, weight, scale, weighted, NetworkProgram.Rename(program.Take(), gradient, pivotGradient));
    }
}
