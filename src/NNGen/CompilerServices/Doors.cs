using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace NNGen.CompilerServices;

/// <summary>The checks at a network's public doors: behind them, lengths are known and values are finite.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Doors
{
    /// <summary>One sample in, one prediction out.</summary>
    /// <exception cref="ArgumentException">A length is wrong, or the input has a value that is not finite.</exception>
    public static void Predict<T>(ReadOnlySpan<T> input, int inputSize, Span<T> output, int outputSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (input.Length != inputSize) { ThrowLength("input", input.Length, inputSize, "one sample has that many values"); }
        if (output.Length != outputSize) { ThrowLength("output", output.Length, outputSize, "one prediction has that many values"); }
        Finite(input, inputSize, "input");
    }

    /// <summary>Many samples in, as many predictions out.</summary>
    /// <returns>The number of samples.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or the inputs have a value that is not finite.</exception>
    public static int PredictBatch<T>(ReadOnlySpan<T> inputs, int inputSize, Span<T> outputs, int outputSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = Samples(inputs, inputSize);
        Length("outputs", outputs.Length, samples, outputSize);
        Finite(inputs, inputSize, "inputs");
        return samples;
    }

    /// <summary>A batch for a pass.</summary>
    /// <exception cref="ArgumentException">A length is wrong, a label is out of range, or a value is not finite.</exception>
    public static void Batch<T>(in Batch<T> batch, NetworkDescription network, bool withTargets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Samples(batch.Inputs, network.InputSize) != batch.Size)
        {
            ThrowLength("inputs", batch.Inputs.Length, batch.Size * network.InputSize, $"{Text(batch.Size)} samples of {Text(network.InputSize)} values");
        }

        Finite(batch.Inputs, network.InputSize, "inputs");
        if (!batch.SampleWeights.IsEmpty) { Weights(batch.SampleWeights, batch.Size); }
        if (!batch.OutputGradients.IsEmpty) { Length("outputGradients", batch.OutputGradients.Length, batch.Size, network.OutputSize); }
        if (!withTargets) { return; }

        if (network.Loss == LossKind.None)
        {
            throw new InvalidOperationException(
                $"{network.Name} has no loss: add one to its attributes, such as [MeanSquaredError] or [CrossEntropy], or use Forward and Backward with your own.");
        }

        if (!batch.Classes.IsEmpty) { Classes(batch.Classes, batch.Size, network); }
        else
        {
            Length("targets", batch.Targets.Length, batch.Size, network.OutputSize);
            Finite(batch.Targets, network.OutputSize, "targets");
        }
    }

    /// <summary>One value per parameter.</summary>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    public static void Gradients(int length, NetworkDescription network)
    {
        if (length != network.ParameterCount) { ThrowLength("gradients", length, network.ParameterCount, $"{network.Name} has that many parameters"); }
    }

    /// <summary>One value per value of the inputs, or none.</summary>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    public static void InputGradients(int length, int inputsLength)
    {
        if (length != 0 && length != inputsLength) { ThrowLength("inputGradients", length, inputsLength, "as long as inputs"); }
    }

    private static int Samples<T>(ReadOnlySpan<T> inputs, int inputSize)
    {
        if (inputs.IsEmpty)
        {
            throw new ArgumentException($"inputs is empty: expected at least one sample of {Text(inputSize)} values.", nameof(inputs));
        }

        int samples = inputs.Length / inputSize;
        if (samples * inputSize != inputs.Length)
        {
            throw new ArgumentException(
                $"inputs has {Text(inputs.Length)} values, but must hold whole samples of {Text(inputSize)} values ({Text(inputs.Length % inputSize)} are left over).",
                nameof(inputs));
        }

        return samples;
    }

    private static void Classes(ReadOnlySpan<int> classes, int samples, NetworkDescription description)
    {
        if (classes.Length != samples) { ThrowLength("classes", classes.Length, samples, "one class number per sample"); }

        bool fits = description.Loss is LossKind.CrossEntropy || description.OutputSize == 1 || description.Loss is LossKind.BinaryCrossEntropy;
        if (!fits)
        {
            throw new ArgumentException(
                $"{description.Name} minimises {description.Loss} over {Text(description.OutputSize)} outputs, which takes targets, not class numbers.", nameof(classes));
        }

        int count = Math.Max(2, description.OutputSize);
        for (int i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] >= (uint)count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(classes), classes[i],
                    $"Class {Text(classes[i])} of sample {Text(i)} is out of range: {description.Name} knows the classes 0 to {Text(count - 1)}.");
            }
        }
    }

    private static void Weights<T>(ReadOnlySpan<T> weights, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weights.Length != samples) { ThrowLength("sampleWeights", weights.Length, samples, "one weight per sample"); }
        for (int i = 0; i < weights.Length; i++)
        {
            if (!T.IsFinite(weights[i]) || T.IsNegative(weights[i]))
            {
                throw new ArgumentOutOfRangeException(
                    "sampleWeights", weights[i], $"Weight {Text(weights[i])} of sample {Text(i)} must be finite and not negative.");
            }
        }
    }

    private static void Finite<T>(ReadOnlySpan<T> values, int rowSize, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Lanes.AllFinite(values)) { ThrowNotFinite(values, rowSize, name); }
    }

    private static void Length(string name, int length, int samples, int size)
    {
        // Compared as long, because samples × size may not fit an int.
        if (length != (long)samples * size) { ThrowLength(name, length, (long)samples * size, $"{Text(samples)} samples of {Text(size)} values"); }
    }

    [DoesNotReturn]
    private static void ThrowLength(string name, int given, long expected, string why) =>
        throw new ArgumentException($"{name} has {Text(given)} values, but must have {Text(expected)} ({why}).", name);

    [DoesNotReturn]
    private static void ThrowNotFinite<T>(ReadOnlySpan<T> values, int rowSize, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = Lanes.IndexOfNonFinite(values);
        string place = values.Length == rowSize ? $"value {Text(at)}" : $"value {Text(at % rowSize)} of sample {Text(at / rowSize)}";
        throw new ArgumentException($"{name} holds {Text(values[at])} at {place}, but must be finite: remove or replace it first.", name);
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
