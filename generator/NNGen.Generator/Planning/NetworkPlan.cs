using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Declarations;
using NNGen.Generator.Differentiation;
using NNGen.Generator.Graph;

namespace NNGen.Generator.Planning;

/// <summary>Everything the printer needs to know: it prints, it decides nothing.</summary>
/// <param name="PanelGroup">Panels that go through all layers together.</param>
internal sealed record NetworkPlan(
    NetworkGraph Graph,
    NetworkProgram Program,
    TapeLayout Tape,
    EquatableArray<Step> Forward,
    EquatableArray<Step> Head,
    EquatableArray<Step> Loss,
    EquatableArray<Step> HeadBackward,
    EquatableArray<Step> Backward,
    ProductStep? InputGradient,
    EquatableArray<WeightStep> Weights,
    PredictPlan Predict,
    int PanelGroup)
{
    /// <summary>What the values of a group of panels may take, so that they stay in the second-level cache (1 MiB on the machines measured) beside the weights.</summary>
    private const int GroupBytes = 512 * 1024;

    /// <summary>Samples of a panel with 256-bit vectors of floats.</summary>
    private const int TypicalPanel = 16;

    public static NetworkPlan Of(NetworkGraph graph)
    {
        NetworkProgram program = NetworkProgram.Of(graph);
        int elementSize = graph.Declaration.Precision == Precision.Double ? 8 : 4;

        EquatableArray<Step> Plan(EquatableArray<Operation> section, string suffix, string method, string title) =>
            StepPlanner.Plan(section, program, suffix, (method, title)).ToEquatableArray();

        Layer last = graph.Layers[graph.Layers.Count - 1];
        EquatableArray<Step> forward = Plan(program.Body, "Forward", "BodyForward", "activations");
        EquatableArray<Step> head = Plan(program.Head, "Forward", "HeadForward", $"{last.Name}: {last.Description}");
        EquatableArray<Step> loss = Plan(
            program.Loss?.Operations ?? default, "Loss", "Loss",
            $"{graph.Loss?.Description} of each sample, and its gradient with respect to {program.Pivot.Name}");
        EquatableArray<Step> headBackward = Plan(program.HeadBackward, "Backward", "HeadBackward", $"gradient through {last.Name}");
        List<Step> backward = Plan(program.BodyBackward, "Backward", "BodyBackward", "gradients through activations").ToList();

        // The gradient of the network's input is only computed when somebody asks for it.
        ProductStep? inputGradient = backward.LastOrDefault() as ProductStep;
        if (inputGradient?.Sum == program.InputGradient) { backward.RemoveAt(backward.Count - 1); }
        else { inputGradient = null; }

        EquatableArray<WeightStep> weights = program.ParameterGradients.Select(Weights).ToEquatableArray();
        IEnumerable<Step> all = forward.Concat(head).Concat(loss).Concat(headBackward).Concat(backward);
        TapeLayout tape = TapeLayout.Of(program, inputGradient is null ? all : all.Append(inputGradient));
        int group = (int)Math.Max(1, Math.Min(16, GroupBytes / ((long)tape.Rows * TypicalPanel * elementSize)));
        return new NetworkPlan(
            graph, program, tape, forward, head, loss, headBackward, backward.ToEquatableArray(), inputGradient, weights,
            PredictPlanner.Plan(program, elementSize), group);

        WeightStep Weights(ParameterGradient gradient)
        {
            RowTiles rows = RowTiles.Of(gradient.Gradient.Size);
            bool fromInputs = gradient.Input == program.Input;
            return new WeightStep(
                Names.Pascal(gradient.Layer) + "WeightGradients",
                $"{gradient.Layer}: gradients of {gradient.Gradient.Size:N0} × {gradient.Input.Size:N0} weights"
                + $" · tiles of {rows} rows, lanes over inputs",
                fromInputs, gradient.Input, gradient.Gradient, gradient.Weight, gradient.Bias, rows);
        }
    }
}
