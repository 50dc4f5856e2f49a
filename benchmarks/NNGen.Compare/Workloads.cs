using NNGen;

namespace NNGen.Compare;

/// <summary>The work that is timed, the same for every rival.</summary>
internal static class Workloads
{
    public delegate void Predictor(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>One sample, batches and training steps of a network of dense layers.</summary>
    public static void Layers<TNetwork>(
        Measure measure, Func<TNetwork, Predictor> predict, int[] batches, int[] training, bool binary, int threads, string figures)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        TNetwork network = TNetwork.Create(1);
        NetworkDescription description = TNetwork.Description;
        (int inputs, int outputs) = (description.InputSize, description.OutputSize);
        double macs = description.Layers.Sum(layer => (double)layer.MultiplyAdds);
        double firstMacs = description.Layers[0].MultiplyAdds;
        var random = new RandomStream(7);

        // Inputs change from call to call: 256 samples one by one, at least four batches of the others.
        float[] samples = Values(random, Math.Max(256, 4 * batches.Max()) * inputs);
        foreach (int batch in batches.Where(b => figures.Length == 0 || figures == $"forward b{b}"))
        {
            var output = new float[batch * outputs];
            int rounds = samples.Length / inputs / batch;
            if (batch == 1)
            {
                Predictor one = predict(network);
                measure.Run("forward b1", 2 * macs, i =>
                {
                    one(samples.AsSpan((i & 255) * inputs, inputs), output);
                    Measure.Consume(output[0]);
                });
            }
            else
            {
                measure.Run($"forward b{batch}", 2 * macs * batch, i =>
                {
                    network.PredictBatch(samples.AsSpan(i % rounds * batch * inputs, batch * inputs), output);
                    Measure.Consume(output[0]);
                });
            }
        }

        const int Batches = 32;
        foreach (int batch in training)
        {
            float[] data = Values(random, Batches * batch * inputs);
            var classes = new int[Batches * batch];
            for (int i = 0; i < classes.Length; i++) { classes[i] = random.NextInt32(Math.Max(2, outputs)); }
            float[] initial = network.Parameters.Values.ToArray();
            foreach ((string name, Func<Optimizer> make) in new (string, Func<Optimizer>)[] { ("sgd", () => new SGD(0.01)), ("adam", () => new Adam(1e-3)) })
            {
                if (figures.Length > 0 && figures != $"train {name} b{batch}") { continue; }

                Trainer<TNetwork, float>? trainer = null;
                measure.Run(
                    $"train {name} b{batch}",
                    ((6 * macs) - (2 * firstMacs)) * batch,
                    i =>
                    {
                        int at = i % Batches * batch;
                        Measure.Consume(trainer!.Step(data.AsSpan(at * inputs, batch * inputs), classes.AsSpan(at, batch)));
                    },
                    () =>
                    {
                        trainer?.Dispose();
                        using (var edit = network.Parameters.Edit()) { initial.CopyTo(edit.Values); }
                        trainer = new Trainer<TNetwork, float>(network, make(), batch, threads);
                    });
                trainer!.Dispose();
            }
        }
    }

    /// <summary>A thousand full-batch steps on a thousand points, and one prediction.</summary>
    public static void Circles(Measure measure, int threads)
    {
        var network = new W1(1);
        Dataset<float> circles = Datasets.Circles(1000, noise: 0.05, seed: 1);
        float[] features = circles.Features.ToArray();
        int[] classes = circles.Classes.ToArray();
        var output = new float[1];
        measure.Run("forward b1", 18, i =>
        {
            network.Predict(features.AsSpan((i & 255) * 2, 2), output);
            Measure.Consume(output[0]);
        });

        float[] initial = network.Parameters.Values.ToArray();
        measure.Run("1000 iterations", 1000 * 1000 * ((6 * 9) - (2 * 6)), _ =>
        {
            using (var edit = network.Parameters.Edit()) { initial.CopyTo(edit.Values); }
            using var trainer = new Trainer<W1, float>(network, new SGD(0.01), 1000, threads);
            float loss = 0;
            for (int i = 0; i < 1000; i++) { loss = trainer.Step(features, classes); }
            Measure.Consume(loss);
        });
    }

    /// <summary>Fifty epochs on the digits, shuffled each epoch, as scikit-learn and PyTorch are run.</summary>
    public static void Digits(Measure measure, int threads)
    {
        (Dataset<float> train, _) = Datasets.Digits().Split(0.2, 0);
        measure.Run("50 epochs", 0, i =>
        {
            var network = new W3(i);
            History history = network.Fit(train, epochs: 50, batchSize: 32, optimizer: new Adam(1e-3), options: new FitOptions<float> { DegreeOfParallelism = threads });
            Measure.Consume(history[49].Loss);
        });
    }

    private static float[] Values(RandomStream random, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++) { values[i] = (float)random.NextNormal(); }
        return values;
    }
}
