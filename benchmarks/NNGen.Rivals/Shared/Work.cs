using System.Globalization;
using NNGen.Compare;

namespace NNGen.Rivals;

/// <summary>The work that benchmarks/compare.sh times, the same as in NNGen.Compare: checked against PyTorch, then timed.</summary>
internal static class Work
{
    /// <summary>Different samples and batches that calls cycle through.</summary>
    private const int Singles = 256, Batches = 32;

    /// <summary>
    /// A rival's whole program: <c>check</c> reports whether the library loads, <c>first WORKLOAD --models DIR STARTED</c> makes one prediction and
    /// reports when it is done; other arguments are options of the comparison.
    /// </summary>
    /// <returns>0, or 3 if the library does not load.</returns>
    public static int Run(Rival rival, string[] args)
    {
        var first = new FirstCall();
        var options = new Options(args);
        try
        {
            rival.Start(options.Threads);
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException or NotSupportedException)
        {
            Console.Error.WriteLine($"{rival.Name} does not load: {failure.Message}");
            return 3;
        }

        var models = new Models(options.Models);
        switch (args)
        {
            case ["check", ..]: return 0;
            case ["first", string workload, "--models", _, string started]:
                Network network = Network.All.Single(network => network.Workload == workload);
                using (IPredictor predictor = rival.Predictor(models, network, rival.Variants[0], new float[network.Inputs], 1)!)
                {
                    predictor.Predict(1);
                    return first.Tell(started, predictor.Outputs()[0]);
                }
        }

        foreach (Network network in Network.All.Where(network => options.Workloads.Contains(network.Workload) && (rival.Convolves || network.Convolutions is null)))
        {
            foreach (string variant in rival.Variants) { Run(rival, options, models, network, variant); }
        }

        return 0;
    }

    private static void Run(Rival rival, Options options, Models models, Network network, string variant)
    {
        var measure = new Measure(options, network.Workload, new Contestant(rival.Name, variant, rival.Versions, 0));
        var random = new Random(7);
        foreach (int batch in network.Batches)
        {
            models.CheckPredictions(rival, network, variant, batch);
            float[] samples = Values(random, (batch == 1 ? Singles : Math.Max(4, 512 / batch) * batch) * network.Inputs);
            using IPredictor? predictor = rival.Predictor(models, network, variant, samples, batch);
            if (predictor is null) { continue; }
            measure.Run($"forward b{batch}", network.PredictionFlops(batch), predictor.Predict);
        }

        foreach (string optimizer in new[] { "sgd", "adam" }) { models.CheckSteps(rival, network, variant, optimizer); }
        foreach ((string optimizer, int batch) in network.Steps)
        {
            float[] samples = Values(random, Batches * batch * network.Inputs);
            float[] targets = Targets(random, Batches * batch, network.Classes ? network.Outputs : 2);
            ITrainer? Start() => rival.Trainer(models, network, variant, optimizer, samples, targets, batch);
            ITrainer? trainer = Start();
            if (trainer is null) { continue; }
            measure.Run($"train {optimizer} b{batch}", network.StepFlops(batch), calls => trainer.Step(calls), () =>
            {
                trainer.Dispose();
                trainer = Start()!;
            });
            trainer.Dispose();
        }

        if (network.Circles) { Circles(rival, measure, models, network, variant); }
    }

    /// <summary>A thousand full-batch steps on a thousand points.</summary>
    private static void Circles(Rival rival, Measure measure, Models models, Network network, string variant)
    {
        const int Points = 1000, Iterations = 1000;
        float[] points = models.Floats("w1_circles.x.f32"), classes = models.Floats("w1_circles.y.f32");
        using (ITrainer? trainer = rival.Trainer(models, network, variant, "sgd", points, classes, Points))
        {
            if (trainer is null) { return; }
        }

        float loss = 0;
        measure.Run(
            "1000 iterations",
            network.StepFlops(Points) * Iterations,
            calls =>
            {
                for (int i = 0; i < calls; i++)
                {
                    using ITrainer trainer = rival.Trainer(models, network, variant, "sgd", points, classes, Points)!;
                    trainer.Step(Iterations);
                    loss = trainer.Loss;
                }
            },
            note: () => string.Create(CultureInfo.InvariantCulture, $"loss {loss:F6}"));
    }

    /// <summary>Normally distributed values of unit variance.</summary>
    private static float[] Values(Random random, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }

    private static float[] Targets(Random random, int count, int classes)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++) { values[i] = random.Next(classes); }
        return values;
    }
}
