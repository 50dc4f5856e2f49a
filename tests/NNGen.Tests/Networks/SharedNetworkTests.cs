namespace NNGen.Tests;

/// <summary>One network with several users: threads, parts of a pass, files.</summary>
public class SharedNetworkTests
{
    [Fact]
    public void Threads_that_predict_on_one_network_agree_with_one_thread()
    {
        const int Threads = 4;
        var network = new Classifier(seed: 2);
        float[] inputs = Inputs(Classifier.InputSize, 500);
        float[] alone = PredictAll(network, inputs);
        float[] batch = network.PredictBatch(inputs);

        for (int round = 0; round < 20; round++)
        {
            // An edit in each round, so that the threads use a network that must repack its weights first.
            using (network.Parameters.Edit()) { }
            float[][] results = new float[Threads][];
            RunTogether(Threads, thread => results[thread] = thread % 2 == 0 ? PredictAll(network, inputs) : network.PredictBatch(inputs));
            for (int thread = 0; thread < Threads; thread++) { Assert.Equal(thread % 2 == 0 ? alone : batch, results[thread]); }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    public void A_batch_predicted_by_several_threads_has_the_bits_of_one(int maxDegreeOfParallelism)
    {
        var network = new Classifier(seed: 2);
        foreach (int samples in new[] { 1, 15, 16, 17, 33, 500 })
        {
            float[] inputs = Inputs(Classifier.InputSize, samples);
            float[] alone = new float[samples * Classifier.OutputSize];
            float[] together = new float[samples * Classifier.OutputSize];

            network.PredictBatch(inputs, alone, maxDegreeOfParallelism: 1);
            network.PredictBatch(inputs, together, maxDegreeOfParallelism);

            Assert.Equal(alone, together);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(1025)]
    public void Number_of_threads_is_minus_one_or_from_1_to_1024(int maxDegreeOfParallelism)
    {
        var network = new Classifier(seed: 2);
        float[] outputs = new float[Classifier.OutputSize];
        network.PredictBatch(Inputs(Classifier.InputSize, 1), outputs, maxDegreeOfParallelism: -1);

        var problem = Assert.Throws<ArgumentOutOfRangeException>(
            () => network.PredictBatch(Inputs(Classifier.InputSize, 1), outputs, maxDegreeOfParallelism));

        Assert.Equal("maxDegreeOfParallelism", problem.ParamName);
        Assert.StartsWith(
            $"maxDegreeOfParallelism is {maxDegreeOfParallelism}, but must be -1 (all processors, if that is faster) or from 1 to 1024.", problem.Message);
    }

    [Fact]
    public void Threads_that_predict_batches_in_threads_agree_with_one_thread()
    {
        const int Threads = 3;
        var network = new Classifier(seed: 2);
        float[] inputs = Inputs(Classifier.InputSize, 500);
        float[] expected = network.PredictBatch(inputs);

        RunTogether(Threads, _ =>
        {
            float[] outputs = new float[expected.Length];
            for (int round = 0; round < 20; round++)
            {
                network.PredictBatch(inputs, outputs, maxDegreeOfParallelism: 2);
                Assert.Equal(expected, outputs);
            }
        });
    }

    [Fact]
    public void Threads_that_take_gradients_of_one_network_agree_with_one_thread()
    {
        const int Threads = 3;
        var network = new Funnel(seed: 2);
        float[] inputs = Inputs(Funnel.InputSize, 70);
        float[] targets = Inputs(Funnel.OutputSize, 70);
        float[] expected = new float[Funnel.ParameterCount];
        network.Gradients(inputs, targets, expected);

        RunTogether(Threads, _ =>
        {
            float[] gradients = new float[Funnel.ParameterCount];
            for (int round = 0; round < 20; round++)
            {
                network.Gradients(inputs, targets, gradients);
                Assert.Equal(expected, gradients);
            }
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    public void A_pass_in_parts_has_the_bits_of_a_whole_one(int parts)
    {
        AssertPartsAgree<Funnel, float>(parts);
        AssertPartsAgree<FanDouble, double>(parts);
        AssertPartsAgree<NoBias, float>(parts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Training_on_threads_has_the_bits_of_Gradients_and_an_update(int threads)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(nameof(Funnel));
        SampleBatch samples = Draw.Samples(oracle, 77, TargetKind.Values, weighted: false, new Random(1));
        double[] gradients = network.Gradients(samples).Parameters;
        double[] expected = network.Parameters.Zip(gradients, (p, g) => (double)((float)p - (0.125f * (float)g))).ToArray();

        // The rate is a power of two, so that the product is exact and a fused multiply-add rounds as two operations do.
        network.Train(samples, new SGD(0.125), steps: 1, threads);

        Assert.Equal(expected, network.Parameters);
    }

    [Theory]
    [InlineData(nameof(Funnel))]
    [InlineData(nameof(FunnelDouble))]
    [InlineData(nameof(NoBias))]
    [InlineData(nameof(DeepDouble))]
    public void A_saved_file_holds_every_parameter(string name)
    {
        Subject network = Zoo.Find(name).Network;
        using var folder = new TemporaryFolder();
        network.Save(folder.File("net.safetensors"));

        SafeTensorsFile file = SafeTensorsFile.Load(folder.File("net.safetensors"));

        Assert.Equal(
            network.Description.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
            file.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        foreach (ParameterDescription parameter in network.Description.Parameters)
        {
            Assert.Equal(network.IsDouble ? TensorType.Float64 : TensorType.Float32, file[parameter.Name].Type);
            Assert.Equal(network.Parameters[network.Place(parameter)], file.Get<double>(parameter.Name));
        }
    }

    [Theory]
    [InlineData(nameof(Funnel))]
    [InlineData(nameof(FunnelDouble))]
    [InlineData(nameof(NoBias))]
    [InlineData(nameof(DeepDouble))]
    public void A_saved_network_comes_back_with_the_same_bits(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        SampleBatch samples = Draw.Samples(oracle, 20, TargetKind.Values, weighted: false, new Random(1));
        using var folder = new TemporaryFolder();
        network.Save(folder.File("net.safetensors"));

        Subject loaded = network.Load(folder.File("net.safetensors"));

        Assert.Equal(network.Parameters, loaded.Parameters);
        Assert.Equal(network.Predict(samples), loaded.Predict(samples));
        Assert.Equal(network.PredictBatch(samples), loaded.PredictBatch(samples));
    }

    [Fact]
    public void A_file_of_another_network_is_rejected_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        new GoldenDigits(seed: 1).Save(folder.File("digits.safetensors"));
        var network = new GoldenMnistMlp(seed: 2);
        float[] before = network.Parameters.Values.ToArray();

        var exception = Assert.Throws<ParameterMismatchException>(() => network.Parameters.Load(folder.File("digits.safetensors")));

        Assert.Equal(before, network.Parameters.Values.ToArray());
        Assert.Equal(3, exception.Differences.Count);
        Assert.Contains("[32, 64]", exception.Message);
        Assert.Contains("[128, 784]", exception.Message);
        Assert.Throws<ParameterMismatchException>(() => GoldenMnistMlp.Load(folder.File("digits.safetensors")));
    }

    private static float[] Inputs(int size, int samples) => Array.ConvertAll(Draw.Values(size * samples, new Random(5), Draw.Normal), v => (float)v);

    private static float[] PredictAll(Classifier network, float[] inputs)
    {
        float[] outputs = new float[inputs.Length / Classifier.InputSize * Classifier.OutputSize];
        for (int i = 0; i < inputs.Length / Classifier.InputSize; i++)
        {
            network.Predict(
                inputs.AsSpan(i * Classifier.InputSize, Classifier.InputSize), outputs.AsSpan(i * Classifier.OutputSize, Classifier.OutputSize));
        }

        return outputs;
    }

    private static void RunTogether(int threads, Action<int> action)
    {
        using var start = new Barrier(threads);
        Exception?[] failures = new Exception?[threads];
        Thread[] running = Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            start.SignalAndWait();
            failures[thread] = Record.Exception(() => action(thread));
        })).ToArray();
        foreach (Thread thread in running) { thread.Start(); }
        foreach (Thread thread in running) { thread.Join(); }
        Assert.All(failures, Assert.Null);
    }

    private static void AssertPartsAgree<TNetwork, T>(int parts)
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        const int Size = 150;
        const PassMode Everything = PassMode.Forward | PassMode.Outputs | PassMode.Loss | PassMode.Backward | PassMode.InputGradients;
        TNetwork network = TNetwork.Create(1);
        NetworkDescription description = TNetwork.Description;
        var random = new Random(1);
        T[] inputs = Subject<TNetwork, T>.Narrow(Draw.Values(Size * description.InputSize, random, Draw.Normal));
        T[] targets = Subject<TNetwork, T>.Narrow(Draw.Values(Size * description.OutputSize, random, r => r.NextDouble()));
        var batch = new Batch<T> { Size = Size, Inputs = inputs, Targets = targets };
        (Workspace<T> whole, Workspace<T> cut) = (TNetwork.CreateWorkspace(Size), TNetwork.CreateWorkspace(Size));
        (T[] expected, T[] actual) = (new T[description.ParameterCount], new T[description.ParameterCount]);

        network.Pass(network.Parameters.Current, in batch, whole, Everything, 0, whole.PanelCount, default);
        network.WeightGradients(in batch, whole, expected, 0, 1);
        for (int part = parts - 1; part >= 0; part--)
        {
            (int first, int end) = (cut.PanelCount * part / parts, cut.PanelCount * (part + 1) / parts);
            if (first < end) { network.Pass(network.Parameters.Current, in batch, cut, Everything, first, end, default); }
        }

        for (int part = parts - 1; part >= 0; part--) { network.WeightGradients(in batch, cut, actual, part, parts); }

        Assert.Equal(expected, actual);
        Assert.Equal(whole.Outputs.ToArray(), cut.Outputs.ToArray());
        Assert.Equal(whole.InputGradients.ToArray(), cut.InputGradients.ToArray());
        Assert.Equal(whole.MeanLoss, cut.MeanLoss);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly string path = Directory.CreateTempSubdirectory("nngen").FullName;

        public string File(string name) => Path.Combine(path, name);

        public void Dispose() => Directory.Delete(path, recursive: true);
    }
}
