namespace NNGen;

/// <summary>Mean of the squared errors over all outputs of all samples (Keras's and scikit-learn's).</summary>
public sealed class MeanSquaredError() : MeanMetric("mean_squared_error")
{
    private protected override double ValueOf(in MetricBatch batch, int sample) => SquaredError(batch, sample);

    /// <summary>The mean squared error of one sample.</summary>
    internal static double SquaredError(in MetricBatch batch, int sample)
    {
        double sum = 0;
        ReadOnlySpan<double> outputs = batch.OutputsOf(sample);
        for (int output = 0; output < outputs.Length; output++)
        {
            double error = outputs[output] - batch.TargetOf(sample, output);
            sum += error * error;
        }

        return sum / outputs.Length;
    }
}

/// <summary>
/// Root of the mean squared error over all outputs of all samples (Keras's). With several outputs, scikit-learn averages the roots of
/// each instead.
/// </summary>
public sealed class RootMeanSquaredError() : MeanMetric("root_mean_squared_error")
{
    private protected override double ValueOf(in MetricBatch batch, int sample) => MeanSquaredError.SquaredError(batch, sample);

    private protected override double Finish(double mean) => Math.Sqrt(mean);
}

/// <summary>Mean of the absolute errors over all outputs of all samples (Keras's and scikit-learn's).</summary>
public sealed class MeanAbsoluteError() : MeanMetric("mean_absolute_error")
{
    private protected override double ValueOf(in MetricBatch batch, int sample)
    {
        double sum = 0;
        ReadOnlySpan<double> outputs = batch.OutputsOf(sample);
        for (int output = 0; output < outputs.Length; output++) { sum += Math.Abs(outputs[output] - batch.TargetOf(sample, output)); }
        return sum / outputs.Length;
    }
}

/// <summary>
/// Mean absolute error in percent of the target, 100 · |target - output| / max(|target|, 1e-7), over all outputs of all samples
/// (Keras's; scikit-learn's <c>mean_absolute_percentage_error</c> is not multiplied by 100 and stops at 2.2e-16). Targets at zero
/// make it huge.
/// </summary>
public sealed class MeanAbsolutePercentageError() : MeanMetric("mean_absolute_percentage_error")
{
    private const double Smallest = 1e-7;

    private protected override double ValueOf(in MetricBatch batch, int sample)
    {
        double sum = 0;
        ReadOnlySpan<double> outputs = batch.OutputsOf(sample);
        for (int output = 0; output < outputs.Length; output++)
        {
            double target = batch.TargetOf(sample, output);
            sum += Math.Abs(outputs[output] - target) / Math.Max(Math.Abs(target), Smallest);
        }

        return 100 * sum / outputs.Length;
    }
}

/// <summary>
/// Mean cosine of the angle between a sample's outputs and its targets, from -1 to 1 (Keras's metric <c>CosineSimilarity</c>); 0 if either
/// is all zeros.
/// </summary>
public sealed class CosineSimilarity() : MeanMetric("cosine_similarity")
{
    private protected override double ValueOf(in MetricBatch batch, int sample)
    {
        // Scaled by the largest, so that no square overflows or vanishes.
        ReadOnlySpan<double> outputs = batch.OutputsOf(sample);
        double largestOutput = 0, largestTarget = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            largestOutput = Math.Max(largestOutput, Math.Abs(outputs[i]));
            largestTarget = Math.Max(largestTarget, Math.Abs(batch.TargetOf(sample, i)));
        }

        if (largestOutput == 0 || largestTarget == 0) { return 0; }
        double product = 0, outputSquares = 0, targetSquares = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double output = outputs[i] / largestOutput, target = batch.TargetOf(sample, i) / largestTarget;
            product += output * target;
            outputSquares += output * output;
            targetSquares += target * target;
        }

        return product / Math.Sqrt(outputSquares * targetSquares);
    }
}
