using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

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

    /// <summary>Checks a batch to train on.</summary>
    public static void Check<T>(NetworkDescription description, in Batch<T> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = batch.Size;
        Guard.AtLeast(size, 1, nameof(Batch<>.Size));
        Length(batch.Inputs.Length, size, description.InputSize, "inputs", description);
        if (batch.SampleWeights.Length > 0)
        {
            Length(batch.SampleWeights.Length, size, 1, "sample weights", description);
            Weights(batch.SampleWeights, "sample weight");
        }

        if (batch.OutputGradients.Length > 0)
        {
            Length(batch.OutputGradients.Length, size, description.OutputSize, "output gradients", description);
            Finite(batch.OutputGradients, description);
            return;
        }

        RequireLoss(description);
        if (batch.Targets.Length > 0 == batch.Classes.Length > 0)
        {
            throw new ArgumentException(batch.Targets.Length > 0
                ? "The batch has both targets and classes; give one of them."
                : string.Create(CultureInfo.InvariantCulture,
                    $"The batch has neither targets ({description.OutputSize} a sample) nor classes (one a sample)."));
        }

        if (batch.Targets.Length > 0)
        {
            Length(batch.Targets.Length, size, description.OutputSize, "targets", description);
        }
        else
        {
            RequireClassLoss(description);
            Length(batch.Classes.Length, size, 1, "classes", description);
            Classes(batch.Classes, description);
        }
    }

    /// <summary>Classes that a network's outputs tell apart: a single output separates two.</summary>
    public static int ClassCountOf(NetworkDescription description) => Math.Max(description.OutputSize, 2);

    public static void RequireLoss(NetworkDescription description)
    {
        if (description.Loss == LossKind.None)
        {
            throw new InvalidOperationException(
                $"{description.Name} has no loss to train for (add one to its declaration, such as [CrossEntropy] or [MeanSquaredError]; " +
                "for a loss of your own, give Trainer.Step a batch with OutputGradients).");
        }
    }

    public static void RequireClassLoss(NetworkDescription description)
    {
        if (description.Loss is not (LossKind.CrossEntropy or LossKind.BinaryCrossEntropy or LossKind.None))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{description.Name} learns with {description.Loss}, which compares numbers, but the samples carry class numbers (give {description.OutputSize} targets a sample, or declare [CrossEntropy] or [BinaryCrossEntropy])."));
        }
    }

    public static void Classes(ReadOnlySpan<int> classes, NetworkDescription description)
    {
        int count = ClassCountOf(description);
        if (AllBelow(classes, (uint)count)) { return; }

        for (int i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] >= (uint)count)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The class of sample {i} is {classes[i]}, but {description.Name} knows classes from 0 to {count - 1} (OutputSize {description.OutputSize})."));
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

    public static void Weights<T>(ReadOnlySpan<T> weights, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < weights.Length; i++)
        {
            if (!T.IsFinite(weights[i]) || weights[i] < T.Zero)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The {what} {i} is {weights[i]}, but must be finite and not negative."));
            }
        }
    }

    private static void Finite<T>(ReadOnlySpan<T> gradients, NetworkDescription description)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < gradients.Length; i++)
        {
            if (!T.IsFinite(gradients[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The output gradient of sample {i / description.OutputSize}, output {i % description.OutputSize}, is {gradients[i]}, but must be finite."));
            }
        }
    }

    private static void Length(int actual, int size, int each, string what, NetworkDescription description)
    {
        if (actual != (long)size * each)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Expected {(long)size * each} {what} ({size} samples × {each}, {description.Name}), got {actual}."));
        }
    }
}
