using System.Globalization;

namespace NNGen;

/// <summary>Predictions of some samples and their targets, in double precision.</summary>
/// <remarks>
/// The targets are either a class number per sample (<see cref="Classes"/>) or a row of values per sample (<see cref="Targets"/>);
/// <see cref="ClassOf"/> and <see cref="TargetOf"/> read either. Outputs of a classifier are probabilities: those of a network that ends in
/// logits are converted by softmax or sigmoid first.
/// </remarks>
public readonly ref struct MetricBatch
{
    /// <summary>Predictions and target values.</summary>
    /// <param name="outputs">Row-major predictions, <c>[Size, outputSize]</c>.</param>
    /// <param name="targets">Row-major targets, <c>[Size, outputSize]</c>.</param>
    /// <param name="outputSize">Values of a row; at least 1.</param>
    /// <param name="weights">A weight per sample, <c>[Size]</c>, or empty.</param>
    /// <param name="isMultiLabel">Whether each output is an independent label, see <see cref="IsMultiLabel"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a weight is negative or not finite.</exception>
    public MetricBatch(
        ReadOnlySpan<double> outputs, ReadOnlySpan<double> targets, int outputSize = 1, ReadOnlySpan<double> weights = default, bool isMultiLabel = false)
    {
        Guard.AtLeast(outputSize, 1, nameof(outputSize));
        if (outputs.Length != targets.Length || outputs.IsEmpty || outputs.Length % outputSize != 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Expected as many targets as outputs, in whole rows of {outputSize} (and at least one row), got {targets.Length} targets and {outputs.Length} outputs."),
                nameof(targets));
        }

        Outputs = outputs;
        Targets = targets;
        Weights = weights;
        OutputSize = outputSize;
        IsMultiLabel = isMultiLabel;
        Size = outputs.Length / outputSize;
        CheckWeights();
    }

    /// <summary>Predictions and class numbers.</summary>
    /// <param name="outputs">
    /// Row-major predictions: one value per sample (the probability of class 1), or one per sample and class.
    /// </param>
    /// <param name="classes">A class per sample, <c>[Size]</c>.</param>
    /// <param name="weights">A weight per sample, <c>[Size]</c>, or empty.</param>
    /// <param name="isMultiLabel">Whether each output is an independent label, see <see cref="IsMultiLabel"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a class is out of range, or a weight is negative or not finite.</exception>
    public MetricBatch(
        ReadOnlySpan<double> outputs, ReadOnlySpan<int> classes, ReadOnlySpan<double> weights = default, bool isMultiLabel = false)
    {
        if (classes.IsEmpty || outputs.IsEmpty || outputs.Length % classes.Length != 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Expected a whole number of outputs for each of {classes.Length} classes (and at least one sample), got {outputs.Length} outputs."),
                nameof(classes));
        }

        Outputs = outputs;
        Classes = classes;
        Weights = weights;
        OutputSize = outputs.Length / classes.Length;
        IsMultiLabel = isMultiLabel;
        Size = classes.Length;
        int known = Math.Max(OutputSize, 2);
        for (int i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] >= (uint)known)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The class of sample {i} is {classes[i]}, but outputs of {OutputSize} distinguish classes from 0 to {known - 1}."),
                    nameof(classes));
            }
        }

        CheckWeights();
    }

    /// <summary>Number of samples; at least 1.</summary>
    public int Size { get; }

    /// <summary>Values of one prediction.</summary>
    public int OutputSize { get; }

    /// <summary>Number of classes that the outputs distinguish: a single output separates two.</summary>
    public int ClassCount => Math.Max(OutputSize, 2);

    /// <summary>The predictions, <c>[Size, OutputSize]</c>, row-major.</summary>
    public ReadOnlySpan<double> Outputs { get; }

    /// <summary>The target values, <c>[Size, OutputSize]</c>, row-major; empty if the samples have classes.</summary>
    public ReadOnlySpan<double> Targets { get; }

    /// <summary>The class of every sample; empty if the samples have target values.</summary>
    public ReadOnlySpan<int> Classes { get; }

    /// <summary>A weight per sample; empty if all weights are 1.</summary>
    public ReadOnlySpan<double> Weights { get; }

    /// <summary>
    /// Whether each output is an independent yes-or-no label, so that a sample may have several labels or none: true for binary
    /// cross-entropy with several outputs. Otherwise several outputs are the probabilities of classes that exclude each other.
    /// </summary>
    public bool IsMultiLabel { get; }

    /// <summary>One sample's prediction.</summary>
    /// <param name="sample">The sample, from 0.</param>
    /// <returns><see cref="OutputSize"/> values.</returns>
    public ReadOnlySpan<double> OutputsOf(int sample) => Outputs.Slice(sample * OutputSize, OutputSize);

    /// <summary>The weight of a sample.</summary>
    /// <param name="sample">The sample, from 0.</param>
    /// <returns>Its weight; 1 if there are no weights.</returns>
    public double WeightOf(int sample) => Weights.IsEmpty ? 1 : Weights[sample];

    /// <summary>The target of an output.</summary>
    /// <param name="sample">The sample, from 0.</param>
    /// <param name="output">The output, from 0.</param>
    /// <returns>The target; of a class number, 1 at the class and 0 elsewhere.</returns>
    public double TargetOf(int sample, int output) =>
        Classes.IsEmpty ? Targets[sample * OutputSize + output]
        : OutputSize == 1 ? Classes[sample]
        : Classes[sample] == output ? 1 : 0;

    /// <summary>The class of a sample.</summary>
    /// <param name="sample">The sample, from 0.</param>
    /// <returns>
    /// Its class; with targets, the index of the largest (the first of equals) or, if there is one output, whether it is above one half.
    /// </returns>
    /// <exception cref="ArgumentException">A target is not a probability, as in regression.</exception>
    public int ClassOf(int sample)
    {
        if (!Classes.IsEmpty) { return Classes[sample]; }
        for (int output = 0; output < OutputSize; output++) { CheckProbability(sample, output); }
        return OutputSize == 1 ? (Targets[sample] > 0.5 ? 1 : 0) : IndexOfLargest(Targets.Slice(sample * OutputSize, OutputSize));
    }

    /// <summary>Whether a sample has a label; for <see cref="IsMultiLabel"/>.</summary>
    /// <param name="sample">The sample, from 0.</param>
    /// <param name="output">The label, from 0.</param>
    /// <returns>Whether its target is above one half.</returns>
    /// <exception cref="ArgumentException">The target is not a probability, as in regression.</exception>
    public bool HasLabel(int sample, int output)
    {
        if (Classes.IsEmpty) { CheckProbability(sample, output); }
        return TargetOf(sample, output) > 0.5;
    }

    /// <summary>The predicted class.</summary>
    /// <param name="sample">The sample, from 0.</param>
    /// <param name="threshold">With two classes, the threshold above which the probability of class 1 means class 1.</param>
    /// <returns>
    /// The largest output (the first of equals). With a single output, or with two and a threshold other than one half, whether that of class 1
    /// is above the threshold.
    /// </returns>
    /// <exception cref="ArgumentException">There is a threshold other than one half, and more than two classes.</exception>
    public int PredictedClassOf(int sample, double threshold = 0.5)
    {
        if (threshold == 0.5 && OutputSize > 1) { return IndexOfLargest(OutputsOf(sample)); }
        if (OutputSize > 2)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"A threshold ({threshold}) decides between two classes, but there are {OutputSize} (leave it out, or look at one class against the rest: net.ConfusionMatrix(data, threshold, label))."),
                nameof(threshold));
        }

        return OutputsOf(sample)[^1] > threshold ? 1 : 0;
    }

    /// <summary>Rejects targets that are not probabilities.</summary>
    internal void CheckProbability(int sample, int output)
    {
        double target = Targets[sample * OutputSize + output];
        if (!(target is >= 0 and <= 1))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"This metric compares classes, but target {output} of sample {sample} is {target} (targets of classes are from 0 to 1; for regression take a metric such as MeanAbsoluteError or R2Score)."));
        }
    }

    private static int IndexOfLargest(ReadOnlySpan<double> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest]) { largest = i; }
        }

        return largest;
    }

    private void CheckWeights()
    {
        if (Weights.IsEmpty) { return; }
        if (Weights.Length != Size)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"There are {Weights.Length} weights for {Size} samples."), "weights");
        }

        BatchChecks.Weights(Weights, "weight", "weights");
    }
}
