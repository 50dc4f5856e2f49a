using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Gradients;

/// <summary>
/// Checks the invariants of every program. A violation is a bug in the compiler, not a mistake in a declaration: compilation stops, so that no code
/// is generated that computes something else.
/// </summary>
internal static class Verifier
{
    /// <summary>Checks a network's program.</summary>
    /// <exception cref="InvalidOperationException">An invariant does not hold.</exception>
    public static void Check(NetworkProgram program)
    {
        IEnumerable<Tensor> given = program.Noises.Select(noise => noise.Tensor)
            .Concat(program.Carried.Select(state => state.Initial))
            .Append(program.Input)
            .Concat(program.Loss is { } loss ? [loss.Target, loss.Weight, loss.Scale] : [])
            .Concat(program.Batch is { } samples ? [samples.Size, samples.Present] : [])
            .Concat(program.Parameters.Select(gradient => gradient.Parameter));

        // The gradient of the logits comes either from the loss or from the backward pass through the last activation: one of the two runs.
        Check(program.Trunk.Concat(program.Activation).Concat(program.Loss?.Operations ?? default), given);
        IEnumerable<Operation> backward = program.ActivationBackward.Concat(program.TrunkBackward).Concat(program.InputBackward)
            .Concat(program.Parameters.SelectMany(gradient => gradient.Operations).Distinct(Operation.ByOutput));
        Check(program.Trunk.Concat(program.Activation).Concat(backward), given.Append(program.OutputGradient));

        HashSet<Tensor> computed = [.. program.TrunkBackward.Select(operation => operation.Output)];
        foreach (ParameterGradient gradient in program.Parameters)
        {
            Require(gradient.Gradient.Axes == gradient.Parameter.Axes, $"the gradient {gradient.Gradient} does not have the axes of {gradient.Parameter}");
            Require(computed.Contains(gradient.Gradient) || gradient.Operations.Any(operation => operation.Output == gradient.Gradient), $"nothing computes {gradient.Gradient}");
        }

        Require(program.Parameters.Select(gradient => gradient.Parameter).Distinct().Count() == program.Parameters.Count, $"a parameter has two gradients");
    }

    /// <summary>Checks the program of predictions.</summary>
    /// <exception cref="InvalidOperationException">An invariant does not hold.</exception>
    public static void Check(ForwardProgram predicting)
    {
        Check(predicting.Trunk.Concat(predicting.Activation), [predicting.Input]);
        Tensor[] derived = [.. predicting.Derivations.SelectMany(derivation => new[] { derivation.Weights, derivation.Bias }), .. predicting.Windows.Select(window => window.Weights)];
        foreach (Tensor tensor in predicting.Trunk.SelectMany(operation => operation.Inputs).Where(tensor => tensor.Parameter is { IsDerived: true }))
        {
            Require(derived.Contains(tensor), $"nothing derives {tensor}");
        }
    }

    /// <summary>Checks operations in their order.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="given">The tensors that exist before the first operation.</param>
    /// <exception cref="InvalidOperationException">An invariant does not hold.</exception>
    public static void Check(IEnumerable<Operation> operations, IEnumerable<Tensor> given)
    {
        var defined = new HashSet<Tensor>(given);
        foreach (Operation operation in operations)
        {
            foreach (Tensor input in operation.Inputs.Where(input => input.Parameter is null))
            {
                Require(defined.Contains(input), $"{operation.Output} is computed from {input}, which is not defined yet");
            }

            foreach (Tensor output in operation.Outputs) { Require(defined.Add(output), $"{output} is defined twice"); }
            CheckShape(operation);
        }
    }

    private static void CheckShape(Operation operation)
    {
        Tensor output = operation.Output;
        switch (operation)
        {
            case Elementwise formula:
                foreach (Tensor operand in formula.Operands)
                {
                    Require(operand.Axes.All(output.Axes.Contains), $"{output} does not have all axes of its operand {operand}");
                }

                foreach (Operand operand in Calculus.Nodes(formula.Formula).OfType<Operand>())
                {
                    Require(operand.Index < formula.Operands.Count, $"{output} has no operand {operand.Index}");
                }

                Require(formula.Partials.Count == 0 || formula.Partials.Count == formula.Operands.Count, $"{output} states some derivatives, not all");
                break;
            case Normalize normalize:
                foreach (Tensor operand in normalize.Inputs) { Require(operand.Axes.All(output.Axes.Contains), $"{output} does not have all axes of its operand {operand}"); }
                break;
            case BatchSum sum:
                Require(!output.HasSamples && output.Axes.All(sum.Operands.SelectMany(operand => operand.Axes).Contains), $"{output} has an axis that is not summed, or samples");
                break;
            case Contract contract:
                Axis[] axes = [.. contract.Left.Axes, .. contract.Right.Axes];
                Require(output.Axes.All(axes.Contains), $"{output} has an axis that neither {contract.Left} nor {contract.Right} has");
                break;
            case Reduce reduce:
                Require(output.Axes.All(reduce.Operand.Axes.Contains), $"{output} has an axis that {reduce.Operand} does not have");
                break;
            case View view:
                CheckMap(view.Output, view.Source, view.Map);
                break;
            case ViewTransposed view:
                CheckMap(view.Source, view.Output, view.Map);
                break;
            case Concatenate concatenate:
                Require(output.Size == concatenate.Sources.Sum(source => source.Size), $"{output} has not as many numbers as its parts");
                break;
            case Reshape reshape:
                Require(output.Size == reshape.Source.Size, $"{output} has not as many numbers as {reshape.Source}");
                break;
            case Convolve convolution:
                CheckWindow(convolution.Window, convolution.Source, output, convolution.Weights);
                break;
            case ConvolveTransposed convolution:
                CheckWindow(convolution.Window, output, convolution.Source, convolution.Weights);
                break;
            case ConvolveWeights convolution:
                CheckWindow(convolution.Window, convolution.Source, convolution.Gradient, output);
                break;
            case Pool pool:
                CheckWindow(pool.Window, pool.Source, output, null);
                break;
            case PoolTransposed pool:
                CheckWindow(pool.Window, output, pool.Source, null);
                break;
            case Scan scan:
                Require(scan.Source.Size == scan.Steps * scan.Sums.Size, $"{scan.Source} has not a number for each gate, unit and step");
                Require(scan.Weights == scan.Sums.Size * scan.Cell.Units, $"the products of {output} have not a weight from each unit to each unit of each gate");
                Require(scan.Initial.Count == 0 || scan.Initial.Count == scan.Final.Count, $"{output} starts with {scan.Initial.Count} values and carries {scan.Final.Count}");
                CheckStages(scan);
                break;
            case Gather gather:
                Require(gather.Table.Axes.Count == 2, $"the table {gather.Table} does not have two axes");
                Require(output.Axes.SequenceEqual(gather.Indices.Axes.Append(gather.Table.Axes[1])), $"{output} does not have the axes of {gather.Indices} and of a row");
                break;
            case GatherTransposed gather:
                Require(output.Axes.Count == 2, $"the sums {output} do not have two axes");
                Require(gather.Source.Axes.SequenceEqual(gather.Indices.Axes.Append(output.Axes[1])), $"{gather.Source} does not have the axes of {gather.Indices} and of a row");
                break;
        }
    }

    private static void CheckStages(Scan scan)
    {
        Cell cell = scan.Cell;
        for (int i = 0; i < cell.Stages.Count; i++)
        {
            Stage stage = cell.Stages[i];
            Tensor[] results = [.. stage.Formulas.Select(formula => formula.Output)];
            Require(scan.Products[i].Weights.Size == stage.Products.Count * cell.Units * cell.Units, $"{scan.Products[i].Weights} has not a weight from each unit to each unit of each gate");
            Require(i == 0 ? stage.Operand == cell.Previous[0] : cell.Stages[i - 1].Formulas.Any(formula => formula.Output == stage.Operand), $"{stage.Operand} is not known before its products");
            Require((scan.Products[i].Operand is null) == (i == 0), $"the products of {stage.Operand} read other memory");
            Require(!cell.Stages.Any(other => other != stage && results.Any(other.Reads)), $"another stage reads results of that of {stage.Operand}");
        }

        for (int gate = 0; gate < cell.Gates; gate++)
        {
            Stage[] readers = [.. cell.Stages.Where(stage => stage.Reads(cell.Arriving[gate]) || stage.Reads(cell.Products[gate]))];
            Require(readers.Length == 1 && readers[0].Reads(cell.Arriving[gate]) && readers[0].Reads(cell.Products[gate]), $"{cell.Products[gate]} and {cell.Arriving[gate]} are not read in one stage");
        }

        foreach (Tensor next in cell.Next) { Require(cell.Stages[cell.Stages.Count - 1].Formulas.Any(formula => formula.Output == next), $"the last stage does not compute {next}"); }
    }

    private static void CheckWindow(Window window, Tensor source, Tensor result, Tensor? weights)
    {
        Require(source.Size == window.Height * window.Width * window.Channels, $"{source} has not the size that its windows are cut from");
        Require(result.Size == window.Pixels * window.Filters, $"{result} has not a number for each window and filter");
        Require(weights is null || weights.Size == window.Filters * window.ChannelsOfGroup * window.Taps, $"{weights} has not a number for each filter, channel and tap");
    }

    private static void CheckMap(Tensor view, Tensor source, EquatableArray<AffineIndex> map)
    {
        Require(map.Count == source.Axes.Count, $"{view} maps {map.Count} of the axes of {source}");
        foreach (AxisTerm term in map.SelectMany(index => index.Terms)) { Require(view.Axes.Contains(term.Axis), $"{view} has no axis {term.Axis.Name}"); }
    }

    /// <summary>Fails unless a condition holds.</summary>
    private static void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] Violation problem)
    {
        if (!holds) { throw new InvalidOperationException($"NNGen compiled an invalid program: {problem.Text()}."); }
    }

    /// <summary>The text of a violation, which is made only then, because programs are checked while the user types.</summary>
    [InterpolatedStringHandler]
    private readonly struct Violation
    {
        private readonly List<string>? parts;

        public Violation(int literalLength, int formattedCount, bool holds, out bool isMade)
        {
            isMade = !holds;
            parts = isMade ? [] : null;
        }

        public void AppendLiteral(string value) => parts!.Add(value);

        public void AppendFormatted(object? value) => parts!.Add(InvariantText.Of(value));

        public string Text() => string.Concat(parts ?? []);
    }
}
