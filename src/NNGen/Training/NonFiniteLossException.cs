using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>
/// A loss or a gradient became infinite or NaN: the step was not taken, and the parameters are unchanged. Or the update of the step itself
/// overflowed, or running statistics did, which shows only when it has been made: then the message says that the parameters cannot be used any
/// more.
/// </summary>
public sealed class NonFiniteLossException : ArithmeticException
{
    private NonFiniteLossException(string message, double loss, int epoch, int batch)
        : base(message)
    {
        Loss = loss;
        Epoch = epoch;
        Batch = batch;
    }

    /// <summary>The loss of the batch.</summary>
    public double Loss { get; }

    /// <summary>The epoch, from 1; 0 outside <c>Fit</c>.</summary>
    public int Epoch { get; }

    /// <summary>The batch within its epoch, from 1; 0 outside <c>Fit</c>.</summary>
    public int Batch { get; }

    /// <summary>The finished epochs; null outside <c>Fit</c>.</summary>
    public History? History { get; internal init; }

    /// <summary>Finds the cause and creates the exception.</summary>
    /// <param name="loss">The loss of the batch.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="parameters">The parameters, not yet changed by the step unless <paramref name="isTaken"/>.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="rows">The row numbers of the batch's samples in their dataset, or empty.</param>
    /// <param name="epoch">The epoch, from 1, or 0.</param>
    /// <param name="batchNumber">The batch within the epoch, from 1, or 0.</param>
    /// <param name="history">The finished epochs, or null.</param>
    /// <param name="isTaken">Whether the step was taken, and its update overflowed.</param>
    internal static NonFiniteLossException For<T>(
        T loss,
        in Batch<T> batch,
        ParameterBlock<T> parameters,
        double learningRate,
        ReadOnlySpan<int> rows,
        int epoch,
        int batchNumber,
        History? history = null,
        bool isTaken = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string where = epoch > 0 ? string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch}, batch {batchNumber}: ") : "";
        if (isTaken)
        {
            if (FirstIn(parameters, "", isTrainable: true) is null && FirstIn(parameters, "", isTrainable: false) is { } statistic)
            {
                string large = string.Create(CultureInfo.InvariantCulture,
                    $"{where}The running statistics overflowed: {statistic}, because values of the batch are too large. They have changed: load the parameters from a file or start again, with scaled inputs or a lower learning rate (now {learningRate}).");
                return new NonFiniteLossException(large, double.CreateChecked(loss), epoch, batchNumber) { History = history };
            }

            string overflow = string.Create(CultureInfo.InvariantCulture,
                $"{where}The update of the step overflowed: {FirstIn(parameters) ?? "the optimizer's state is not finite"}. The step was taken: load the parameters from a file or start again, with a lower learning rate (now {learningRate}) or with clipped gradients (GlobalClipNorm).");
            return new NonFiniteLossException(overflow, double.CreateChecked(loss), epoch, batchNumber) { History = history };
        }

        string what = T.IsFinite(loss) ? "a gradient is not finite" : string.Create(CultureInfo.InvariantCulture, $"the loss is {loss}");
        string cause =
            FirstIn(batch.Inputs, parameters.Description.InputSize, "input", rows) ??
            FirstToken(batch.Inputs, parameters.Description, rows) ??
            FirstIn(batch.Targets, parameters.Description.OutputSize, "target", rows) ??
            FirstIn(parameters, " (start again from finite parameters)") ??
            string.Create(CultureInfo.InvariantCulture,
                $"inputs, targets and parameters are finite, so a value grew too large (lower the learning rate, now {learningRate}, scale the inputs, or clip gradients with GlobalClipNorm)");
        string message = $"{where}{what}; {cause}. The parameters are unchanged.";
        return new NonFiniteLossException(char.ToUpperInvariant(message[0]) + message[1..], double.CreateChecked(loss), epoch, batchNumber)
        {
            History = history,
        };
    }

    private static string? FirstIn<T>(ReadOnlySpan<T> values, int width, string what, ReadOnlySpan<int> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = IndexOfNonFinite(values);
        if (i < 0) { return null; }
        int sample = rows.Length > 0 ? rows[i / width] : i / width;
        return string.Create(CultureInfo.InvariantCulture,
            $"{what} {i % width} of sample {sample} is {values[i]} (replace or remove such values before training)");
    }

    private static string? FirstToken<T>(ReadOnlySpan<T> inputs, NetworkDescription network, ReadOnlySpan<int> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (CompilerServices.TokenIds.Find(inputs, network.InputSize, network.Tokens) is not { } found) { return null; }
        TokensDescription ids = network.Tokens[found.Input];
        int sample = rows.Length > 0 ? rows[found.Sample] : found.Sample;
        if (ids.Least > 0)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"'{ids.Name}' of sample {sample} is {inputs[(found.Sample * network.InputSize) + ids.Offset]}, but must be the number of its steps, from {ids.Least} to {ids.Vocabulary - 1}");
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"id {found.Position} of sample {sample} is {inputs[(found.Sample * network.InputSize) + ids.Offset + found.Position]}, but token ids of '{ids.Name}' are whole numbers from 0 to {ids.Vocabulary - 1}");
    }

    private static string? FirstIn<T>(ParameterBlock<T> parameters, string fix = "", bool? isTrainable = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ParameterDescription parameter in parameters.Description.Parameters)
        {
            if (isTrainable is { } wanted && parameter.IsTrainable != wanted) { continue; }
            ReadOnlySpan<T> values = parameters.Values.Slice(parameter.Offset, parameter.Count);
            int i = IndexOfNonFinite(values);
            if (i >= 0)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"{(parameter.IsTrainable ? "parameter " : "")}'{parameter.Name}' is {values[i]} at index {i}{fix}");
            }
        }

        return null;
    }

    private static int IndexOfNonFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i])) { return i; }
        }

        return -1;
    }
}
