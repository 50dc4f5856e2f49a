using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;
using NNGen.Generator.Schedule.OneSample;

namespace NNGen.Generator.Schedule;

/// <summary>Everything the printer needs; the printer itself makes no decisions.</summary>
/// <param name="Program">The network's operations.</param>
/// <param name="Kernels">The kernels of all passes.</param>
/// <param name="Functions">The formulas that they call.</param>
/// <param name="Workspace">The layout of the values of a batch.</param>
/// <param name="Forward">From the input to the logits.</param>
/// <param name="Activation">From the logits to the output.</param>
/// <param name="Loss">The loss and its gradient.</param>
/// <param name="ActivationBackward">From the gradient of the output to that of the logits.</param>
/// <param name="Backward">From the gradient of the logits to the tensors from which the gradients of the parameters are computed.</param>
/// <param name="InputGradient">The rest of the way to the gradient of the input.</param>
/// <param name="Weights">The second phase: the gradients of the parameters. It starts after a barrier because it sums over the whole batch.</param>
/// <param name="Sums">The gradients of parameters that are not those of products.</param>
/// <param name="Copies">The gradients that the pass itself has computed, because it needed the sums.</param>
/// <param name="Predicting">
/// From the input to the logits in a prediction, if it differs from training: running statistics replace those of the batch, loops keep no steps, or its values have other memory.
/// </param>
/// <param name="Derivations">The weights of the prediction that are computed from several parameters.</param>
/// <param name="OneSample">The pass over one sample.</param>
/// <param name="Passing">
/// Tensors that nothing reads after their group of panels: all groups use the memory of the first one, which stays in the cache. With separate memory
/// for each group, the input of 784-128-10 alone fills most of the second-level cache: a step on 256 samples of about 500 µs took about 20 µs more
/// with 512-bit vectors (with 256 bits, noise hid any difference).
/// </param>
/// <param name="PanelGroup">The number of panels that go through all layers together.</param>
/// <param name="IsPlain">Whether kernels are plain loops over single numbers.</param>
internal sealed record NetworkSchedule(
    NetworkProgram Program,
    EquatableArray<Kernel> Kernels,
    EquatableArray<FormulaFunction> Functions,
    WorkspaceLayout Workspace,
    EquatableArray<Step> Forward,
    EquatableArray<Step> Activation,
    EquatableArray<Step> Loss,
    EquatableArray<Step> ActivationBackward,
    EquatableArray<Step> Backward,
    EquatableArray<Step> InputGradient,
    EquatableArray<WeightStep> Weights,
    EquatableArray<SumStep> Sums,
    EquatableArray<ParameterSum> Copies,
    EquatableArray<Step> Predicting,
    EquatableArray<Derivation> Derivations,
    OneSampleSchedule OneSample,
    EquatableArray<Tensor> Passing,
    int PanelGroup,
    bool IsPlain)
{
    /// <summary>The pass over one step of a stream, if the network has it.</summary>
    public StreamSchedule? Stream { get; init; }

    /// <summary>The positions of an output that each have a class.</summary>
    public int Positions { get; init; } = 1;

    /// <summary>The class number of positions that do not count, or null.</summary>
    public int? IgnoreIndex { get; init; }

    /// <summary>Where the input holds token ids.</summary>
    public EquatableArray<TokenRange> Tokens { get; init; }

    /// <summary>The memory of the values of a prediction, if these exceed the caches; otherwise they are where those of training are.</summary>
    public ValuePlan? PredictionPlan { get; init; }

    /// <summary>
    /// Tensors that nothing reads after their group of panels if forward and backward pass are one: then all groups use the memory of the first one. Otherwise the forward
    /// pass keeps them for the backward pass.
    /// </summary>
    public EquatableArray<Tensor> Kept { get; init; }

    /// <summary>The number of panels that go through all layers of a prediction together.</summary>
    public int PredictionGroup { get; init; } = PanelGroup;

    /// <summary>The gradients of further uses of parameters, which are added to those of the first.</summary>
    public EquatableArray<GradientAddition> Additions { get; init; }

    /// <summary>All steps that run over panels.</summary>
    public IEnumerable<Step> Steps => Forward.Concat(Predicting).Concat(Activation).Concat(Loss).Concat(ActivationBackward).Concat(Backward).Concat(InputGradient);

    /// <summary>The methods with tiles of two heights that many steps call: one more method, which calls it for both, is shorter than two calls in each step.</summary>
    public HashSet<string> MethodsOfTwoHeights() =>
    [
        .. Steps.Where(step => step.CallsTwoHeights).GroupBy(step => step.Kernel.Method)
            .Where(steps => steps.Count() >= Machine.CallsOfTwoHeights).Select(steps => steps.Key),
    ];

    /// <summary>The number of samples in the widest panel, which has two 512-bit vectors.</summary>
    public static int WidestPanel(int elementSize) => Machine.FixedLanes / elementSize;

    /// <summary>Schedules a network.</summary>
    /// <param name="program">Its operations.</param>
    /// <param name="predicting">The operations for prediction, without the noise of training.</param>
    /// <param name="elementSize">The size of an element in bytes.</param>
    /// <param name="isPlain">Whether every kernel is written as plain loops over single numbers, for readers.</param>
    public static NetworkSchedule Of(NetworkProgram program, ForwardProgram predicting, int elementSize, bool isPlain)
    {
        // Values that exceed the caches have memory apart in a prediction, which needs neither noise nor what the backward pass reads.
        bool plansPrediction = ValuesOf(program.Trunk) * Machine.TypicalPanel * elementSize > Machine.PlannedBytes;
        bool predictsOtherwise = predicting.Derivations.Count > 0 || predicting.Trunk.OfType<Scan>().Any() || (plansPrediction && program.Noises.Count > 0);
        var aliases = new Aliases(
            predictsOtherwise ? program.Operations.Concat(predicting.Trunk) : program.Operations,
            tensor => tensor == program.Input || tensor == program.LogitsGradient || tensor == program.OutputGradient || !tensor.HasSamples);
        Operation[] trunk = Fuse(program.Trunk), activation = Fuse(program.Activation), loss = Fuse(program.Loss?.Operations ?? default);
        Operation[] activationBackward = Fuse(program.ActivationBackward), trunkBackward = Fuse(program.TrunkBackward), inputBackward = Fuse(program.InputBackward);
        // Where training ends in noise, it has another last tensor, which is where the outputs are read.
        Operation[] prediction = predictsOtherwise ? Fuse(NetworkProgram.Rename(predicting.Trunk, predicting.Logits, program.Logits)) : [];
        var uses = new ProgramUses(program, aliases, [.. trunk, .. prediction, .. activation, .. loss, .. activationBackward, .. trunkBackward, .. inputBackward]);
        var kernels = new KernelSet();
        var scheduler = new BatchScheduler(kernels, uses, aliases, isPlain, WidestPanel(elementSize));
        bool isTiny = !isPlain && !aliases.Any && Instructions(trunk) + Instructions(loss) <= Machine.StraightLineInstructions;
        bool exceedsCache = program.Parameters.Sum(gradient => (long)gradient.Parameter.Size) * elementSize > Machine.SecondLevelCache;

        EquatableArray<Step> forward = Schedule(trunk, "Forward", isTiny ? "AllForward" : "Activations");
        EquatableArray<Step> last = Schedule(activation, "Forward", "LastActivation");
        EquatableArray<Step> lossSteps = Schedule(loss, "Loss", "LossAndGradient");
        EquatableArray<Step> lastBackward = Schedule(activationBackward, "Backward", "BackThroughLastActivation");
        EquatableArray<Step> backward = Schedule(trunkBackward, "Backward", isTiny ? "AllBackward" : "BackThroughActivations");
        EquatableArray<Step> toInput = Schedule(inputBackward, "Backward", "InputGradient");
        EquatableArray<Step> predictingSteps = Schedule(prediction, "Forward", "PredictingActivations");
        ValuePlan? plan = null;
        HashSet<Tensor> apart = [];
        if (plansPrediction)
        {
            if (predictingSteps.Count == 0) { predictingSteps = forward; }
            apart.UnionWith(ArgumentsOf(last.Concat(lossSteps)).Append(program.Output).Append(program.Logits));
            plan = ValuePlan.Of([program.Input], predictingSteps, aliases, apart.Contains);
            apart.UnionWith(ArgumentsOf(predictingSteps).Where(tensor => !plan.Contains(tensor)));
        }

        var lifetimes = new Lifetimes(program, aliases, forward, last.Concat(lossSteps), lastBackward.Concat(backward).Concat(toInput), apart);
        WorkspaceLayout workspace = plan is null
            ? WorkspaceLayout.Of(program, aliases, [.. forward, .. predictingSteps, .. last, .. lossSteps, .. lastBackward, .. backward, .. toInput], predicting.DerivedSize)
            : WorkspaceLayout.Of(program, lifetimes, predicting.DerivedSize, plan);
        var locations = new GradientLocations(program, workspace.SharedLength);
        workspace = workspace with { SharedLength = locations.End };
        var weightScheduler = new WeightScheduler(kernels, program, locations, elementSize, exceedsCache, isPlain);
        EquatableArray<WeightStep> weights = weightScheduler.Schedule().ToEquatableArray();
        EquatableArray<SumStep> sums = weightScheduler.Sums().ToEquatableArray();
        IEnumerable<ParameterSum> copies = program.Parameters.Where(gradient => gradient.Operations.Count == 0)
            .Select(gradient => new ParameterSum(gradient.Gradient, locations.Of(gradient.Parameter)));

        // The input's gradient is left out, because training does not need it; where values share rows, it hardly adds any.
        int rows = workspace.Rows - (plan is null ? toInput.SelectMany(step => step.Written).Sum(tensor => tensor.Size) : 0);
        int group = GroupOf(rows);
        int predictionGroup = plan is null ? group : GroupOf(plan.Rows);
        OneSampleSchedule oneSample = OneSampleScheduler.Schedule(predicting, kernels, elementSize, isPlain);
        return new NetworkSchedule(
            program, kernels.Kernels.ToEquatableArray(), kernels.Functions.ToEquatableArray(), workspace, forward, last, lossSteps, lastBackward, backward, toInput,
            weights, sums, copies.ToEquatableArray(), predictingSteps, predicting.Derivations, oneSample, Passing().ToEquatableArray(), group, isPlain)
        { Additions = locations.Additions, Tokens = predicting.Tokens, PredictionPlan = plan, PredictionGroup = predictionGroup, Kept = Kept().ToEquatableArray() };

        IEnumerable<Tensor> Kept() => plan is null ? [] : workspace.Slots.Select(slot => slot.Tensor).Where(tensor => lifetimes.DiesWithGroup(aliases.RootOf(tensor)));

        int GroupOf(int rows)
        {
            int panels = (int)Math.Max(1, Math.Min(16, Machine.GroupBytes / (Math.Max(1L, rows) * Machine.TypicalPanel * elementSize)));

            // The smaller a group, the sooner the next samples are prefetched; but weights that exceed the cache should be used for two panels.
            return forward.FirstOrDefault()?.Prefetching is null ? panels : Math.Min(panels, exceedsCache ? 2 : 1);
        }

        Operation[] Fuse(EquatableArray<Operation> section) => aliases.Without(Product.Fuse(section)).ToArray();

        EquatableArray<Step> Schedule(Operation[] section, string suffix, string block) =>
            section.Length == 0 ? default
            : isTiny ? new EquatableArray<Step>([scheduler.StraightLine(section.ToEquatableArray(), block)])
            : scheduler.Schedule(section, suffix, block, section == trunk || section == prediction ? program.Input : null).ToEquatableArray();

        IEnumerable<Tensor> Passing()
        {
            IEnumerable<Operation> later = activation.Concat(loss).Concat(activationBackward).Concat(trunkBackward).Concat(inputBackward);
            if (trunk.Length > 0 && !later.Any(operation => operation.Inputs.Contains(program.Input))
                && !weights.Any(step => (step.LanesOverSamples && step.Source == program.Input) || step.Gradient == program.Input)
                && !sums.Any(step => step.Arguments.Contains(program.Input)) && program.Batch is null)
            {
                yield return program.Input;
            }

            // Behind a barrier, the values of all groups are read again.
            if (program.Batch is not null || plan is not null) { yield break; }
            foreach (Tensor tensor in toInput.SelectMany(step => step.Written).SelectMany(tensor => aliases.Of(tensor).Prepend(tensor))) { yield return tensor; }
        }
    }

    private static IEnumerable<Tensor> ArgumentsOf(IEnumerable<Step> steps) => steps.SelectMany(step => step.Arguments).Select(argument => argument.Tensor).OfType<Tensor>();

    /// <summary>The number of values per sample of a section.</summary>
    private static long ValuesOf(IEnumerable<Operation> section) => section.SelectMany(operation => operation.Outputs).Where(tensor => tensor.HasSamples).Sum(tensor => (long)tensor.Size);

    private static int Instructions(IEnumerable<Operation> section) => section.Sum(operation => operation switch
    {
        Product { Window: null } product => (int)Math.Min(product.MultiplyAdds, Machine.StraightLineInstructions + 1),
        // Straight lines have neither parameters in formulas nor axes that only some operands have.
        Elementwise formula when formula.Operands.Any(operand => !operand.HasSamples || (operand.Size > 1 && operand.Size < formula.Output.Size)) => Machine.StraightLineInstructions + 1,
        Reduce reduce when reduce.Output.Size > 1 => Machine.StraightLineInstructions + 1,
        Elementwise formula => Math.Min(formula.Output.Size, Machine.StraightLineInstructions + 1)
            * Calculus.Nodes(formula.Formula).Sum(node => Calculus.IsElementary(node) ? Machine.ElementaryFunction : 1),
        Reduce reduce => reduce.Operand.Size,
        _ => Machine.StraightLineInstructions + 1,
    });
}
