using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>Checks that a batch fits a network, before any of it is read.</summary>
internal static class BatchChecks
{
    /// <summary>Samples in row-major inputs.</summary>
    public static int SizeOf<T>(NetworkDescription description, ReadOnlySpan<T> inputs)
    {
        int size = inputs.Length / description.InputSize;
        return size > 0 && size * description.InputSize == inputs.Length
            ? size
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Expected inputs for whole samples of {description.InputSize} values each ({description.Name}), got {inputs.Length} values."),
                nameof(inputs));
    }

    /// <summary>
    /// Checks a batch to train on: lengths, labels in range, and every value finite, except the inputs, which are checked by the pass that reads
    /// them (<see cref="Workspace{T}.HasNonFiniteInputs"/>).
    /// </summary>
    /// <param name="description">The network.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="allowNegativeWeights">Whether the caller has said that weights may be negative.</param>
    public static void Check<T>(NetworkDescription description, in Batch<T> batch, bool allowNegativeWeights = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = batch.Size;
        Guard.AtLeast(size, 1, nameof(Batch<>.Size));
        Statistics(description, size, "train on two samples or more at a time", "inputs");
        Length(batch.Inputs.Length, size, description.InputSize, "inputs", "inputs", description);
        if (batch.SampleWeights.Length > 0)
        {
            Length(batch.SampleWeights.Length, size, 1, "sample weights", "sampleWeights", description);
            if (allowNegativeWeights) { Finite(batch.SampleWeights, 1, "sampleWeights"); }
            else { Weights(batch.SampleWeights, "sample weight", "sampleWeights", " (if a negative one is intended, as in a policy gradient, set the trainer's AllowNegativeWeights)"); }
        }

        if (batch.OutputGradients.Length > 0)
        {
            if (batch.SampleWeights.Length > 0)
            {
                throw new ArgumentException(
                    "The batch has sample weights and output gradients, but weights apply to the network's own loss (multiply the output gradients by them).",
                    "sampleWeights");
            }

            Length(batch.OutputGradients.Length, size, description.OutputSize, "output gradients", "outputGradients", description);
            Finite(batch.OutputGradients, description.OutputSize, "outputGradients");
            return;
        }

        RequireLoss(description);
        if (batch.Targets.Length > 0 == batch.Classes.Length > 0)
        {
            throw new ArgumentException(batch.Targets.Length > 0
                ? "The batch has both targets and classes; give one of them."
                : string.Create(CultureInfo.InvariantCulture,
                    $"The batch has neither targets ({description.OutputSize} per sample) nor classes (one per sample)."),
                "targets");
        }

        if (batch.Targets.Length > 0)
        {
            Length(batch.Targets.Length, size, description.OutputSize, "targets", "targets", description);
            Finite(batch.Targets, description.OutputSize, "targets");
            Probabilities(batch.Targets, description, "", "targets");
        }
        else
        {
            RequireClassLoss(description, "classes");
            Length(batch.Classes.Length, size, description.Positions, "classes", "classes", description);
            Classes(batch.Classes, description, "classes");
        }
    }

    /// <summary>Checks that layers that normalize by the statistics of a batch get more than one value per channel.</summary>
    /// <param name="description">The network.</param>
    /// <param name="size">Samples of the batch.</param>
    /// <param name="fix">The fix, for the message.</param>
    /// <param name="parameter">The argument at fault.</param>
    public static void Statistics(NetworkDescription description, int size, string fix, string parameter)
    {
        if (size > 1 || description.StateCount == 0) { return; }
        foreach (LayerDescription layer in description.Layers)
        {
            if (!layer.NormalizesBatch || layer.OutputShape.Take(layer.OutputShape.Count - 1).Any(length => length > 1)) { continue; }
            throw new ArgumentException(
                $"{layer.Kind} '{layer.Name}' of {description.Name} normalizes by the statistics of a batch, and a batch of one sample has only one value per channel, whose variance is 0 ({fix}).",
                parameter);
        }
    }

    /// <summary>Checks that the same is true of every shard.</summary>
    /// <param name="description">The network.</param>
    /// <param name="size">Samples of the whole batch.</param>
    /// <param name="ranks">How it is divided.</param>
    public static void Shards(NetworkDescription description, int size, RankSum ranks)
    {
        int shards = ranks.Shards, single = 0;
        while (description.StateCount > 0 && single < shards && ranks.StartOf(size, single + 1) - ranks.StartOf(size, single) != 1) { single++; }
        if (description.StateCount == 0 || single == shards) { return; }
        Statistics(description, 1, string.Create(CultureInfo.InvariantCulture,
            $"{shards} shards of {size} samples: each shard is a separate batch; give every batch {2 * shards} samples or more, or choose fewer shards or ranks"), "batchSize");
    }

    /// <summary>Number of classes of a network's outputs: a single output separates two.</summary>
    public static int ClassCountOf(NetworkDescription description) => Math.Max(description.OutputSize / description.Positions, 2);

    public static void RequireLoss(NetworkDescription description)
    {
        if (description.Loss == LossKind.None)
        {
            throw new InvalidOperationException(
                $"{description.Name} has no loss to train for (add one to its declaration, such as [CrossEntropy] or [MeanSquaredError]; " +
                "for a custom loss, give Trainer.Step a batch with OutputGradients).");
        }
    }

    public static void RequireClassLoss(NetworkDescription description, string parameter)
    {
        if (description.Outputs.Count > 1)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{description.Name} has several outputs, but the samples carry one class number each (give rows of {description.OutputSize} targets, all outputs behind one another: {description.Name}.JoinTargets, or CreateDataset, which takes class numbers for an output)."),
                parameter);
        }

        if (description.Loss is not (LossKind.CrossEntropy or LossKind.BinaryCrossEntropy or LossKind.None))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{description.Name} learns with {description.Loss}, which compares numbers, but the samples carry class numbers (give {description.OutputSize} targets per sample, or declare [CrossEntropy] or [BinaryCrossEntropy])."),
                parameter);
        }
    }

    public static void Classes(ReadOnlySpan<int> classes, NetworkDescription description, string parameter)
    {
        int count = ClassCountOf(description);
        if (AllBelow(classes, (uint)count)) { return; }

        for (int i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] >= (uint)count && classes[i] != description.IgnoreIndex)
            {
                string ignored = description.IgnoreIndex is { } index ? string.Create(CultureInfo.InvariantCulture, $" and ignores {index}")
                    : description.Positions > 1 && classes[i] < 0 ? "; for steps that do not count, state IgnoreIndex at [CrossEntropy]" : "";
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The class of {(description.Positions > 1 ? "position " : "sample ")}{i}{(description.Positions > 1 ? " (counted over all samples)" : "")} is {classes[i]}, but {description.Name} knows classes from 0 to {count - 1} (OutputSize {description.OutputSize}){ignored}."),
                    parameter);
            }
        }
    }

    /// <summary>Whether every number, read as unsigned, is below a bound.</summary>
    private static bool AllBelow(ReadOnlySpan<int> numbers, uint bound)
    {
        ReadOnlySpan<Vector<uint>> vectors = MemoryMarshal.Cast<int, Vector<uint>>(numbers);
        var largest = Vector<uint>.Zero;
        foreach (Vector<uint> vector in vectors) { largest = Vector.Max(largest, vector); }

        bool below = Vector.LessThanAll(largest, new Vector<uint>(bound));
        for (int i = vectors.Length * Vector<uint>.Count; i < numbers.Length; i++) { below &= (uint)numbers[i] < bound; }
        return below;
    }

    /// <summary>Checks that all weights are finite and none is negative.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="what">The name of a weight in messages.</param>
    /// <param name="parameter">The argument at fault.</param>
    /// <param name="fix">What is appended to a message about a negative weight.</param>
    public static void Weights<T>(ReadOnlySpan<T> weights, string what, string parameter, string fix = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < weights.Length; i++)
        {
            if (!T.IsFinite(weights[i]) || weights[i] < T.Zero)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The {what} {i} is {weights[i]}, but must be finite and not negative{(T.IsFinite(weights[i]) ? fix : "")}."),
                    parameter);
            }
        }
    }

    /// <summary>Checks that targets of a loss that compares probabilities are from 0 to 1.</summary>
    /// <param name="targets">The targets, which are finite.</param>
    /// <param name="description">The network.</param>
    /// <param name="place">What follows a sample's number, such as <c> of the training set</c>.</param>
    /// <param name="parameter">The argument at fault.</param>
    public static void Probabilities<T>(ReadOnlySpan<T> targets, NetworkDescription description, string place, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Without an enumerator, which would be allocated.
        for (int i = 0; i < description.Outputs.Count; i++)
        {
            OutputDescription output = description.Outputs[i];
            if (output.Loss is LossKind.CrossEntropy or LossKind.BinaryCrossEntropy)
            {
                Probabilities(targets, description.OutputSize, output.Offset, output.Size, output.Loss, output.Name, place, parameter);
            }
        }

        if (description.Loss is LossKind.CrossEntropy or LossKind.BinaryCrossEntropy)
        {
            Probabilities(targets, description.OutputSize, 0, description.OutputSize, description.Loss, null, place, parameter);
        }
    }

    /// <summary>Checks the targets of one output in rows of all.</summary>
    private static void Probabilities<T>(ReadOnlySpan<T> targets, int rowSize, int offset, int size, LossKind loss, string? output, string place, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < targets.Length; row += rowSize)
        {
            for (int i = 0; i < size; i++)
            {
                T target = targets[row + offset + i];
                if (target >= T.Zero && target <= T.One) { continue; }
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"{loss} compares probabilities, but target {i}{(output is null ? "" : $" of the output '{output}'")} of sample {row / rowSize}{place} is {target} (targets must be from 0 to 1)."),
                    parameter);
            }
        }
    }

    /// <summary>Checks that no value is infinite or NaN.</summary>
    /// <param name="values">Rows of values.</param>
    /// <param name="rowSize">Values of a row.</param>
    /// <param name="parameter">The argument at fault.</param>
    public static void Finite<T>(ReadOnlySpan<T> values, int rowSize, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Lanes.AllFinite(values)) { ThrowNotFinite(values, rowSize, parameter); }
    }

    /// <summary>Checks that no input of the last pass is infinite or NaN.</summary>
    public static void FiniteInputs<T>(Workspace<T> workspace, ReadOnlySpan<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (workspace.HasNonFiniteInputs) { ThrowInputs(inputs, workspace.Network.InputSize, workspace.Network.Tokens, "inputs"); }
    }

    /// <summary>Checks that all inputs are finite, and token ids where the network takes them.</summary>
    public static void Inputs<T>(NetworkDescription network, ReadOnlySpan<T> inputs, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Finite(inputs, network.InputSize, parameter);
        TokenIds.Require(inputs, network.InputSize, network.Tokens, parameter);
    }

    /// <summary>Reports what a pass has found in its inputs.</summary>
    [DoesNotReturn]
    public static void ThrowInputs<T>(ReadOnlySpan<T> inputs, int rowSize, IReadOnlyList<TokensDescription> tokens, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Lanes.AllFinite(inputs)) { TokenIds.Require(inputs, rowSize, tokens, parameter); }
        ThrowNotFinite(inputs, rowSize, parameter);
    }

    [DoesNotReturn]
    public static void ThrowNotFinite<T>(ReadOnlySpan<T> values, int rowSize, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = Lanes.IndexOfNonFinite(values);
        string place = values.Length == rowSize
            ? string.Create(CultureInfo.InvariantCulture, $"value {at}")
            : string.Create(CultureInfo.InvariantCulture, $"value {at % rowSize} of sample {at / rowSize}");
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"{parameter} holds {values[at]} at {place}, but must be finite: remove or replace it first."), parameter);
    }

    private static void Length(int actual, int size, int each, string what, string parameter, NetworkDescription description)
    {
        if (actual != (long)size * each)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Expected {(long)size * each} {what} ({size} samples × {each}, {description.Name}), got {actual}."),
                parameter);
        }
    }
}
