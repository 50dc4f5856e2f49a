using System.Runtime.InteropServices;
using NNGen.CompilerServices;

namespace NNGen.Tests;

[Network]
[Input(200)]
[Dense(10), ReLU]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class Far;

[Network(Precision = Precision.Double)]
[Input(200)]
[Dense(10), ReLU]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class FarDouble;

[Network]
[Input(64)]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class Copied;

[Network]
[Input(9)]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class Narrow;

[Network]
[Input(20)]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class Short;

[Network]
[Input(40)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class Single;

/// <summary>Numbers that are not finite are detected when they are read or computed, at any position.</summary>
[Trait("Category", "Slow")]
public class NonFiniteTests
{
    private const int Samples = 150;

    public static TheoryData<int, int> Positions
    {
        get
        {
            var places = new TheoryData<int, int>();
            foreach (int sample in new[] { 0, 7, 8, 31, 32, 63, 64, 127, 128, Samples - 1 })
            {
                foreach (int value in new[] { 0, 1, 63, 64, 127, 128, 191, 192, 199 }) { places.Add(sample, value); }
            }

            return places;
        }
    }

    [Theory]
    [MemberData(nameof(Positions))]
    public void An_input_that_is_not_finite_is_named_at_any_position(int sample, int value)
    {
        AssertNamed<Far, float>(sample, value, float.NaN, (network, inputs, outputs) => network.PredictBatch(inputs, outputs));
        AssertNamed<Far, float>(sample, value, float.PositiveInfinity, (network, inputs, outputs) => network.PredictBatch(inputs, outputs, 3));
        AssertNamed<FarDouble, double>(sample, value, double.NegativeInfinity, (network, inputs, outputs) => network.PredictBatch(inputs, outputs));
        AssertNamed<Far, float>(sample, value, float.NaN, (network, inputs, _) => network.ClassifyBatch(inputs, new int[Samples]));
        AssertNamed<Far, float>(sample, value, float.NaN, (network, inputs, outputs) => network.Forward(inputs, outputs, Far.CreateWorkspace(Samples)));
        AssertNamed<Far, float>(sample, value, float.NaN, (network, inputs, outputs) => network.Gradients(inputs, outputs, new float[Far.ParameterCount]));
        AssertNamed<Far, float>(sample, value, float.NaN, (network, inputs, outputs) =>
            network.Backward(inputs, outputs, new float[Far.ParameterCount], Far.CreateWorkspace(Samples)));
        for (int threads = 1; threads <= 2; threads++)
        {
            AssertNamed<Far, float>(sample, value, float.NegativeInfinity, (network, inputs, outputs) =>
            {
                using var trainer = new Trainer<Far, float>(network, new Adam(), maxDegreeOfParallelism: threads);
                trainer.Step(inputs, outputs);
            });
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void One_sample_with_a_value_that_is_not_finite_is_rejected_even_where_all_weights_are_zero(float wrong)
    {
        foreach (bool isZero in new[] { false, true })
        {
            AssertOneRefused<Far, float>(wrong, isZero, (network, input, output) => network.Predict(input, output), (network, input) => network.Classify(input));
            AssertOneRefused<FarDouble, double>(wrong, isZero, (network, input, output) => network.Predict(input, output), (network, input) => network.Classify(input));
            AssertOneRefused<Copied, float>(wrong, isZero, (network, input, output) => network.Predict(input, output), (network, input) => network.Classify(input));
            AssertOneRefused<Narrow, float>(wrong, isZero, (network, input, output) => network.Predict(input, output), (network, input) => network.Classify(input));
            AssertOneRefused<Short, float>(wrong, isZero, (network, input, output) => network.Predict(input, output), (network, input) => network.Classify(input));
            AssertOneRefused<Single, float>(wrong, isZero, (network, input, output) => network.Predict(input, output), (network, input) => network.Classify(input));
        }
    }

    [Fact]
    public void Samples_whose_sums_overflow_are_not_rejected()
    {
        var network = new Short(seed: 1);
        var alone = new Single(seed: 1);
        using (ParameterBlock<float>.Editor editor = network.Parameters.Edit()) { editor.Values.Fill(3e38f); }
        using (ParameterBlock<float>.Editor editor = alone.Parameters.Edit()) { editor.Values.Fill(3e38f); }

        // Two sums of the first product are finite, although the value that is checked, the sum of both, is not.
        var many = new Far(seed: 1);
        using (ParameterBlock<float>.Editor editor = many.Parameters.Edit())
        {
            editor.Values.Clear();
            editor["0.bias"].Fill(3e38f);
        }

        Assert.All(many.PredictBatch(Inputs<float>(Far.InputSize)), output => Assert.Equal(0f, output));
        Assert.All(network.Predict(Enumerable.Repeat(2f, Short.InputSize).ToArray()), output => Assert.Equal(float.PositiveInfinity, output));
        Assert.Equal(float.PositiveInfinity, alone.Predict(Enumerable.Repeat(2f, Single.InputSize).ToArray())[0]);
    }

    [Fact]
    public void A_trainer_continues_after_an_input_that_was_not_finite()
    {
        var network = new Far(seed: 1);
        var alike = new Far(seed: 1);
        using var trainer = new Trainer<Far, float>(network, new Adam());
        using var untroubled = new Trainer<Far, float>(alike, new Adam());
        float[] inputs = Inputs<float>(Far.InputSize), targets = new float[Samples * Far.OutputSize], broken = [.. inputs];
        broken[^1] = float.NaN;

        Assert.Throws<ArgumentException>(() => trainer.Step(broken, targets));
        trainer.Step(inputs, targets);
        untroubled.Step(inputs, targets);

        Assert.Equal(alike.Parameters.Values.ToArray(), network.Parameters.Values.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_gradient_that_overflows_is_detected_at_any_position(int threads)
    {
        foreach (int sample in new[] { 0, 31, 63, 64, Samples - 1 })
        {
            foreach (int value in new[] { 0, 31, 32, 167, 168, 199 }) { AssertOverflowIsSeen<Far>(sample, value, threads); }
            foreach (int value in new[] { 0, 31, 32, 63 }) { AssertOverflowIsSeen<Copied>(sample, value, threads); }
            foreach (int value in new[] { 0, 8 }) { AssertOverflowIsSeen<Narrow>(sample, value, threads); }
            foreach (int value in new[] { 0, 15, 16, 19 }) { AssertOverflowIsSeen<Short>(sample, value, threads); }
        }
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("128")]
    [InlineData("256")]
    [InlineData("512")]
    public void A_gradient_that_overflows_is_detected_in_large_layers_at_every_vector_width(string bits)
    {
        string[] lines = BitsProcess.Run("overflow", ("DOTNET_MaxVectorTBitWidth", bits));

        Assert.Equal(["Tall refused 784 of 784", "TallDouble refused 264 of 264"], lines.Skip(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Gradients_whose_sum_would_overflow_are_not_an_error(int threads)
    {
        AssertLargeGradientsAreTaken<Far>(threads);
        AssertLargeGradientsAreTaken<Copied>(threads);
        AssertLargeGradientsAreTaken<Short>(threads);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 200, 2)]
    [InlineData(33, 130, 34)]
    [InlineData(300, 784, 22)]
    public void The_next_panel_is_prefetched_from_its_first_value_on_and_after_the_last_panel_what_follows_the_batch(int samples, int features, int tiles)
    {
        float[] rows = GC.AllocateArray<float>(samples * features, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(rows, 0);
        int width = Workspace<float>.PanelWidth, panels = (samples + width - 1) / width;
        for (int first = 0; first < panels; first++)
        {
            nint ahead = Prefetch.NextRows<float>(rows, features, first, 1, tiles, out nint step);

            long value = (ahead - address) / sizeof(float);
            Assert.Equal(first == panels - 1 ? rows.Length : (first + 1) * width * features, value);
            Assert.InRange(step, 1, 64);
            Assert.True(step == 64 || tiles * step >= width * sizeof(float), $"{step} bytes a round reach {tiles * step} of {width * sizeof(float)}");
        }
    }

    private delegate void Call<TNetwork, T>(TNetwork network, T[] inputs, T[] outputs);

    private delegate int ClassOf<TNetwork, T>(TNetwork network, T[] input);

    private static void AssertOneRefused<TNetwork, T>(float wrong, bool isZero, Call<TNetwork, T> predict, ClassOf<TNetwork, T> classify)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create(1);
        if (isZero)
        {
            using ParameterBlock<T>.Editor editor = network.Parameters.Edit();
            editor.Values.Clear();
        }

        for (int value = 0; value < TNetwork.Description.InputSize; value++)
        {
            T[] input = Inputs<T>(TNetwork.Description.InputSize)[..TNetwork.Description.InputSize];
            T[] output = new T[TNetwork.Description.OutputSize];
            input[value] = T.CreateChecked(wrong);
            string message = $"input holds {input[value]} at value {value}, but must be finite: remove or replace it first. (Parameter 'input')";

            Assert.Equal(message, Assert.Throws<ArgumentException>(() => predict(network, input, output)).Message);
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => classify(network, input)).Message);
            Assert.Equal(new T[output.Length], output);
        }
    }

    private static void AssertNamed<TNetwork, T>(int sample, int value, T wrong, Call<TNetwork, T> call)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        TNetwork network = TNetwork.Create(1);
        T[] before = network.Parameters.Values.ToArray();
        T[] inputs = Inputs<T>(description.InputSize);
        inputs[(sample * description.InputSize) + value] = wrong;

        var exception = Assert.Throws<ArgumentException>(() => call(network, inputs, new T[Samples * description.OutputSize]));

        Assert.Equal($"inputs holds {wrong} at value {value} of sample {sample}, but must be finite: remove or replace it first. (Parameter 'inputs')", exception.Message);
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    /// <summary>One input is so large that its weights' gradients overflow, though no prediction depends on it.</summary>
    private static void AssertOverflowIsSeen<TNetwork>(int sample, int value, int threads)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        NetworkDescription description = TNetwork.Description;
        TNetwork network = TNetwork.Create(1);
        using (ParameterBlock<float>.Editor editor = network.Parameters.Edit())
        {
            Span<float> weights = editor["0.weight"];
            for (int row = 0; row < weights.Length / description.InputSize; row++) { weights[(row * description.InputSize) + value] = 0; }
        }

        float[] before = network.Parameters.Values.ToArray();
        float[] inputs = Inputs<float>(description.InputSize), targets = new float[Samples * description.OutputSize];
        inputs[(sample * description.InputSize) + value] = 3e38f;
        Array.Fill(targets, 1e6f);
        using var trainer = new Trainer<TNetwork, float>(network, new SGD(), maxDegreeOfParallelism: threads);

        var exception = Assert.Throws<NonFiniteLossException>(() => trainer.Step(inputs, targets));

        Assert.True(double.IsFinite(exception.Loss), exception.Message);
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    /// <summary>The gradients of all weights except those of other outputs are 3e38: the sum of any two overflows.</summary>
    private static void AssertLargeGradientsAreTaken<TNetwork>(int threads)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        NetworkDescription description = TNetwork.Description;
        TNetwork network = TNetwork.Create(1);
        using (ParameterBlock<float>.Editor editor = network.Parameters.Edit())
        {
            editor.Values.Clear();
            editor["0.bias"].Fill(1);
            if (description.Layers.Count > 1) { editor[description.Parameters[2].Name].Fill(1); }
        }

        float[] inputs = new float[description.InputSize], outputGradients = new float[description.OutputSize];
        Array.Fill(inputs, 1f);
        outputGradients[0] = 3e38f;
        using var trainer = new Trainer<TNetwork, float>(network, new SGD(), maxDegreeOfParallelism: threads);

        trainer.Step(new Batch<float> { Size = 1, Inputs = inputs, OutputGradients = outputGradients });

        Assert.Equal(1, trainer.StepCount);
        Assert.True(trainer.Gradients.ToArray().Count(gradient => gradient >= 2.9e38f) > 8, "the gradients are not large");
    }

    private static T[] Inputs<T>(int features)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(5);
        T[] inputs = new T[Samples * features];
        for (int i = 0; i < inputs.Length; i++) { inputs[i] = T.CreateChecked(random.NextDouble()); }
        return inputs;
    }
}
