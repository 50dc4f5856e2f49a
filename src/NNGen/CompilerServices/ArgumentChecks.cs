using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using static NNGen.FileText;

namespace NNGen.CompilerServices;

/// <summary>
/// Checks the arguments of a network's public members. After them, lengths are known; the pass that reads the inputs checks that they are
/// finite.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ArgumentChecks
{
    /// <summary>Reports the length that is wrong in the prediction of one sample.</summary>
    /// <exception cref="ArgumentException">Always: a length is wrong.</exception>
    [DoesNotReturn]
    public static void ThrowPredict(int inputLength, int inputSize, int outputLength, int outputSize)
    {
        if (inputLength != inputSize) { ThrowLength("input", inputLength, inputSize, "one sample, or one step of a stream, has that many values" + Several(inputLength, inputSize)); }
        ThrowLength("output", outputLength, outputSize, "one prediction has that many values");
    }

    /// <summary>Checks the prediction of many samples.</summary>
    /// <returns>The number of samples.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static int PredictBatch<T>(ReadOnlySpan<T> inputs, int inputSize, Span<T> outputs, int outputSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = Samples(inputs, inputSize);
        Length("outputs", outputs.Length, samples, outputSize);
        return samples;
    }

    /// <summary>Checks the classification of many samples.</summary>
    /// <returns>The number of samples.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static int ClassifyBatch<T>(ReadOnlySpan<T> inputs, NetworkDescription network, Span<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = Samples(inputs, network.InputSize);
        int expected = checked(samples * network.Positions);
        if (classes.Length != expected)
        {
            ThrowLength("classes", classes.Length, expected, network.Positions == 1 ? "one class number per sample" : "one class number per position of each sample");
        }

        return samples;
    }

    /// <summary>Checks a batch for a pass, as a trainer does.</summary>
    /// <exception cref="ArgumentException">A length is wrong, a label is out of range, or a value other than an input is not finite.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss and the batch brings none.</exception>
    public static void Batch<T>(in Batch<T> batch, NetworkDescription network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BatchChecks.Check(network, in batch);

    /// <summary>Checks that the network created the workspace: one of another network has a different layout.</summary>
    /// <exception cref="ArgumentException">The workspace belongs to another network.</exception>
    public static void Workspace<T>(Workspace<T> workspace, NetworkDescription network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (workspace.Network != network)
        {
            throw new ArgumentException($"The workspace was made for {workspace.Network.Name}, but this is {network.Name} (use {network.Name}.CreateWorkspace).", nameof(workspace));
        }
    }

    /// <summary>Checks that there is one value per parameter.</summary>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    public static void Gradients(int length, NetworkDescription network)
    {
        if (length != network.ParameterCount) { ThrowLength("gradients", length, network.ParameterCount, $"{network.Name} has that many parameters"); }
    }

    /// <summary>Checks that there is one value per input value, or none.</summary>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    public static void InputGradients(int length, int inputsLength)
    {
        if (length != 0 && length != inputsLength) { ThrowLength("inputGradients", length, inputsLength, "as long as inputs"); }
    }

    private static int Samples<T>(ReadOnlySpan<T> inputs, int inputSize)
    {
        if (inputs.IsEmpty)
        {
            throw new ArgumentException($"inputs is empty: expected at least one sample of {Counted(inputSize, "value")}.", nameof(inputs));
        }

        int samples = inputs.Length / inputSize;
        if (samples * inputSize != inputs.Length)
        {
            throw new ArgumentException(
                $"inputs has {Counted(inputs.Length, "value")}, but must hold whole samples of {Counted(inputSize, "value")} ({Number(inputs.Length % inputSize)} left over).",
                nameof(inputs));
        }

        return samples;
    }

    private static void Length(string name, int length, int samples, int size)
    {
        // Compared as long, because samples × size may not fit an int.
        if (length != (long)samples * size) { ThrowLength(name, length, (long)samples * size, $"{Counted(samples, "sample")} of {Counted(size, "value")}"); }
    }

    [DoesNotReturn]
    private static void ThrowLength(string name, int given, long expected, string why) =>
        throw new ArgumentException($"{name} has {Counted(given, "value")}, but must have {Number(expected)} ({why}).", name);

    /// <summary>What takes several samples or steps at once, if the length is that of several.</summary>
    private static string Several(int length, int size) =>
        length > size && length % size == 0 ? $"; {Number(length / size)} samples go into PredictBatch, as many steps into Steps" : "";
}
