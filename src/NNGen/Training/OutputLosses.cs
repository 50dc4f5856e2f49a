using System.Numerics;

namespace NNGen;

/// <summary>
/// The loss of each of several outputs, in double precision. A pass computes only their weighted sum, because training needs no more; this computes the
/// terms again, from the values that the pass computed them from.
/// </summary>
internal sealed class OutputLosses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A logarithm of a probability that is not of a sigmoid is at least this, as in PyTorch's <c>BCELoss</c>.</summary>
    private const double LeastLogarithm = -100;

    private readonly OutputDescription[] outputs;
    private readonly double[] values;
    private readonly double[] targets;

    /// <param name="network">A network with several outputs and a loss.</param>
    public OutputLosses(NetworkDescription network)
    {
        outputs = [.. network.Outputs];
        int largest = outputs.Max(output => output.Size);
        (values, targets) = (new double[largest], new double[largest]);
    }

    /// <summary>Adds the losses of a batch's samples, each times the sample's weight.</summary>
    /// <param name="sums">The sum of each output.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="workspace">The results of its pass.</param>
    public void Add(Span<double> sums, in Batch<T> batch, Workspace<T> workspace)
    {
        int rowSize = workspace.Network.OutputSize;
        for (int i = 0; i < outputs.Length; i++)
        {
            OutputDescription output = outputs[i];
            Span<double> read = values.AsSpan(0, output.Size), expected = targets.AsSpan(0, output.Size);
            double sum = sums[i];
            for (int sample = 0; sample < batch.Size; sample++)
            {
                for (int value = 0; value < read.Length; value++)
                {
                    read[value] = double.CreateChecked(workspace.LossInputAt(sample, output.Offset + value));
                    expected[value] = double.CreateChecked(batch.Targets[(sample * rowSize) + output.Offset + value]);
                }

                double weight = batch.SampleWeights.IsEmpty ? 1 : double.CreateChecked(batch.SampleWeights[sample]);
                sum += weight * Of(output, read, expected);
            }

            sums[i] = sum;
        }
    }

    /// <summary>The loss of one sample.</summary>
    private static double Of(OutputDescription output, ReadOnlySpan<double> values, Span<double> targets)
    {
        int classes = output.Shape[^1];
        bool isClass = output.Loss == LossKind.CrossEntropy;
        if (output.LabelSmoothing > 0)
        {
            foreach (ref double target in targets) { target = (target * (1 - output.LabelSmoothing)) + (output.LabelSmoothing * (isClass ? 1.0 / classes : 0.5)); }
        }

        double sum = 0;
        if (isClass)
        {
            for (int start = 0; start < values.Length; start += classes) { sum += CrossEntropy(values.Slice(start, classes), targets.Slice(start, classes)); }
            return sum * classes / values.Length;
        }

        bool isLogit = output.FromLogits || output.LossReadsLogits;
        double delta = output.Loss == LossKind.Huber ? output.LossArguments[0].Value : 0;
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i], target = targets[i], distance = Math.Abs(value - target);
            sum += output.Loss switch
            {
                LossKind.MeanSquaredError => distance * distance,
                LossKind.MeanAbsoluteError => distance,
                LossKind.Huber => distance > delta ? delta * (distance - (delta / 2)) : distance * distance / 2,
                LossKind.BinaryCrossEntropy when isLogit => Math.Max(value, 0) - (value * target) + VectorMath.Log1p(VectorMath.Exp(-Math.Abs(value))),
                LossKind.BinaryCrossEntropy => -((target * Math.Max(VectorMath.Log(value), LeastLogarithm)) + ((1 - target) * Math.Max(VectorMath.Log1p(-value), LeastLogarithm))),
                _ => output.LossTerm!(value, target),
            };
        }

        return sum / values.Length;
    }

    /// <summary>−Σ t ln p of logits. A class whose target is 0 adds nothing, however far it is from the largest.</summary>
    private static double CrossEntropy(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets)
    {
        double largest = logits[0], exponentials = 0, total = 0, reached = 0;
        foreach (double logit in logits) { largest = Math.Max(largest, logit); }
        for (int i = 0; i < logits.Length; i++)
        {
            double shifted = logits[i] - largest;
            exponentials += VectorMath.Exp(shifted);
            total += targets[i];
            if (targets[i] > 0) { reached += targets[i] * shifted; }
        }

        return (total * VectorMath.Log(exponentials)) - reached;
    }
}
