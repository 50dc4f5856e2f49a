using NNGen;
using NNGen.Plots;

namespace Articles;

// Weights and biases start with a wide spread, so that the units bend at different points of the curve instead of all at 0.
[Network, Input(1), Dense(2, WeightInitializer = Initializer.Normal, WeightScale = 2, BiasInitializer = Initializer.Normal, BiasScale = 4), Tanh, Dense(1)]
[MeanSquaredError]
internal sealed partial class Curve2;

[Network, Input(1), Dense(4, WeightInitializer = Initializer.Normal, WeightScale = 2, BiasInitializer = Initializer.Normal, BiasScale = 4), Tanh, Dense(1)]
[MeanSquaredError]
internal sealed partial class Curve4;

[Network, Input(1), Dense(8, WeightInitializer = Initializer.Normal, WeightScale = 2, BiasInitializer = Initializer.Normal, BiasScale = 4), Tanh, Dense(1)]
[MeanSquaredError]
internal sealed partial class Curve8;

[Network, Input(1), Dense(16, WeightInitializer = Initializer.Normal, WeightScale = 2, BiasInitializer = Initializer.Normal, BiasScale = 4), Tanh, Dense(1)]
[MeanSquaredError]
internal sealed partial class Curve16;

[Network, Input(1), Dense(32, WeightInitializer = Initializer.Normal, WeightScale = 2, BiasInitializer = Initializer.Normal, BiasScale = 4), Tanh, Dense(1)]
[MeanSquaredError]
internal sealed partial class Curve32;

/// <summary>One hidden layer approximates a function to any accuracy, if it is wide enough.</summary>
internal static class Universal
{
    private const float Range = 4;

    public static KeyFigure Run(ArticleContext context)
    {
        float[] x = [.. Enumerable.Range(-128, 257).Select(i => Range * i / 128)];
        float[] wanted = [.. x.Select(value => MathF.Sin(value * value))];
        Dataset<float> curve = Dataset.Create<float>(x, featureCount: 1, wanted, targetCount: 1);

        var errors = new List<double>();
        var figure = new Figure(columns: 3) { PanelWidth = 310, PanelHeight = 235 };
        figure.Add(Panel(new Curve2(seed: 1), curve, context, errors));
        figure.Add(Panel(new Curve4(seed: 1), curve, context, errors));
        figure.Add(Panel(new Curve8(seed: 1), curve, context, errors));
        figure.Add(Panel(new Curve16(seed: 1), curve, context, errors));
        figure.Add(Panel(new Curve32(seed: 1), curve, context, errors));
        figure.Add(Errors(errors));
        context.Save(figure);
        return KeyFigure.AtMost("root mean squared error with 32 units", errors[^1], 0.03, "0.0000");
    }

    private static Plot Panel<TNetwork>(INetwork<TNetwork, float> net, Dataset<float> curve, ArticleContext context, List<double> errors)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        errors.Add(Learn(net, curve));
        int units = TNetwork.Description.Layers[0].OutputShape[0];
        context.Print($"{units,3} units, {TNetwork.Description.ParameterCount,3} parameters: root mean squared error {errors[^1]:0.0000}");

        float[] answers = new float[curve.Count];
        net.PredictBatch(curve.Features, answers);
        Plot panel = new Plot($"{units} units", "x")
            .Line(curve.Features.ToArray(), curve.Targets.ToArray(), "sin x²", PlotColor.Muted, width: 3, opacity: 0.6)
            .Line(curve.Features.ToArray(), answers, "network", PlotColor.Series(1));
        (panel.Y.Min, panel.Y.Max) = (-1.3, 1.3);
        panel.Legend = units == 2 ? LegendPosition.Auto : LegendPosition.None;
        return panel;
    }

    /// <summary>Trains with all points in every step; returns the root mean squared error.</summary>
    private static double Learn<TNetwork>(INetwork<TNetwork, float> net, Dataset<float> curve)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        const int Epochs = 8000;
        var falling = LearningRateSchedule.PerEpoch(Schedule.Cosine(0.03, Epochs, alpha: 0.01));
        net.Fit(curve, Epochs, batchSize: curve.Count, new Adam(), callbacks: [falling]);
        return net.Evaluate(curve)["rmse"];
    }

    private static Plot Errors(List<double> errors)
    {
        Plot plot = new Plot("Root mean squared error", "hidden units")
            .Line(errors.Select((_, i) => i), errors, color: PlotColor.Series(1), marker: Marker.Circle);
        plot.X.Categories = [.. errors.Select((_, i) => $"{2 << i}")];
        plot.Y.Scale = AxisScale.Logarithmic;
        return plot;
    }
}
