using System.Reflection;

namespace NNGen.Tests;

/// <summary>
/// A plain interpreter of a network's attributes: scalar, in double, with backpropagation written by hand. It shares only the attributes and the
/// order of the parameters with the compiler (layer by layer, weights before biases).
/// </summary>
internal sealed class OracleNetwork
{
    private readonly List<OracleLayer> layers = [];
    private readonly OracleLoss? loss;

    public OracleNetwork(Type network)
    {
        // Within one declaration, metadata keeps the order of the source.
        object[] attributes = network.GetCustomAttributes(inherit: false);
        InputSize = OutputSize = attributes.OfType<InputAttribute>().Single().Shape.Aggregate(1, (product, dimension) => product * dimension);
        foreach (LayerAttribute attribute in attributes.OfType<LayerAttribute>()) { Add(attribute); }
        LossAttribute = attributes.OfType<LossFunctionAttribute>().SingleOrDefault();
        loss = OracleLoss.Of(LossAttribute, attributes.OfType<LayerAttribute>().Last());
    }

    public int InputSize { get; }

    public int OutputSize { get; private set; }

    public int ParameterCount { get; private set; }

    /// <summary>Seed and step of masks and noise in training; null otherwise.</summary>
    public (long Seed, long Step)? Noise { get; set; }

    /// <summary>Its loss, or null.</summary>
    public LossFunctionAttribute? LossAttribute { get; }

    /// <summary>The outputs for all samples.</summary>
    public double[] Predict(SampleBatch samples, double[] parameters) =>
        Rows(samples.Inputs, InputSize).SelectMany(row => Values(row, parameters)[^1]).ToArray();

    /// <summary>The mean loss of a batch, each sample times its weight, with its gradients.</summary>
    public Slopes Gradients(SampleBatch samples, double[] parameters)
    {
        double[] gradients = new double[ParameterCount];
        var inputGradients = new List<double>();
        double sum = 0;
        int sample = 0;
        foreach (double[] row in Rows(samples.Inputs, InputSize))
        {
            foreach (OracleNoise noise in layers.OfType<OracleNoise>()) { noise.Place = Noise is { } place ? (place.Seed, place.Step, sample) : null; }
            double[][] values = Values(row, parameters);
            int read = loss!.ReadsLogits ? layers.Count - 1 : layers.Count;
            (double sampleLoss, double[] gradient) = loss.Evaluate(values[read], TargetsOf(samples, sample));
            double weight = samples.Weights.Length > 0 ? samples.Weights[sample] : 1;
            for (int i = 0; i < layers.Count; i++)
            {
                if (layers[i] is not OraclePenalty penalty) { continue; }
                penalty.Scale = weight / samples.Size;
                sampleLoss += penalty.Of(values[i]);
            }

            sum += weight * sampleLoss;
            inputGradients.AddRange(Back(values, read, Array.ConvertAll(gradient, d => d * weight / samples.Size), parameters, gradients));
            sample++;
        }

        return new Slopes(sum / samples.Size, gradients, inputGradients.ToArray());
    }

    /// <summary>Gradients from gradients of the outputs.</summary>
    public Slopes Backward(SampleBatch samples, double[] outputGradients, double[] parameters)
    {
        double[] gradients = new double[ParameterCount];
        foreach (OraclePenalty penalty in layers.OfType<OraclePenalty>()) { penalty.Scale = 0; }
        double[] inputGradients = Rows(samples.Inputs, InputSize).Zip(Rows(outputGradients, OutputSize))
            .SelectMany(pair => Back(Values(pair.First, parameters), layers.Count, pair.Second, parameters, gradients)).ToArray();
        return new Slopes(double.NaN, gradients, inputGradients);
    }

    private double[] TargetsOf(SampleBatch samples, int sample)
    {
        if (samples.Classes.Length == 0) { return samples.Targets.AsSpan(sample * OutputSize, OutputSize).ToArray(); }
        if (OutputSize == 1) { return [samples.Classes[sample]]; }
        double[] targets = new double[OutputSize];
        targets[samples.Classes[sample]] = 1;
        return targets;
    }

    private void Add(LayerAttribute attribute)
    {
        switch (attribute)
        {
            case DenseAttribute dense:
                int weightAt = ParameterCount;
                int? biasAt = dense.Bias ? weightAt + (OutputSize * dense.Units) : null;
                layers.Add(new OracleDense(OutputSize, dense.Units, weightAt, biasAt));
                ParameterCount += (OutputSize * dense.Units) + (dense.Bias ? dense.Units : 0);
                OutputSize = dense.Units;
                break;
            case ActivityRegularizationAttribute activity:
                layers.Add(new OraclePenalty(activity.L1, activity.L2));
                break;
            case DropoutAttribute dropout:
                layers.Add(new OracleNoise(NoiseDraws.Dropout(dropout.Rate, layers.OfType<OracleNoise>().Count(), OutputSize), IsFactor: true));
                break;
            case GaussianNoiseAttribute gaussian:
                layers.Add(new OracleNoise(NoiseDraws.Gaussian(gaussian.Stddev, layers.OfType<OracleNoise>().Count(), OutputSize), IsFactor: false));
                break;
            case SoftmaxAttribute:
                layers.Add(new OracleSoftmax());
                break;
            case LogSoftmaxAttribute:
                layers.Add(new OracleLogSoftmax());
                break;
            case ActivationLayerAttribute activation:
                (Func<double, double> value, Func<double, double> slope) = OracleFunctions.Of(activation);
                layers.Add(new OracleActivation(value, slope));
                break;
            default:
                throw new NotSupportedException($"The oracle does not know {attribute.GetType().Name}.");
        }
    }

    /// <summary>A sample's values: the input, then each layer's outputs.</summary>
    private double[][] Values(double[] input, double[] parameters)
    {
        double[][] values = new double[layers.Count + 1][];
        values[0] = input;
        for (int i = 0; i < layers.Count; i++) { values[i + 1] = layers[i].Forward(values[i], parameters); }
        return values;
    }

    /// <summary>Backpropagates a given gradient from the values of number <paramref name="from"/> through the layers below to the input.</summary>
    private double[] Back(double[][] values, int from, double[] gradient, double[] parameters, double[] gradients)
    {
        for (int i = from - 1; i >= 0; i--) { gradient = layers[i].Backward(values[i], values[i + 1], gradient, parameters, gradients); }
        return gradient;
    }

    private static IEnumerable<double[]> Rows(double[] values, int size) => values.Chunk(size);
}
