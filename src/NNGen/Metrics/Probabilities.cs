namespace NNGen;

/// <summary>The outputs of a classifier as probabilities, for metrics and thresholds, also if the network ends in logits.</summary>
internal static class Probabilities
{
    /// <summary>Turns logits into probabilities, in place; does not change other outputs.</summary>
    /// <param name="loss">The loss of the output.</param>
    /// <param name="fromLogits">Whether it gives logits.</param>
    /// <param name="classes">The values that exclude each other.</param>
    /// <param name="outputs">Row-major values, <c>[samples, size]</c>.</param>
    public static void Of(LossKind loss, bool fromLogits, int classes, Span<double> outputs)
    {
        if (!fromLogits) { return; }
        if (loss == LossKind.BinaryCrossEntropy)
        {
            foreach (ref double logit in outputs) { logit = VectorMath.Sigmoid(logit); }
            return;
        }

        if (loss != LossKind.CrossEntropy) { return; }
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
