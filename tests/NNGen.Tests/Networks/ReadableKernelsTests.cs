using System.Numerics;

namespace NNGen.Tests;

[Network(Kernels = Kernels.Fast), Input(7), Dropout(0.2), Dense(13), GELU, Dense(20), ReLU, Dense(4), Softmax, CrossEntropy]
public partial class FastClasses;

[Network(Kernels = Kernels.Readable), Input(7), Dropout(0.2), Dense(13), GELU, Dense(20), ReLU, Dense(4), Softmax, CrossEntropy]
public partial class ReadableClasses;

[Network, Input(2), Dense(3), Sigmoid, ActivityRegularization(L1 = 0.01, L2 = 0.02), Dense(1), Sigmoid, BinaryCrossEntropy]
public partial class FastCircles;

[Network(Kernels = Kernels.Readable), Input(2), Dense(3), Sigmoid, ActivityRegularization(L1 = 0.01, L2 = 0.02), Dense(1), Sigmoid, BinaryCrossEntropy]
public partial class ReadableCircles;

[Network(Precision = Precision.Double), Input(18), Dense(5, Bias = false), ELU, Dense(6), LogSoftmax, Dense(3), MeanAbsoluteError]
public partial class FastDoubles;

[Network(Precision = Precision.Double, Kernels = Kernels.Readable), Input(18), Dense(5, Bias = false), ELU, Dense(6), LogSoftmax, Dense(3), MeanAbsoluteError]
public partial class ReadableDoubles;

[Network, Input(5), Dense(9), Activation("x / sqrt(1 + x^2)"), Dense(3), Activation("x < 0 ? x * exp(x) : x"), Loss("log(1 + (p - t)^2)")]
public partial class FastFormulas;

[Network(Kernels = Kernels.Readable), Input(5), Dense(9), Activation("x / sqrt(1 + x^2)"), Dense(3), Activation("x < 0 ? x * exp(x) : x"), Loss("log(1 + (p - t)^2)")]
public partial class ReadableFormulas;

[Network, Input(9, 3), LSTM(17, ReturnSequences = true), GRU(6, Bidirectional = true, ReturnSequences = true), SimpleRNN(5, GoBackwards = true), Dense(2), MeanSquaredError]
public partial class FastSteps;

[Network, Input(9, 3), GRU(17, ReturnSequences = true, Bidirectional = true, ResetAfter = false), GRU(5, ResetAfter = false), Dense(2), MeanSquaredError]
public partial class FastStages;

[Network(Kernels = Kernels.Readable), Input(9, 3), LSTM(17, ReturnSequences = true), GRU(6, Bidirectional = true, ReturnSequences = true), SimpleRNN(5, GoBackwards = true), Dense(2), MeanSquaredError]
public partial class ReadableSteps;

[Network(Kernels = Kernels.Readable), Input(9, 3), GRU(17, ReturnSequences = true, Bidirectional = true, ResetAfter = false), GRU(5, ResetAfter = false), Dense(2), MeanSquaredError]
public partial class ReadableStages;

/// <summary>Plain loops compute the same as tiles of vectors, within rounding.</summary>
public sealed class ReadableKernelsTests
{
    private const int Batch = 45;

    [Fact]
    public void Readable_kernels_classify_as_the_fast_ones() => Compare<FastClasses, ReadableClasses, float>(2e-5);

    [Fact]
    public void Readable_kernels_of_a_tiny_network_compute_as_the_fast_ones() => Compare<FastCircles, ReadableCircles, float>(2e-5);

    [Fact]
    public void Readable_kernels_of_doubles_compute_as_the_fast_ones() => Compare<FastDoubles, ReadableDoubles, double>(1e-12);

    [Fact]
    public void Readable_kernels_of_own_formulas_compute_as_the_fast_ones() => Compare<FastFormulas, ReadableFormulas, float>(2e-5);

    [Fact]
    public void Readable_kernels_of_recurrent_layers_compute_as_the_fast_ones() => Compare<FastSteps, ReadableSteps, float>(2e-5);

    [Fact]
    public void Readable_kernels_of_cells_with_two_stages_compute_as_the_fast_ones() => Compare<FastStages, ReadableStages, float>(2e-5);

    private static void Compare<TFast, TReadable, T>(double tolerance)
        where TFast : class, INetwork<TFast, T>
        where TReadable : class, INetwork<TReadable, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(3);
        TFast fast = TFast.Create(5);
        TReadable readable = TReadable.Create(5);
        NetworkDescription network = TFast.Description;
        T[] inputs = Draw(Batch * network.InputSize);
        T[] targets = new T[Batch * network.OutputSize];
        for (int s = 0; s < Batch; s++) { targets[(s * network.OutputSize) + random.Next(network.OutputSize)] = T.One; }

        Assert.Equal(fast.Parameters.Values.ToArray(), readable.Parameters.Values.ToArray());
        Same(Predictions(fast), Predictions(readable));
        Same(One(fast), One(readable));

        // Trained in the same way, with the same masks, they stay equal within rounding.
        using var fastTrainer = new Trainer<TFast, T>(fast, new SGD(0.1), Batch);
        using var readableTrainer = new Trainer<TReadable, T>(readable, new SGD(0.1), Batch);
        for (int step = 0; step < 5; step++)
        {
            Same([fastTrainer.Step(inputs, targets)], [readableTrainer.Step(inputs, targets)]);
        }

        Same(fast.Parameters.Values.ToArray(), readable.Parameters.Values.ToArray());

        T[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((random.NextDouble() * 4) - 2))];

        T[] Predictions<TNetwork>(TNetwork network)
            where TNetwork : class, INetwork<TNetwork, T>
        {
            var outputs = new T[Batch * TNetwork.Description.OutputSize];
            network.PredictBatch(inputs, outputs);
            return outputs;
        }

        T[] One<TNetwork>(TNetwork network)
            where TNetwork : class, INetwork<TNetwork, T>
        {
            var output = new T[TNetwork.Description.OutputSize];
            network.Predict(inputs.AsSpan(0, TNetwork.Description.InputSize), output);
            return output;
        }

        void Same(T[] expected, T[] actual) => Assert.All(
            expected.Zip(actual), pair => Assert.Equal(double.CreateChecked(pair.First), double.CreateChecked(pair.Second), tolerance));
    }
}
