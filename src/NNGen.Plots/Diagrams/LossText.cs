namespace NNGen.Plots;

/// <summary>Losses in words.</summary>
internal static class LossText
{
    public static string Of(NetworkDescription network) => Of(network.Loss, network.LossFormula, network.FromLogits);

    public static string Of(OutputDescription output) => Of(output.Loss, output.LossFormula, output.FromLogits);

    private static string Of(LossKind loss, string? formula, bool fromLogits)
    {
        string name = loss switch
        {
            LossKind.MeanSquaredError => "mean squared error",
            LossKind.MeanAbsoluteError => "mean absolute error",
            LossKind.Huber => "Huber loss",
            LossKind.BinaryCrossEntropy => "binary cross-entropy",
            LossKind.CrossEntropy => "cross-entropy",
            LossKind.Formula => formula!,
            LossKind.ErrorToSignalRatio => "error-to-signal ratio",
            LossKind.Sum => "the sum of the losses of its outputs",
            _ => "no loss",
        };
        return fromLogits ? $"{name}, from logits" : name;
    }
}
