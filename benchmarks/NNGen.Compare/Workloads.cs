using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.Compare;

/// <summary>The timed work, the same for every rival.</summary>
internal sealed class Workloads(Options options)
{
    /// <summary>Inputs that one-sample figures cycle through.</summary>
    private const int Singles = 256;

    /// <summary>Batches that training figures cycle through.</summary>
    private const int Batches = 32;

    /// <summary>Steps until the memory of a training is measured.</summary>
    private const int MemorySteps = 5;

    private readonly References references = new(options.Models);
    private readonly Contestant contestant = new(
        options.Peer,
        "",
        $"{RuntimeInformation.FrameworkDescription}, {Simd.VectorBits}-bit vectors"
        + (Environment.GetEnvironmentVariable("DOTNET_TieredCompilation") == "0" ? ", no tiered compilation" : ""),
        Simd.VectorBits);

    public static (string Name, Func<Optimizer> Make) Sgd => ("sgd", () => new SGD(0.01));

    public static (string Name, Func<Optimizer> Make) Adam => ("adam", () => new Adam(1e-3));

    /// <summary>One sample, batches and training steps of a network.</summary>
    public void Layers<TNetwork, TPredictor>(
        string workload, string model, Func<TNetwork, TPredictor> predictorOf, int[] batches, int[] training,
        (string Name, Func<Optimizer> Make)[] optimizers)
        where TNetwork : class, INetwork<TNetwork, float>
        where TPredictor : struct, IPredictor
    {
        var measure = new Measure(options, workload, contestant);
        TNetwork network = TNetwork.Create(1);
        TPredictor predictor = predictorOf(network);
        if (options.MemoryOfBatch > 0)
        {
            Memory(network, options.MemoryOfBatch);
            return;
        }

        references.Check(model, network, predictor);

        NetworkDescription description = TNetwork.Description;
        (int inputs, int outputs) = (description.InputSize, description.OutputSize);
        double[] macsOf = MultiplyAdds(description);
        double macs = macsOf.Sum(), firstMacs = macsOf[0];
        var random = new RandomStream(7);
        foreach (int batch in batches)
        {
            int pool = batch == 1 ? Singles : Math.Max(4, 512 / batch);
            float[] samples = Values(random, pool * batch * inputs);
            var output = new float[batch * outputs];
            measure.Run($"forward b{batch}", 2 * macs * batch, batch == 1
                ? calls => PredictOneByOne(predictor, samples, output, calls)
                : calls => PredictBatches(network, samples, output, pool, options.Threads, calls));
        }

        float[] initial = network.Parameters.Values.ToArray();
        foreach ((string name, Func<Optimizer> make) in optimizers)
        {
            foreach (int batch in training)
            {
                float[] data = Values(random, Batches * batch * inputs);
                int[] classes = Classes(random, Batches * batch, Math.Max(2, outputs));
                Trainer<TNetwork, float>? trainer = null;
                measure.Run(
                    $"train {name} b{batch}",
                    ((6 * macs) - (2 * firstMacs)) * batch,
                    calls => Train(trainer!, data, classes, batch, calls),
                    () =>
                    {
                        trainer?.Dispose();
                        References.Load(network, initial);
                        trainer = new Trainer<TNetwork, float>(network, make(), batch, options.Threads);
                    });
                trainer?.Dispose();
                References.Load(network, initial);
            }
        }
    }

    /// <summary>Prints the memory that the process has before its first training step, and the most until a few steps with Adam are done.</summary>
    private void Memory<TNetwork>(TNetwork network, int batch)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        var random = new RandomStream(7);
        float[] data = Values(random, batch * TNetwork.Description.InputSize);
        int[] classes = Classes(random, batch, Math.Max(2, TNetwork.Description.OutputSize));
        double before = Peak();
        using var trainer = new Trainer<TNetwork, float>(network, new Adam(1e-3), batch, options.Threads);
        for (int step = 0; step < MemorySteps; step++) { Measure.Sink += trainer.Step(data, classes); }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before:F0} {Peak():F0}"));

        static double Peak()
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <summary>A thousand full-batch steps on a thousand points, and one prediction.</summary>
    public void Circles()
    {
        var measure = new Measure(options, "W1", contestant);
        var network = new W1(1);
        references.Check("w1_circles", network, new PredictW1(network));
        Dataset<float> circles = Datasets.Circles(1000, noise: 0.05, seed: 1);
        float[] features = references.Exist ? references.Floats("w1_circles.x.f32") : circles.Features.ToArray();
        int[] classes = references.Exist
            ? Array.ConvertAll(references.Floats("w1_circles.y.f32"), value => (int)value)
            : circles.Labels.ToArray();

        var output = new float[1];
        measure.Run("forward b1", 18, calls => PredictOneByOne(new PredictW1(network), features[..(Singles * 2)], output, calls));

        float[] initial = network.Parameters.Values.ToArray();
        float loss = 0;
        measure.Run(
            "1000 iterations",
            1000 * 1000 * ((6 * 9) - (2 * 6)),
            calls =>
            {
                for (int i = 0; i < calls; i++)
                {
                    References.Load(network, initial);
                    using var trainer = new Trainer<W1, float>(network, new SGD(0.01), 1000, options.Threads);
                    for (int step = 0; step < 1000; step++) { loss = trainer.Step(features, classes); }
                }
            },
            note: () => string.Create(CultureInfo.InvariantCulture, $"loss {loss:F6}"));
    }

    /// <summary>Steps of streams.</summary>
    public void Streams() => new Streams(options, references, contestant).Run();

    /// <summary>Fifty epochs on the digits, shuffled each epoch.</summary>
    public void Digits()
    {
        (Dataset<float> train, Dataset<float> test) = Datasets.Digits().Split(0.2, 0);
        var trained = new List<W3>();
        new Measure(options, "W3", contestant).Run(
            "50 epochs",
            ((6.0 * 2368) - (2 * 2048)) * train.Count * 50,
            calls =>
            {
                for (int i = 0; i < calls; i++)
                {
                    int seed = trained.Count;
                    var network = new W3(seed);
                    network.Fit(
                        train,
                        new FitOptions
                        {
                            Epochs = 50,
                            BatchSize = 32,
                            Optimizer = new Adam(1e-3),
                            Seed = seed,
                            MaxDegreeOfParallelism = options.Threads,
                        });
                    trained.Add(network);
                }
            },
            note: () => string.Create(
                CultureInfo.InvariantCulture, $"test accuracy {trained.Average(network => network.Evaluate(test, maxDegreeOfParallelism: 1)["accuracy"]):F4}"));
    }

    // The loops are compiled once, fully optimized; the methods that they call must reach their last tier on their own.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PredictOneByOne<TPredictor>(TPredictor predictor, float[] samples, float[] output, int calls)
        where TPredictor : struct, IPredictor
    {
        int inputs = samples.Length / Singles;
        float sum = 0;
        for (int i = 0, k = 0; i < calls; i++)
        {
            predictor.Predict(samples.AsSpan(k * inputs, inputs), output);
            sum += output[0];
            if (++k == Singles) { k = 0; }
        }

        Measure.Sink += sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PredictBatches<TNetwork>(TNetwork network, float[] samples, float[] output, int pool, int threads, int calls)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        int length = samples.Length / pool;
        for (int i = 0; i < calls; i++)
        {
            network.PredictBatch(samples.AsSpan(i % pool * length, length), output, threads);
            Measure.Sink += output[0];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Train<TNetwork>(Trainer<TNetwork, float> trainer, float[] data, int[] classes, int batch, int calls)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        int length = data.Length / Batches;
        for (int i = 0; i < calls; i++)
        {
            int k = i % Batches;
            Measure.Sink += trainer.Step(data.AsSpan(k * length, length), classes.AsSpan(k * batch, batch));
        }
    }

    /// <summary>
    /// Multiply-adds of a sample by matrix of weights, as every rival counts them: a convolution's filters once a pixel, a recurrent layer's once a step. The network's description leaves out
    /// those with the padding, which NNGen does not do.
    /// </summary>
    private static double[] MultiplyAdds(NetworkDescription network)
    {
        IEnumerable<double> uses = network.Layers.Where(layer => layer.Kind is "Dense" or "Conv2D" or "LSTM").SelectMany<LayerDescription, double>(layer =>
            layer.Kind == "LSTM"
                ? [network.InputShape[0], network.InputShape[0]]
                : [layer.OutputShape.SkipLast(1).Aggregate(1.0, (product, size) => product * size)]);
        IEnumerable<double> weights = network.Parameters.Where(parameter => parameter.Shape.Count > 1)
            .Select(parameter => parameter.Shape.Aggregate(1.0, (product, size) => product * size));
        return [.. uses.Zip(weights, (each, count) => each * count)];
    }

    private static float[] Values(RandomStream random, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++) { values[i] = (float)random.NextNormal(); }
        return values;
    }

    private static int[] Classes(RandomStream random, int count, int classes)
    {
        var values = new int[count];
        for (int i = 0; i < count; i++) { values[i] = random.NextInt32(classes); }
        return values;
    }
}
