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

    /// <summary>The shape of a sample's values after the layers so far, channels last.</summary>
    private int[] shape;

    public OracleNetwork(Type network)
    {
        // Within one declaration, metadata keeps the order of the source.
        object[] attributes = network.GetCustomAttributes(inherit: false);
        InputAttribute? input = attributes.OfType<InputAttribute>().SingleOrDefault();
        TokensAttribute? tokens = attributes.OfType<TokensAttribute>().SingleOrDefault();
        shape = [.. input?.Shape ?? [tokens!.Length]];
        Vocabulary = tokens?.Vocabulary ?? 0;
        InputSize = OutputSize;
        if (input?.Layout == Layout.ChannelsFirst) { layers.Add(OracleArrangement.ToChannelsLast(shape)); }
        foreach (LayerAttribute attribute in attributes.OfType<LayerAttribute>()) { Add(attribute); }
        LossAttribute = attributes.OfType<LossFunctionAttribute>().SingleOrDefault();
        loss = OracleLoss.Of(LossAttribute, attributes.OfType<LayerAttribute>().Last());
    }

    public int InputSize { get; }

    /// <summary>The number of different ids if the inputs are token ids; 0 if they are numbers.</summary>
    public int Vocabulary { get; }

    public int OutputSize => shape.Aggregate(1, (product, dimension) => product * dimension);

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
                (int weightAt, int? biasAt) = Parameters(shape[^1] * dense.Units, dense.Bias ? dense.Units : 0);
                AddEach(new OracleDense(shape[^1], dense.Units, weightAt, biasAt));
                shape = [.. shape[..^1], dense.Units];
                break;
            case EmbeddingAttribute embedding:
                layers.Add(new OracleEmbedding(embedding.Dimensions, Parameters(Vocabulary * embedding.Dimensions, 0).WeightAt, embedding.PaddingId));
                shape = [.. shape, embedding.Dimensions];
                break;
            case ActivityRegularizationAttribute activity:
                layers.Add(new OraclePenalty(activity.L1, activity.L2));
                break;
            case DropoutAttribute dropout:
                layers.Add(new OracleNoise(NoiseDraws.Dropout(dropout.Rate, layers.OfType<OracleNoise>().Count(), OutputSize), IsFactor: true));
                break;
            case SpatialDropoutAttribute dropout:
                (int channels, int size) = (shape[^1], OutputSize);
                Func<OracleNoise, double[]> draw = NoiseDraws.Dropout(dropout.Rate, layers.OfType<OracleNoise>().Count(), channels);
                layers.Add(new OracleNoise(noise => [.. Enumerable.Repeat(draw(noise), size / channels).SelectMany(factors => factors)], IsFactor: true));
                break;
            case GaussianNoiseAttribute gaussian:
                layers.Add(new OracleNoise(NoiseDraws.Gaussian(gaussian.Stddev, layers.OfType<OracleNoise>().Count(), OutputSize), IsFactor: false));
                break;
            case SoftmaxAttribute:
                AddEach(new OracleSoftmax());
                break;
            case LogSoftmaxAttribute:
                AddEach(new OracleLogSoftmax());
                break;
            case ActivationLayerAttribute activation:
                (Func<double, double> value, Func<double, double> slope) = OracleFunctions.Of(activation);
                layers.Add(new OracleActivation(value, slope));
                break;
            case ScaledLayerAttribute scaled:
                AddScaled(scaled);
                break;
            case RecurrentAttribute recurrent:
                AddRecurrent(recurrent);
                break;
            default:
                AddImageLayer(attribute);
                break;
        }
    }

    private void AddRecurrent(RecurrentAttribute attribute)
    {
        OracleLayer first = Direction(attribute.GoBackwards);
        layers.Add(attribute.Bidirectional ? new OracleBothDirections(first, Direction(!attribute.GoBackwards), attribute.Units, attribute.Merge) : first);
        int width = attribute.Bidirectional && attribute.Merge == BidirectionalMerge.Concat ? 2 * attribute.Units : attribute.Units;
        shape = attribute.ReturnSequences ? [shape[0], width] : [width];

        OracleLayer Direction(bool isReversed)
        {
            if (attribute is GRUAttribute { ResetAfter: false } gru)
            {
                int at = Parameters(OracleResetBefore.ParametersOf(shape[1], gru.Units, gru.Bias), 0).WeightAt;
                return new OracleResetBefore(gru, shape[0], shape[1], isReversed, at);
            }

            OracleCell cell = OracleCell.Of(attribute);
            return new OracleRecurrent(
                cell, shape[0], shape[1], attribute.Units, attribute.ReturnSequences, isReversed,
                Parameters(OracleRecurrent.ParametersOf(cell, shape[1], attribute.Units, attribute.Bias), 0).WeightAt, attribute.Bias);
        }
    }

    /// <summary>Adds a layer that works on the last axis.</summary>
    private void AddEach(OracleLayer layer) => layers.Add(shape.Length == 1 ? layer : new OracleEach(layer, shape[^1]));

    private void AddScaled(ScaledLayerAttribute attribute)
    {
        int channels = shape[^1];
        layers.Add(attribute switch
        {
            LayerNormAttribute norm => Normalization(i => i / channels, norm.Epsilon, centers: true, norm.Bias),
            RMSNormAttribute norm => Normalization(i => i / channels, norm.Epsilon, centers: false, hasBias: false),
            GroupNormAttribute norm => Normalization(i => i % channels / (channels / norm.Groups), norm.Epsilon, centers: true, hasBias: true),
            PReLUAttribute slope => new OracleSlope(slope.PerChannel ? channels : 1, Parameters(slope.PerChannel ? channels : 1, 0).WeightAt),
            _ => throw new NotSupportedException($"The oracle, which knows one sample at a time, does not know {attribute.GetType().Name}."),
        });

        OracleNormalization Normalization(Func<int, int> groupOf, double epsilon, bool centers, bool hasBias)
        {
            (int weightAt, int? biasAt) = Parameters(channels, hasBias ? channels : 0);
            return new OracleNormalization(channels, groupOf, epsilon, centers, weightAt, biasAt);
        }
    }

    private void AddImageLayer(LayerAttribute attribute)
    {
        int channels = shape[^1];
        switch (attribute)
        {
            case Conv1DTransposeAttribute or Conv2DTransposeAttribute:
                var t = (ConvolutionAttribute)attribute;
                var spread = OracleWindow.Transposed(shape, t);
                (int weights, int? biases) = Parameters(channels * (t.Filters / t.Groups) * spread.Rows.Kernel * spread.Columns.Kernel, t.Bias ? t.Filters : 0);
                layers.Add(new OracleTransposedConvolution(spread, channels, t.Filters, t.Groups, weights, biases));
                shape = shape.Length == 2 ? [spread.Rows.Size, t.Filters] : [spread.Rows.Size, spread.Columns.Size, t.Filters];
                break;
            case ConvolutionAttribute c:
                Add(
                    OracleWindow.Of(shape, c.Kernel, c.Stride, c.Strides, c.Dilation, c.Dilations, c.Padding, c.Pad, c.Pads),
                    c.Filters,
                    (window, weightAt, biasAt) => new OracleConvolution(window, channels, c.Filters, c.Groups, weightAt, biasAt),
                    c.Filters * (channels / c.Groups),
                    c.Bias);
                break;
            case DepthwiseConvolutionAttribute d:
                var separable = d as SeparableConv2DAttribute;
                Add(
                    OracleWindow.Of(shape, d.Kernel, d.Stride, d.Strides, d.Dilation, d.Dilations, d.Padding, d.Pad, d.Pads),
                    channels * d.Multiplier,
                    (window, weightAt, biasAt) => new OracleConvolution(window, channels, channels * d.Multiplier, channels, weightAt, biasAt),
                    channels * d.Multiplier,
                    d.Bias && separable is null);
                if (separable is null) { break; }
                (int mixAt, int? mixBiasAt) = Parameters(shape[^1] * separable.Filters, d.Bias ? separable.Filters : 0);
                layers.Add(new OracleEach(new OracleDense(shape[^1], separable.Filters, mixAt, mixBiasAt), shape[^1]));
                shape = [.. shape[..^1], separable.Filters];
                break;
            case PoolingAttribute p:
                Add(
                    OracleWindow.Of(shape, p.Size, p.Stride, p.Strides, 1, null, p.Padding, p.Pad, p.Pads, p.Ceil),
                    channels,
                    (window, _, _) => p switch
                    {
                        AveragePool1DAttribute average => new OracleAveragePool(window, channels, average.CountIncludePad),
                        AveragePool2DAttribute average => new OracleAveragePool(window, channels, average.CountIncludePad),
                        _ => new OracleMaxPool(window, channels),
                    });
                break;
            case GlobalAveragePoolAttribute:
                layers.Add(new OracleAveragePool(OracleWindow.Whole(shape), channels, CountPadding: false));
                shape = [channels];
                break;
            case GlobalMaxPoolAttribute:
                layers.Add(new OracleMaxPool(OracleWindow.Whole(shape), channels));
                shape = [channels];
                break;
            default:
                AddArrangement(attribute);
                break;
        }

        void Add(OracleWindow window, int outputs, Func<OracleWindow, int, int?, OracleLayer> layer, int kernels = 0, bool hasBias = false)
        {
            (int weightAt, int? biasAt) = Parameters(kernels * window.Rows.Kernel * window.Columns.Kernel, hasBias ? outputs : 0);
            layers.Add(layer(window, weightAt, biasAt));
            shape = window.Shape(shape, outputs);
        }
    }

    private void AddArrangement(LayerAttribute attribute)
    {
        switch (attribute)
        {
            case FlattenAttribute flatten:
                if (flatten.Order == Layout.ChannelsFirst) { layers.Add(OracleArrangement.ToChannelsFirst(shape)); }
                shape = [OutputSize];
                break;
            case ReshapeAttribute reshape:
                shape = [.. reshape.Shape];
                break;
            case PermuteAttribute permute:
                layers.Add(OracleArrangement.Permutation(shape, permute.Axes));
                shape = [.. permute.Axes.Select(axis => shape[axis - 1])];
                break;
            case ZeroPadding2DAttribute padding:
                int[] pads = OracleWindow.Sides(padding.Pads);
                Resize(pads[0] + shape[0] + pads[1], pads[2] + shape[1] + pads[3], row => row - pads[0], column => column - pads[2]);
                break;
            case Cropping1DAttribute crop:
                Steps(shape[0] - crop.Cropping[0] - crop.Cropping[^1], crop.Cropping[0]);
                break;
            case LastStepAttribute:
                Steps(1, shape[0] - 1);
                shape = [shape[1]];
                break;
            case Cropping2DAttribute crop:
                int[] cropping = OracleWindow.Sides(crop.Cropping);
                Resize(shape[0] - cropping[0] - cropping[1], shape[1] - cropping[2] - cropping[3], row => row + cropping[0], column => column + cropping[2]);
                break;
            case UpSampling2DAttribute { Interpolation: Interpolation.Bilinear } sampling:
                layers.Add(new OracleInterpolation(shape, sampling.Factors[0], sampling.Factors[^1]));
                shape = [shape[0] * sampling.Factors[0], shape[1] * sampling.Factors[^1], shape[2]];
                break;
            case UpSampling2DAttribute sampling:
                (int rows, int columns) = (sampling.Factors[0], sampling.Factors[^1]);
                Resize(shape[0] * rows, shape[1] * columns, row => row / rows, column => column / columns);
                break;
            default:
                throw new NotSupportedException($"The oracle does not know {attribute.GetType().Name}.");
        }
    }

    private void Resize(int height, int width, Func<int, int> row, Func<int, int> column)
    {
        layers.Add(OracleArrangement.Pixels(shape, height, width, row, column));
        shape = [height, width, shape[2]];
    }

    private void Steps(int count, int first)
    {
        layers.Add(OracleArrangement.Pixels([1, .. shape], 1, count, row => row, step => step + first));
        shape = [count, shape[1]];
    }

    /// <summary>Counts a layer's parameters, weights before biases, and says where they are.</summary>
    private (int WeightAt, int? BiasAt) Parameters(int weights, int biases)
    {
        int at = ParameterCount;
        ParameterCount += weights + biases;
        return (at, biases > 0 ? at + weights : null);
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
