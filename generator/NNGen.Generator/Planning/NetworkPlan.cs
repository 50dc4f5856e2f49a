using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Declarations;
using NNGen.Generator.Differentiation;
using NNGen.Generator.Graph;

namespace NNGen.Generator.Planning;

/// <summary>Everything the printer needs to know: it prints, it decides nothing.</summary>
/// <param name="Passing">
/// Values that nothing reads once their group of panels is through: all groups use the first one's memory, which stays in the cache.
/// With memory of its own for each group, the input of 784-128-10 alone fills most of the second-level cache: a step on 256 samples took some 20 µs of 500
/// more with 512-bit vectors (with 256 bits the machine's noise hid any difference).
/// </param>
/// <param name="PredictProgram">What <paramref name="Predict"/> computes: the program without its noise, where it has some.</param>
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
    Step? InputGradient,
    EquatableArray<WeightStep> Weights,
    PredictPlan Predict,
    NetworkProgram PredictProgram,
    EquatableArray<Value> Passing,
    int PanelGroup)
{
    /// <summary>What the values of a group of panels may take, so that they stay in the second-level cache (1 MiB on the machines measured) beside the weights.</summary>
    internal const int GroupBytes = 512 * 1024;

    /// <summary>The second-level cache of the machines measured; weights that exceed it come from the third one, for every group of panels and every single sample.</summary>
    internal const int SecondLevelCache = 1024 * 1024;

    /// <summary>
    /// A network of so few instructions a sample is straight-line code: a thousand iterations of 2-3-1 (some 200) over a thousand points took
    /// 41 ms with tiles, whose rows of two and three leave most of a tile empty. Larger ones would outgrow what the JIT inlines into one method.
    /// </summary>
    private const int StraightLineWeight = 400;

    /// <summary>
    /// A layer of fewer inputs would leave lanes over inputs empty: its weight gradients have lanes over samples. It is half of the widest
    /// panel, on which <c>WeightWriter</c> relies: a row that is written in whole panels ends inside the next row.
    /// </summary>
    private const int NarrowInputs = 16;

    /// <summary>Samples of a panel with 256-bit vectors of floats.</summary>
    internal const int TypicalPanel = 16;

    /// <summary>
    /// Samples of so many values come from far away, and are asked for while the processor multiplies: forward, 784-128-10 took 259 µs for 256 samples without,
    /// 227 with it (512-bit vectors, 32 batches in turn).
    /// </summary>
    private const int FarInputs = 128;

    /// <summary>
    /// Rows whose distance is a multiple of this many bytes collide in the first-level cache: 64 of them, three lines each, would have 16 of its 64 sets or fewer.
    /// </summary>
    private const int CollidingStride = 256;

    /// <summary>Samples of the widest panel, of two 512-bit vectors.</summary>
    internal static int WidestPanel(int elementSize) => 128 / elementSize;

    public static NetworkPlan Of(NetworkGraph graph)
    {
        NetworkProgram program = NetworkProgram.Of(graph);
        int elementSize = graph.Declaration.Precision == Precision.Double ? 8 : 4;

        bool isFar = (long)graph.ParameterCount * elementSize > SecondLevelCache;
        var uses = new ProgramUses(program);
        bool tiny = Weight(program.Body) + Weight(program.Loss?.Operations ?? default) <= StraightLineWeight;

        EquatableArray<Step> Plan(EquatableArray<Operation> section, string suffix, string method, string title) =>
            section.Count == 0 ? default
            : tiny ? new EquatableArray<Step>([StepPlanner.Straight(section, uses, method, title)])
            : StepPlanner.Plan(section, uses, suffix, (method, title)).ToEquatableArray();

        Layer last = graph.Layers[graph.Layers.Count - 1];
        EquatableArray<Step> forward = Plan(program.Body, "Forward", tiny ? "AllForward" : "Activations", tiny ? "all layers" : "activations");
        EquatableArray<Step> head = Plan(program.Head, "Forward", "LastActivation", $"{last.Name}: {last.Description}");
        EquatableArray<Step> loss = Plan(
            program.Loss?.Operations ?? default, "Loss", "LossAndGradient",
            $"{graph.Loss?.Description} of each sample, and its gradient with respect to {program.Pivot.Name}");
        EquatableArray<Step> headBackward = Plan(program.HeadBackward, "Backward", "BackThroughLastActivation", $"gradient through {last.Name}");

        // The gradient of the network's input is only computed when somebody asks for it.
        EquatableArray<Operation> toInput = ToInput(program);
        EquatableArray<Step> backward = Plan(
            program.BodyBackward.Take(program.BodyBackward.Count - toInput.Count).ToEquatableArray(),
            "Backward", tiny ? "AllBackward" : "BackThroughActivations", tiny ? "gradients of all layers" : "gradients through activations");
        Step? inputGradient = toInput.Count == 0 ? null
            : Plan(toInput, "Backward", "InputGradient", "gradient with respect to the input").Single();

        EquatableArray<WeightStep> weights = program.ParameterGradients.Select(Weights).ToEquatableArray();
        IEnumerable<Step> all = forward.Concat(head).Concat(loss).Concat(headBackward).Concat(backward);
        TapeLayout tape = TapeLayout.Of(program, inputGradient is null ? all : all.Append(inputGradient));

        // Without the input's gradient, which training does not ask for.
        int rows = tape.Rows - (inputGradient is null ? 0 : program.InputGradient.Size);
        int group = (int)Math.Max(1, Math.Min(16, GroupBytes / ((long)rows * TypicalPanel * elementSize)));
        if (forward.FirstOrDefault() is ProductStep first && first.Source == program.Input && program.Input.Size >= FarInputs)
        {
            // The smaller a group, the sooner the next samples are asked for; but weights from afar should serve two panels.
            forward = forward.Skip(1).Prepend(first with { AsksAhead = true }).ToEquatableArray();
            group = Math.Min(group, isFar ? 2 : 1);
        }

        NetworkProgram predicted = program.Noises.Count == 0 ? program : NetworkProgram.Of(graph, isNoisy: false);
        return new NetworkPlan(
            graph, program, tape, forward, head, loss, headBackward, backward, inputGradient, weights,
            PredictPlanner.Plan(predicted, elementSize), predicted, Passing().ToEquatableArray(), group);

        IEnumerable<Value> Passing()
        {
            IEnumerable<Operation> later = program.Head.Concat(program.Loss?.Operations ?? default).Concat(program.HeadBackward).Concat(program.BodyBackward);
            if (program.Body.Count > 0 && !later.Any(operation => operation.Inputs.Contains(program.Input))
                && !weights.Any(step => step.LanesOverSamples && step.FromInputs))
            {
                yield return program.Input;
            }

            if (inputGradient is not null) { yield return program.InputGradient; }
        }

        // The product through the first layer's weights; behind it may stand the mask of a dropout of the inputs.
        static EquatableArray<Operation> ToInput(NetworkProgram program)
        {
            EquatableArray<Operation> operations = program.BodyBackward;
            int count = operations.LastOrDefault() is Map { Operands.Count: 2 } map && program.Noises.Any(noise => map.Operands.Contains(noise.Value)) ? 2 : 1;
            return operations.Count >= count
                && operations[operations.Count - 1].Output == program.InputGradient
                && operations[operations.Count - count] is ContractTransposed transposed
                && (count == 1 || operations[operations.Count - 1].Inputs.Contains(transposed.Output))
                ? operations.Skip(operations.Count - count).ToEquatableArray()
                : default;
        }

        static int Weight(IEnumerable<Operation> section) => section.Sum(operation => operation switch
        {
            Contract contract => contract.Input.Size * contract.Output.Size,
            // An elementary function is some 30 instructions.
            Map map => map.Output.Size * Calculus.Nodes(map.Formula).Sum(node => Calculus.IsElementary(node) ? 30 : 1),
            Reduce reduce => reduce.Input.Size,
            _ => 0,
        });

        WeightStep Weights(ParameterGradient gradient)
        {
            (int inputs, int outputs) = (gradient.Input.Size, gradient.Gradient.Size);
            bool fromInputs = gradient.Input == program.Input;
            bool lanesOverSamples = inputs < NarrowInputs;
            RowTiles rows = lanesOverSamples ? RowTiles.OfHeight(outputs, Math.Max(1, Math.Min(outputs, 12 / (inputs + 1)))) : RowTiles.Of(outputs, inputs);

            // A low tile takes its samples by turns and needs whole panels of them.
            bool inPlace = fromInputs && inputs >= WidestPanel(elementSize) && inputs * elementSize % CollidingStride != 0
                && (rows.Full == 0 || rows.Height > 3) && (rows.Rest == 0 || rows.RestHeight > 3);
            return new WeightStep(
                Names.Pascal(gradient.Layer) + "WeightGradients",
                $"{gradient.Layer}: gradients of {outputs:N0} × {inputs:N0} weights · "
                + (lanesOverSamples ? "lanes over samples, added at the end"
                    : $"tiles of {rows} rows, lanes over inputs{(inPlace ? " in place" : "")}"),
                fromInputs, lanesOverSamples, inPlace, gradient.Input, gradient.Gradient, gradient.Weight, gradient.Bias, rows)
            {
                AsksAhead = inPlace && inputs >= FarInputs,
                IsFar = isFar && rows.Wide is not null,
            };
        }
    }
}
