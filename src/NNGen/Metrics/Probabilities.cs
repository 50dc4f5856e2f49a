namespace NNGen;

/// <summary>The outputs of a classifier as probabilities, for metrics and thresholds, also if the network ends in logits.</summary>
internal static class Probabilities
{
    /// <summary>Turns logits into probabilities, in place; does not change the outputs of other networks.</summary>
    /// <param name="network">The network.</param>
    /// <param name="outputs">Row-major outputs, <c>[samples, OutputSize]</c>.</param>
    public static void Of(NetworkDescription network, Span<double> outputs)
    {
        if (!network.FromLogits) { return; }
        if (network.Loss == LossKind.BinaryCrossEntropy)
        {
            foreach (ref double logit in outputs) { logit = VectorMath.Sigmoid(logit); }
            return;
        }

        if (network.Loss != LossKind.CrossEntropy) { return; }
        int classes = network.OutputSize / network.Positions;
        for (int start = 0; start < outputs.Length; start += classes)
        {
            Span<double> row = outputs.Slice(start, classes);
            double largest = row[0], sum = 0;
            foreach (double logit in row) { largest = Math.Max(largest, logit); }
            foreach (ref double logit in row) { sum += logit = VectorMath.Exp(logit - largest); }
            foreach (ref double logit in row) { logit /= sum; }
        }
    }
}
