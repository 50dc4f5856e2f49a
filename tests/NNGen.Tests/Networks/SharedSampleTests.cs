using System.Numerics;

namespace NNGen.Tests;

#pragma warning disable NNG2020 // A bias before batch normalization.

/// <summary>Dense layers whose outputs do not fill the last tile, with formulas in registers and after them.</summary>
[Network]
[Input(500)]
[Dense(1000), Tanh]
[Dense(700), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class SharedDense : ICompiledNetwork<SharedDense, float>;

[Network(Precision = Precision.Double)]
[Input(400)]
[Dense(700), ReLU]
[Dense(500), ReLU]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class SharedDouble : ICompiledNetwork<SharedDouble, double>;

/// <summary>Filters that do not fill two vectors, borders of one and two pixels, strides, and formulas after all sums.</summary>
[Network]
[Input(25, 23, 3)]
[Conv2D(24, 3, Padding = Padding.Same), Tanh]
[Conv2D(40, 5, Padding = Padding.Same, Stride = 2), ReLU]
[MaxPool2D(2)]
[Conv2D(17, 3), SiLU]
[GlobalAveragePool]
[Dense(5), Softmax]
[CrossEntropy]
internal sealed partial class SharedPictures : ICompiledNetwork<SharedPictures, float>;

/// <summary>Residuals, poolings, groups and separable convolutions whose channels are whole vectors; equal layers share a kernel.</summary>
[Network]
[Input(24, 24, 16)]
[Residual]
[Conv2D(16, 3, Padding = Padding.Same), BatchNorm, ReLU]
[Conv2D(16, 3, Padding = Padding.Same), BatchNorm]
[EndResidual, ReLU]
[Conv2D(64, 3, Padding = Padding.Same, Groups = 2), ReLU]
[MaxPool2D(2)]
[SeparableConv2D(48, 3, Padding = Padding.Same), SiLU]
[AveragePool2D(2)]
[Flatten]
[Dense(64), ReLU]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class SharedResiduals : ICompiledNetwork<SharedResiduals, float>;

/// <summary>Just too small: one thread computes a sample.</summary>
[Network]
[Input(400)]
[Dense(800), ReLU]
[Dense(200)]
[MeanSquaredError]
internal sealed partial class SharedByNone : ICompiledNetwork<SharedByNone, float>;

/// <summary>Threads that share one sample.</summary>
[Collection(nameof(SharedSampleTests))]
[CollectionDefinition(nameof(SharedSampleTests), DisableParallelization = true)]
public sealed class SharedSampleTests : IDisposable
{
    public void Dispose() => Parallelism.OfSamples = -1;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_sample_has_the_same_bits_on_any_number_of_threads(int threads)
    {
        Check<SharedDense, float>(threads);
        Check<SharedDouble, double>(threads);
        Check<SharedPictures, float>(threads);
        Check<SharedResiduals, float>(threads);
    }

    [Fact]
    public void A_sample_agrees_with_a_batch()
    {
        Parallelism.OfSamples = 2;
        Agrees<SharedDense, float>(1e-5);
        Agrees<SharedDouble, double>(1e-13);
        Agrees<SharedPictures, float>(1e-5);
        Agrees<SharedResiduals, float>(1e-5);
    }

    [Fact]
    public void A_class_is_that_of_one_thread()
    {
        SharedDense network = new(1);
        float[] inputs = Draw<float>(20 * SharedDense.InputSize);
        int[] expected = Classes(1), actual = Classes(3);
        Assert.Equal(expected, actual);

        int[] Classes(int threads)
        {
            Parallelism.OfSamples = threads;
            return [.. Enumerable.Range(0, 20).Select(i => network.Classify(inputs.AsSpan(i * SharedDense.InputSize, SharedDense.InputSize)))];
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(499)]
    public void A_sample_that_is_not_finite_is_refused_by_all_threads(int place)
    {
        Parallelism.OfSamples = 4;
        SharedDense network = new(1);
        float[] input = Draw<float>(SharedDense.InputSize), output = new float[SharedDense.OutputSize], expected = network.Predict(input);
        for (int i = 0; i < 50; i++)
        {
            float before = input[place];
            input[place] = i % 2 == 0 ? float.NaN : float.PositiveInfinity;
            Assert.Throws<ArgumentException>(() => network.Predict(input, output));
            input[place] = before;
            network.Predict(input, output);
            Assert.Equal(expected, output);
        }
    }

    [Fact]
    public void Samples_of_many_callers_at_once_have_the_bits_of_one()
    {
        Parallelism.OfSamples = 2;
        SharedDense network = new(1);
        float[] inputs = Draw<float>(64 * SharedDense.InputSize);
        float[][] expected = [.. Enumerable.Range(0, 64).Select(Predict)];
        float[][] actual = new float[64][];
        Parallel.For(0, 64, i => actual[i] = Predict(i));
        Assert.Equal(expected, actual);

        float[] Predict(int i) => network.Predict(inputs.AsSpan(i * SharedDense.InputSize, SharedDense.InputSize));
    }

    [Fact]
    public void A_small_network_stays_on_one_thread()
    {
        Parallelism.OfSamples = 2;
        int before = Parallelism.SharedSamples;
        Assert.Equal(SharedByNone.OutputSize, new SharedByNone(1).Predict(Draw<float>(SharedByNone.InputSize)).Length);
        Assert.Equal(before, Parallelism.SharedSamples);
    }

    [Fact]
    public void Sharing_a_sample_allocates_nothing()
    {
        Parallelism.OfSamples = 2;
        SharedPictures network = new(1);
        float[] input = Draw<float>(SharedPictures.InputSize), output = new float[SharedPictures.OutputSize];
        for (int i = 0; i < 3; i++) { network.Predict(input, output); }
        int shared = Parallelism.SharedSamples;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) { network.Predict(input, output); }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(100, Parallelism.SharedSamples - shared);
    }

    private static void Check<TNetwork, T>(int threads)
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create(1);
        int size = TNetwork.Description.InputSize;
        T[] inputs = Draw<T>(50 * size);
        T[][] expected = Predict(1);
        int before = Parallelism.SharedSamples;
        T[][] actual = Predict(threads);
        Assert.Equal(50, Parallelism.SharedSamples - before);
        Assert.Equal(expected, actual);

        T[][] Predict(int count)
        {
            Parallelism.OfSamples = count;
            return [.. Enumerable.Range(0, 50).Select(i => network.Predict(inputs.AsSpan(i * size, size)))];
        }
    }

    private static void Agrees<TNetwork, T>(double tolerance)
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create(1);
        int size = TNetwork.Description.InputSize;
        T[] inputs = Draw<T>(3 * size), batch = network.PredictBatch(inputs);
        T[] single = [.. Enumerable.Range(0, 3).SelectMany(i => network.Predict(inputs.AsSpan(i * size, size)))];
        Assert.All(single.Zip(batch), pair => Assert.Equal(double.CreateChecked(pair.Second), double.CreateChecked(pair.First), tolerance));
    }

    private static T[] Draw<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked((random.NextDouble() * 2) - 1))];
    }
}
