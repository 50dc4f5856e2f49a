using System.Numerics;

namespace NNGen.Tests;

/// <summary>Normalizations and learned slopes: against PyTorch (<c>Golden/README.md</c>), and their gradients against central differences.</summary>
public class NormalizationTests
{
    [Fact]
    public void Features_normalized_by_the_batch_are_PyTorchs()
    {
        Golden<GoldenBatchNormFeatures, float>("batchnorm-features");
        Golden<GoldenBatchNormFeaturesDouble, double>("batchnorm-features");
    }

    [Fact]
    public void Images_normalized_by_the_batch_are_PyTorchs()
    {
        Golden<GoldenBatchNormImage, float>("batchnorm-image");
        Golden<GoldenBatchNormImageDouble, double>("batchnorm-image");
    }

    [Fact]
    public void Momentum_and_epsilon_of_Keras_give_PyTorchs_results_with_the_same_numbers()
    {
        Golden<GoldenBatchNormOptions, float>("batchnorm-options");
        Golden<GoldenBatchNormOptionsDouble, double>("batchnorm-options");
    }

    [Fact]
    public void Steps_normalized_by_their_features_are_PyTorchs()
    {
        Golden<GoldenLayerNorm, float>("layernorm");
        Golden<GoldenLayerNormDouble, double>("layernorm");
    }

    [Fact]
    public void Pixels_normalized_by_their_channels_are_PyTorchs()
    {
        Golden<GoldenLayerNormImage, float>("layernorm-image");
        Golden<GoldenLayerNormImageDouble, double>("layernorm-image");
    }

    [Fact]
    public void Root_mean_squares_are_PyTorchs()
    {
        Golden<GoldenRMSNorm, float>("rmsnorm");
        Golden<GoldenRMSNormDouble, double>("rmsnorm");
    }

    [Fact]
    public void Learned_slopes_are_PyTorchs()
    {
        Golden<GoldenPReLU, float>("prelu");
        Golden<GoldenPReLUDouble, double>("prelu");
    }

    [Fact]
    public void Gradients_through_statistics_are_central_differences()
    {
        Differences<NormalizedBeforeAndAfterDouble>();
        Differences<NormalizedGroupsDouble>();
        Differences<NormalizedFeaturesDouble>();
        Differences<NormalizedPixelsDouble>();
    }

    [Fact]
    public void One_sample_is_predicted_as_a_batch_with_running_statistics_folded_or_not()
    {
        PredictsAsBatch<NormalizedBeforeAndAfter, float>(1e-5);
        PredictsAsBatch<NormalizedBeforeAndAfterDouble, double>(1e-13);
        PredictsAsBatch<NormalizedGroupsDouble, double>(1e-13);
        PredictsAsBatch<NormalizedFeaturesDouble, double>(1e-13);
        PredictsAsBatch<NormalizedPixels, float>(1e-5);
    }

    [Fact]
    public void Threads_do_not_change_a_bit_of_parameters_and_running_statistics()
    {
        SameOnThreads<NormalizedBeforeAndAfter, float>();
        SameOnThreads<NormalizedFeatures, float>();
        SameOnThreads<NormalizedPixelsDouble, double>();
    }

    [Fact]
    public void Steps_and_predictions_with_statistics_allocate_nothing()
    {
        var network = new NormalizedBeforeAndAfter(1);
        (float[] inputs, float[] targets) = Samples<NormalizedBeforeAndAfter, float>(37);
        float[] outputs = new float[37 * NormalizedBeforeAndAfter.OutputSize];
        using var trainer = new Trainer<NormalizedBeforeAndAfter, float>(network, new Adam(0.01), 37, 1);
        for (int i = 0; i < 3; i++) { Work(); }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5; i++) { Work(); }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Work()
        {
            trainer.Step(inputs, targets);
            network.PredictBatch(inputs, outputs, 1);
            network.Predict(inputs.AsSpan(0, NormalizedBeforeAndAfter.InputSize), outputs.AsSpan(0, NormalizedBeforeAndAfter.OutputSize));
        }
    }

    [Fact]
    public void A_batch_with_one_value_per_channel_is_refused_and_nothing_changes()
    {
        var network = new NormalizedFeatures(1);
        (float[] inputs, float[] targets) = Samples<NormalizedFeatures, float>(17);
        float[] before = network.Parameters.Values.ToArray();
        using var trainer = new Trainer<NormalizedFeatures, float>(network, new Adam(0.01));

        ArgumentException step = Assert.Throws<ArgumentException>(() => trainer.Step(inputs.AsSpan(0, 12), targets.AsSpan(0, 2)));
        ArgumentException fit = Assert.Throws<ArgumentException>(
            () => network.Fit(Dataset.Create<float>(inputs, 12, targets, 2), new FitOptions { Epochs = 1, BatchSize = 16 }));

        Assert.StartsWith("BatchNorm 'batchnorm1' of NormalizedFeatures normalizes by the statistics of a batch, and a batch of one sample has only one value per channel", step.Message);
        Assert.Contains("with 17 samples the last batch of an epoch has one: choose another batch size than 16", fit.Message);
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    private static void Golden<TNetwork, T>(string name)
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GoldenFile file = GoldenFile.Open(Path.Combine("Normalization", name));
        double tolerance = typeof(T) == typeof(double) ? 1e-10 : 1e-5, trained = typeof(T) == typeof(double) ? 1e-9 : 1e-4;
        bool hasStatistics = file.File.Tensors.Any(tensor => tensor.Name == "eval.output");
        TNetwork network = TNetwork.Create(0);
        Set(network, file);
        (T[] inputs, T[] targets) = (Numbers<T>(file.Get("input", channelsLast: true)), Numbers<T>(file.Get("target", channelsLast: true)));
        int size = (int)file.File["input"].Shape[0];
        T[] outputs = new T[size * TNetwork.Description.OutputSize];

        network.PredictBatch(inputs, outputs);
        Near(file.Get(hasStatistics ? "eval.output" : "output", channelsLast: true), outputs, tolerance, "PredictBatch");
        CompilerServices.Passes.Forward<TNetwork, T>(network, TNetwork.CreateWorkspace(size), inputs, outputs);
        Near(file.Get("output", channelsLast: true), outputs, tolerance, "Forward");

        T[] gradients = new T[TNetwork.Description.ParameterCount], inputGradients = new T[inputs.Length];
        T loss = CompilerServices.Passes.Gradients<TNetwork, T>(network, new Batch<T> { Size = size, Inputs = inputs, Targets = targets }, gradients, inputGradients);
        Near(file.Get("loss"), [loss], tolerance, "loss");
        Near(file.Get("grad.input", channelsLast: true), inputGradients, tolerance, "gradient of the input");
        foreach (ParameterDescription parameter in TNetwork.Description.Parameters.Where(parameter => parameter.IsTrainable))
        {
            Near(file.Get("grad." + parameter.Name), gradients.AsSpan(parameter.Offset, parameter.Count), tolerance, "gradient of " + parameter.Name);
        }

        foreach (string optimizer in file.Optimizers)
        {
            Set(network, file);
            using var trainer = new Trainer<TNetwork, T>(network, GoldenFile.OptimizerOf(optimizer));
            for (int step = 0; step < 10; step++)
            {
                Near([file.Get($"{optimizer}.losses")[step]], [trainer.Step(inputs, targets)], trained, $"loss of step {step}");
                foreach (ParameterDescription state in TNetwork.Description.Parameters.Where(parameter => !parameter.IsTrainable && !parameter.IsCounter))
                {
                    double[] expected = file.Get($"{optimizer}.steps.{state.Name}");
                    Near(expected.AsSpan(step * state.Count, state.Count).ToArray(), network.Parameters[state.Name], trained, $"{state.Name} after step {step}");
                }
            }

            foreach (ParameterDescription parameter in TNetwork.Description.Parameters.Where(parameter => parameter.IsTrainable))
            {
                Near(file.Get($"{optimizer}.step10.{parameter.Name}"), network.Parameters[parameter.Name], trained, parameter.Name);
            }

            if (!hasStatistics) { continue; }
            network.PredictBatch(inputs, outputs);
            Near(file.Get($"{optimizer}.eval.output", channelsLast: true), outputs, trained, "PredictBatch after training");
        }
    }

    private static void Differences<TNetwork>()
        where TNetwork : class, ICompiledNetwork<TNetwork, double>
    {
        TNetwork network = Moved<TNetwork, double>();
        (double[] inputs, double[] targets) = Samples<TNetwork, double>(21);
        double[] gradients = new double[TNetwork.Description.ParameterCount], inputGradients = new double[inputs.Length], ignored = new double[gradients.Length];
        Loss(gradients, inputGradients);
        double largest = gradients.Max(Math.Abs), largestOfInputs = inputGradients.Max(Math.Abs);
        for (int i = 0; i < gradients.Length; i += Math.Max(1, gradients.Length / 60))
        {
            double value = network.Parameters.Values[i];
            Assert.InRange(Math.Abs(Slope(change => Set(i, value + change)) - gradients[i]), 0, 1e-7 * largest);
            Set(i, value);
        }

        for (int i = 0; i < inputs.Length; i += inputs.Length / 20)
        {
            double value = inputs[i];
            Assert.InRange(Math.Abs(Slope(change => inputs[i] = value + change) - inputGradients[i]), 0, 1e-6 * largestOfInputs);
            inputs[i] = value;
        }

        double Loss(double[] slopes, double[] inputSlopes) => CompilerServices.Passes.Gradients<TNetwork, double>(
            network, new Batch<double> { Size = 21, Inputs = inputs, Targets = targets }, slopes, inputSlopes);

        double Slope(Action<double> change)
        {
            const double H = 1e-5;
            change(H);
            double above = Loss(ignored, []);
            change(-H);
            return (above - Loss(ignored, [])) / (2 * H);
        }

        void Set(int index, double value)
        {
            using ParameterBlock<double>.Editor editor = network.Parameters.EditInPlace();
            editor.Values[index] = value;
        }
    }

    private static void PredictsAsBatch<TNetwork, T>(double tolerance)
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TNetwork network = Moved<TNetwork, T>();
        (T[] inputs, _) = Samples<TNetwork, T>(37);
        (int inputSize, int outputSize) = (TNetwork.Description.InputSize, TNetwork.Description.OutputSize);
        T[] together = network.PredictBatch(inputs), one = new T[outputSize];
        for (int sample = 0; sample < 37; sample++)
        {
            network.Predict(inputs.AsSpan(sample * inputSize, inputSize), one);
            Near(Array.ConvertAll(together[(sample * outputSize)..((sample + 1) * outputSize)], value => double.CreateChecked(value)), one, tolerance, $"sample {sample}");
        }
    }

    private static void SameOnThreads<TNetwork, T>()
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T[] inputs, T[] targets) = Samples<TNetwork, T>(150);
        T[] alone = Trained(1);
        Assert.All([2, 3, 4], threads => Assert.Equal(alone, Trained(threads)));

        T[] Trained(int threads)
        {
            TNetwork network = TNetwork.Create(3);
            using var trainer = new Trainer<TNetwork, T>(network, new Adam(0.01), 0, threads);
            for (int step = 0; step < 4; step++) { trainer.Step(inputs, targets); }
            return network.Parameters.Values.ToArray();
        }
    }

    /// <summary>A network whose gains, shifts and running statistics are none that a formula could leave out unnoticed.</summary>
    private static TNetwork Moved<TNetwork, T>()
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create(3);
        var random = new Random(7);
        using ParameterBlock<T>.Editor editor = network.Parameters.Edit();
        foreach (ParameterDescription parameter in TNetwork.Description.Parameters.Where(parameter => !parameter.IsCounter && parameter.Shape.Count == 1))
        {
            foreach (ref T value in editor[parameter.Name]) { value += T.CreateChecked(random.NextDouble() * 0.4); }
        }

        return network;
    }

    private static (T[] Inputs, T[] Targets) Samples<TNetwork, T>(int size)
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(5);
        return (Draw(size * TNetwork.Description.InputSize, -1), Draw(size * TNetwork.Description.OutputSize, 0));

        T[] Draw(int count, double least) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(least + (random.NextDouble() * (1 - least))))];
    }

    private static void Set<TNetwork, T>(INetwork<TNetwork, T> network, GoldenFile file)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using ParameterBlock<T>.Editor editor = network.Parameters.Edit();
        foreach (ParameterDescription parameter in TNetwork.Description.Parameters)
        {
            if (parameter.IsCounter) { editor[parameter.Name].Clear(); }
            else { Numbers<T>(file.Get(parameter.Name)).CopyTo(editor[parameter.Name]); }
        }
    }

    private static T[] Numbers<T>(double[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(values, value => T.CreateChecked(value));

    private static void Near<T>(double[] expected, ReadOnlySpan<T> actual, double tolerance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = Math.Max(expected.Max(Math.Abs), 1e-3);
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - double.CreateChecked(actual[i]));
            Assert.True(difference <= tolerance * largest, $"{what}: value {i} is {actual[i]}, expected {expected[i]}.");
        }
    }
}
