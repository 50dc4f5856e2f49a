using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Gradients;

/// <summary>
/// The operations of a network, forward and backward, in sections. The loss reads the logits: the outputs or, if the last activation and the loss
/// are one formula (softmax with cross-entropy, sigmoid with binary cross-entropy), the values before that activation. The trunk is everything
/// before the logits.
/// </summary>
/// <param name="Input">The input.</param>
/// <param name="Logits">The tensor that the loss reads.</param>
/// <param name="Output">The output.</param>
/// <param name="Trunk">From the input to the logits.</param>
/// <param name="Activation">From the logits to the output, if these differ.</param>
/// <param name="Loss">The loss, if one is declared.</param>
/// <param name="OutputGradient">The gradient of a loss with respect to the output.</param>
/// <param name="ActivationBackward">From that gradient to the gradient of the logits.</param>
/// <param name="LogitsGradient">The gradient of a loss with respect to the logits.</param>
/// <param name="TrunkBackward">From that gradient to the tensors from which the gradients of the parameters are computed.</param>
/// <param name="InputBackward">The rest of the way to the gradient of the input, which only some callers need.</param>
/// <param name="InputGradient">That gradient.</param>
/// <param name="Parameters">The gradients of all parameters. They are sums over the samples, so they need the whole batch.</param>
/// <param name="Noises">Random numbers, drawn before the first layer.</param>
internal sealed record NetworkProgram(
    Tensor Input,
    Tensor Logits,
    Tensor Output,
    EquatableArray<Operation> Trunk,
    EquatableArray<Operation> Activation,
    LossProgram? Loss,
    Tensor OutputGradient,
    EquatableArray<Operation> ActivationBackward,
    Tensor LogitsGradient,
    EquatableArray<Operation> TrunkBackward,
    EquatableArray<Operation> InputBackward,
    Tensor InputGradient,
    EquatableArray<ParameterGradient> Parameters,
    EquatableArray<Noise> Noises)
{
    /// <summary>
    /// Whether gradients include penalties, which are proportional to the scale of the loss, in addition to what the loss propagates back.
    /// </summary>
    public bool HasPenalties { get; init; }

    /// <summary>The samples of the batch, if an operation reads them as such.</summary>
    public Batch? Batch { get; init; }

    /// <summary>Running statistics that follow those of the batches.</summary>
    public EquatableArray<RunningStatistics> Statistics { get; init; }

    /// <summary>States that are carried from one batch to the next.</summary>
    public EquatableArray<CarriedState> Carried { get; init; }

    /// <summary>All operations of the pass, in order.</summary>
    public IEnumerable<Operation> Operations => Trunk.Concat(Activation).Concat(Loss?.Operations ?? default)
        .Concat(ActivationBackward).Concat(TrunkBackward).Concat(InputBackward);

    /// <summary>Differentiates a network.</summary>
    /// <param name="forward">Its forward operations.</param>
    public static NetworkProgram Of(ForwardProgram forward)
    {
        (ProgramBuilder program, Tensor input, Tensor logits, Tensor output) = (forward.Builder, forward.Input, forward.Logits, forward.Output);
        (EquatableArray<Operation> trunk, EquatableArray<Operation> activation) = (forward.Trunk, forward.Activation);
        Tensor logitsGradient = program.Declare(GradientRules.Name(logits), logits.Axes);
        Tensor outputGradient = activation.Count == 0 ? logitsGradient : program.Declare(GradientRules.Name(output), output.Axes);
        LossProgram? loss = forward.Loss is null ? null : LossProgram.Of(forward.Loss, logits, logitsGradient, program);

        EquatableArray<Operation> activationBackward = default;
        if (activation.Count > 0)
        {
            Tensor gradient = Reverse.Differentiate(activation, output, outputGradient, [logits], program)[logits];
            activationBackward = Rename(program.Take(), gradient, logitsGradient);
        }

        // The gradients of penalties come first, then those that the following layers propagate back.
        var additional = new List<(Tensor Tensor, Tensor Gradient)>();
        if (loss is not null)
        {
            foreach (Penalty penalty in program.Penalties)
            {
                Expression slope = penalty.Slope * new Operand(1);
                additional.Add((penalty.Tensor, program.Elementwise(penalty.Tensor.Name + "Penalty", slope, penalty.Tensor, loss.Scale)));
            }
        }

        trunk = trunk.Select(operation => operation is Scan scan ? ScanGradient.Keeping(scan, program) : operation).ToEquatableArray();
        Tensor[] parameters = program.Parameters.Where(use => !use.Parameter!.IsState).ToArray();
        IReadOnlyDictionary<Tensor, Tensor> gradients = Reverse.Differentiate(trunk, logits, logitsGradient, [input, .. parameters], program, additional);
        // Nothing depends on token ids continuously: the gradient of such an input is 0.
        Tensor inputGradient = gradients.TryGetValue(input, out Tensor? known) ? known : program.Elementwise(GradientRules.Name(input), 0, input);
        HashSet<Tensor> results = [.. gradients.Values, inputGradient];
        EquatableArray<Operation> backward = BatchSum.Fuse(program.Take(), results.Contains);
        HashSet<Tensor> read = [logits, .. trunk.Concat(backward).Where(operation => operation is not Reduce).SelectMany(operation => operation.Inputs)];
        trunk = BatchSum.Fuse(trunk, read.Contains);

        // Sums over the batch that the pass itself needs, such as those of a normalization, are part of it, behind barriers.
        HashSet<Operation> inPass = Needed(backward, backward.Where(operation => operation.Output.HasSamples).SelectMany(operation => operation.Inputs));
        Dictionary<Tensor, Operation> sumsOf = backward.Where(operation => !operation.Output.HasSamples && !inPass.Contains(operation)).ToDictionary(operation => operation.Output);
        ParameterGradient[] parameterGradients = parameters.Where(gradients.ContainsKey)
            .Select(parameter => new ParameterGradient(parameter, gradients[parameter], Computing(sumsOf, gradients[parameter]).ToEquatableArray()))
            .ToArray();

        Operation[] sums = [.. parameterGradients.SelectMany(gradient => gradient.Operations), .. backward.Where(operation => !operation.Output.HasSamples && inPass.Contains(operation))];
        HashSet<Operation> forParameters = Needed(backward, sums.SelectMany(operation => operation.Inputs));
        forParameters.UnionWith(sums.Where(inPass.Contains));
        IEnumerable<Operation> perSample = backward.Where(operation => operation.Output.HasSamples || inPass.Contains(operation));
        var result = new NetworkProgram(
            input, logits, output, trunk, activation, loss, outputGradient, activationBackward, logitsGradient,
            perSample.Where(forParameters.Contains).ToEquatableArray(), perSample.Where(operation => !forParameters.Contains(operation)).ToEquatableArray(),
            inputGradient, parameterGradients.ToEquatableArray(), program.Noises.ToEquatableArray())
        {
            HasPenalties = additional.Count > 0,
            Batch = program.BatchOrNone,
            Statistics = program.Statistics.ToEquatableArray(),
            Carried = program.Carried.ToEquatableArray(),
        };
        Verifier.Check(result);
        return result;
    }

    /// <summary>Makes a section end with a tensor that has been declared before it.</summary>
    internal static EquatableArray<Operation> Rename(IEnumerable<Operation> section, Tensor from, Tensor to) =>
        section.Select(operation => operation is Scan scan ? scan.Rename(from, to) : operation.Output == from ? operation with { Output = to } : operation).ToEquatableArray();

    /// <summary>The operations that compute a parameter's gradient from tensors over samples, in their order.</summary>
    /// <param name="sums">Operations whose results have no sample axis.</param>
    /// <param name="gradient">The gradient.</param>
    private static List<Operation> Computing(IReadOnlyDictionary<Tensor, Operation> sums, Tensor gradient)
    {
        var computing = new List<Operation>();
        var known = new HashSet<Tensor>();
        Visit(gradient);
        return computing;

        void Visit(Tensor tensor)
        {
            if (!known.Add(tensor) || !sums.TryGetValue(tensor, out Operation? operation)) { return; }
            foreach (Tensor input in operation.Inputs) { Visit(input); }
            computing.Add(operation);
        }
    }

    /// <summary>The operations of a section on which some tensors depend.</summary>
    private static HashSet<Operation> Needed(IReadOnlyList<Operation> section, IEnumerable<Tensor> results)
    {
        var needed = new HashSet<Operation>(Operation.ByOutput);
        var tensors = new HashSet<Tensor>(results);
        foreach (Operation operation in section.Reverse())
        {
            if (operation.Outputs.Any(tensors.Contains) && needed.Add(operation)) { tensors.UnionWith(operation.Inputs); }
        }

        return needed;
    }
}

/// <summary>The gradient of a parameter over the whole batch.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Gradient">Its gradient.</param>
/// <param name="Operations">The operations that compute it from tensors over samples: one sum per use, and the total of these.</param>
internal sealed record ParameterGradient(Tensor Parameter, Tensor Gradient, EquatableArray<Operation> Operations);
