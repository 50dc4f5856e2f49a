using System.Globalization;
using System.Numerics;

namespace NNGen.CompilerServices;

/// <content>Datasets whose inputs and targets are given by their names.</content>
public static partial class Parts
{
    /// <summary>Copies an input of each sample into its rows, and checks that all values are finite.</summary>
    /// <inheritdoc cref="Join{T}" path="/param"/>
    /// <exception cref="ArgumentException">A length is wrong, or a value is not finite.</exception>
    public static void JoinFinite<T>(ReadOnlySpan<T> part, string name, int samples, int size, int offset, Span<T> rows, int rowSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(part.Length, name, samples, size);
        BatchChecks.Finite(part, size, name);
        Join(part, name, samples, size, offset, rows, rowSize);
    }

    /// <summary>Copies the targets of one of several outputs into rows of all; a class number is 1 in its place.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="name">The parameter, for messages.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="network">The network.</param>
    /// <param name="output">The index of the output.</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">A length is wrong, a value is not finite, or class numbers do not suit the output or are out of range.</exception>
    public static void JoinTargets<T>(TargetValues<T> targets, string name, int samples, NetworkDescription network, int output, Span<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        JoinTargets(targets, name, samples, MeasuredOutput.Of(network)[output], rows);
    }

    /// <summary>A dataset of a network with one output.</summary>
    /// <param name="rows">The inputs of all samples.</param>
    /// <param name="network">The network.</param>
    /// <param name="targets">Its targets.</param>
    /// <param name="name">Their parameter, for messages.</param>
    /// <param name="samples">The number of samples.</param>
    /// <exception cref="ArgumentException">A length is wrong, a value is not finite, or class numbers do not suit the output or are out of range.</exception>
    public static Dataset<T> Dataset<T>(T[] rows, NetworkDescription network, TargetValues<T> targets, string name, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(network);
        MeasuredOutput output = MeasuredOutput.Of(network)[0];
        if (targets.HasClasses && output.Positions == 1)
        {
            CheckClasses(targets.Classes, name, samples, output);
            return NNGen.Dataset.FromLabels<T>(rows, network.InputSize, targets.Classes, Math.Max(output.Size, 2));
        }

        T[] values = new T[checked(samples * network.OutputSize)];
        JoinTargets(targets, name, samples, output, values);
        return NNGen.Dataset.Create<T>(rows, network.InputSize, values, network.OutputSize);
    }

    private static void JoinTargets<T>(TargetValues<T> targets, string name, int samples, MeasuredOutput output, Span<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!targets.HasClasses)
        {
            JoinFinite(targets.Values, name, samples, output.Size, output.Offset, rows, output.RowSize);
            return;
        }

        CheckClasses(targets.Classes, name, samples, output);
        int width = output.Size / output.Positions;
        for (int i = 0; i < targets.Classes.Length; i++)
        {
            int at = (i / output.Positions * output.RowSize) + output.Offset + (i % output.Positions * width);
            if (width == 1) { rows[at] = T.CreateChecked(targets.Classes[i]); }
            else { rows[at + targets.Classes[i]] = T.One; }
        }
    }

    private static void CheckClasses(ReadOnlySpan<int> classes, string name, int samples, MeasuredOutput output)
    {
        bool hasClass = output.Loss is LossKind.CrossEntropy or LossKind.None || (output.Loss == LossKind.BinaryCrossEntropy && output.Size == 1);
        if (!hasClass)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"'{name}' has class numbers, but its loss, {output.Loss}, compares {(output.IsMultiLabel ? "independent labels" : "numbers")} (give {FileText.Counted(output.Size, "value")} per sample)."), name);
        }

        Check(classes.Length, name, samples, output.Positions);
        int known = Math.Max(output.Size / output.Positions, 2);
        for (int i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] < (uint)known) { continue; }
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The class of '{name}' of sample {i / output.Positions} is {classes[i]}, but there are classes from 0 to {known - 1}."), name);
        }
    }
}
