using System.Diagnostics;
using NNGen;
using NNGen.Plots;

namespace Articles;

[Network]
[Input(2)]
[Dense(16), Tanh]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class MoonClassifier;

/// <summary>Two weights and nothing else: y = v·tanh(w·x). Its loss is a landscape that can be drawn.</summary>
[Network]
[Input(1)]
[Dense(1, Bias = false, Name = "w"), Tanh]
[Dense(1, Bias = false, Name = "v")]
[MeanSquaredError]
internal sealed partial class TwoWeights;

/// <summary>Variants of gradient descent: the number of samples per step, and the optimizer.</summary>
internal static class Descent
{
    public static KeyFigure Run(ArticleContext context)
    {
        KeyFigure batches = Batches(context);
        context.Print();
        return KeyFigure.All(Optimizers(context), batches);
    }

    /// <summary>The same network, data and learning rate; only the size of a batch differs.</summary>
    private static KeyFigure Batches(ArticleContext context)
    {
        Dataset<float> moons = Datasets.Moons(512, noise: 0.1, seed: 1);
        Plot byEpoch = new("Loss by epoch", "epoch", "loss on all samples") { Legend = LegendPosition.None };
        Plot byStep = new("Loss by step", "step") { Legend = LegendPosition.Outside };
        byEpoch.Y.Scale = byStep.Y.Scale = byStep.X.Scale = AxisScale.Logarithmic;
        var last = new List<double>();
        foreach ((string name, int size) in new[] { ("stochastic: 1", 1), ("mini-batch: 32", 32), ("batch: all 512", 512) })
        {
            var net = new MoonClassifier(seed: 1);
            List<(double Epoch, long Step, double Loss)> track = [(0, 0, net.Evaluate(moons)["loss"])];
            var watch = new LambdaCallback(onBatchEnd: training =>
            {
                // Of the 15,360 stochastic steps only some are recorded: the first ones, later 16 per epoch.
                int each = Math.Max(1, training.Batches / 16);
                if (training.Step > 20 && training.Step % each != 0) { return; }
                track.Add(((double)training.Step / training.Batches, training.Step, net.Evaluate(moons)["loss"]));
            });
            net.Fit(moons, epochs: 30, size, new SGD(0.2), callbacks: [watch]);
            last.Add(track[^1].Loss);

            // The time of the same training without a callback.
            long began = Stopwatch.GetTimestamp();
            new MoonClassifier(seed: 1).Fit(moons, epochs: 30, size, new SGD(0.2));
            double milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            context.Print($"{name,-15} {track[^1].Step,6:N0} steps, loss {track[^1].Loss:0.0000}, {milliseconds:0.0} ms");
            byEpoch.Line(track.Select(point => point.Epoch), track.Select(point => point.Loss), name);
            byStep.Line(track.Skip(1).Select(point => point.Step), track.Skip(1).Select(point => point.Loss), name);
        }

        context.Save(new Figure(columns: 2) { byEpoch, byStep }, "batches");
        return KeyFigure.AtMost("loss of stochastic against batch descent", last[0] / last[^1], 0.2, "0.000");
    }

    /// <summary>Five optimizers from the same point in the loss landscape of two weights.</summary>
    private static KeyFigure Optimizers(ArticleContext context)
    {
        double[] x = [.. Enumerable.Range(-20, 41).Select(i => i / 10.0)];
        Dataset<float> points = Dataset.Create<float>(
            [.. x.Select(value => (float)value)], featureCount: 1, [.. x.Select(value => (float)Math.Tanh(value))], targetCount: 1);
        var net = new TwoWeights();
        Field landscape = Field.Sample((w, v) => { Move(net, w, v); return net.Evaluate(points)["loss"]; }, 0, 2.8, -0.5, 2.8, resolution: 81);

        Plot paths = new Plot("Paths", "w", "v") { Legend = LegendPosition.None }
            .Contour(landscape, [0.003, 0.01, 0.03, 0.1, 0.3, 1, 2, 4, 8], PlotColor.Muted, width: 0.7);
        Plot curves = new Plot("Loss", "step") { Legend = LegendPosition.Outside };
        curves.Y.Scale = AxisScale.Logarithmic;
        double worst = 0;

        // Each with a learning rate that suits it: those with momentum accumulate ten gradients, RMSProp and Adam divide by the gradient's size.
        (string Name, Optimizer Optimizer)[] runs =
        [
            ("SGD", new SGD(0.2)),
            ("momentum", new SGD(0.05, momentum: 0.9)),
            ("Nesterov", new SGD(0.05, momentum: 0.9, nesterov: true)),
            ("RMSProp", new RMSProp(0.05, alpha: 0.9)),
            ("Adam", new Adam(0.1)),
        ];
        foreach ((string name, Optimizer optimizer) in runs)
        {
            Move(net, 2.5, 2.5);
            using Trainer<TwoWeights, float> trainer = net.CreateTrainer(optimizer, points.Count);
            List<float> ws = [], vs = [], losses = [];
            for (int step = 0; step <= 150; step++)
            {
                ws.Add(net.W.Weight[0]);
                vs.Add(net.V.Weight[0]);
                losses.Add(trainer.Step(points.Features, points.Targets));
            }

            int there = losses.FindIndex(loss => loss < 1e-3);
            worst = Math.Max(worst, losses[^1]);
            context.Print($"{name,-9} loss {losses[^1]:0.0e-0} after 150 steps; below 0.001 {(there < 0 ? "never" : $"after {there}")}");
            paths.Line(ws, vs, name, width: 1.2, marker: Marker.Circle);
            curves.Line(losses.Select((_, i) => i), losses.Select(loss => Math.Max(loss, 1e-9f)), name);
        }

        paths.Scatter([1], [1], "minimum", PlotColor.Ink, Marker.Cross, radius: 5);
        var figure = new Figure(columns: 2) { PanelWidth = 440, PanelHeight = 350 };
        figure.Add(paths);
        figure.Add(curves);
        context.Save(figure);
        return KeyFigure.AtMost("worst loss of five optimizers", worst, 0.02);
    }

    private static void Move(TwoWeights net, double w, double v)
    {
        using ParameterBlock<float>.Editor parameters = net.Parameters.Edit();
        parameters["w.weight"][0] = (float)w;
        parameters["v.weight"][0] = (float)v;
    }
}
