using NNGen;
using NNGen.Plots;

namespace Articles;

/// <summary>A circle within a circle: no line separates them, three lines and a fourth unit do.</summary>
internal static class Circles
{
    private const double LearningRate = 5;

    /// <summary>How far the plane is drawn in each direction.</summary>
    private const double Range = 1.4;

    public static KeyFigure Run(ArticleContext context)
    {
        Dataset<float> circles = Datasets.Circles(400, noise: 0.08, factor: 0.4, seed: 1);
        int steps = context.Choose(full: 3000, quick: 1000);

        // The gradient from the chain rule, derived on paper, compared with the generated one: before and after training.
        var net = new CircleClassifier(seed: 1);
        double difference = DeltaRules.LargestDifference(net, circles);
        List<float> losses = Descend(net, circles, steps);
        difference = Math.Max(difference, DeltaRules.LargestDifference(net, circles));
        double accuracy = net.Evaluate(circles)["accuracy"];

        context.Print($"{CircleClassifier.ParameterCount} parameters, {steps} steps with all {circles.Count} points: loss {losses[0]:0.000} → {losses[^1]:0.0000}");
        context.Print("Each hidden unit is a line, with its weights as the normal:");
        ReadOnlySpan<float> w = net.Dense1.Weight.Values;
        ReadOnlySpan<float> b = net.Dense1.Bias.Values;
        for (int k = 0; k < 3; k++) { context.Print($"  h{"₁₂₃"[k]} = σ({w[2 * k],7:0.00}·x₁ {w[2 * k + 1],7:+0.00;-0.00}·x₂ {b[k],7:+0.00;-0.00})"); }
        context.Print($"largest difference between the written and the generated gradient: {difference:0.0e-0}");

        var figure = new Figure(columns: 2) { PanelWidth = 420, PanelHeight = 350 };
        figure.Add(Lines(net, circles));
        figure.Add(HiddenSpace.Draw(net, circles));
        figure.Add(Boundary(net, circles, "What the network answers", resolution: 121));
        figure.Add(LossCurve(losses));
        context.Save(figure);

        context.Save(Grid(context, circles, context.Choose(full: 2000, quick: 300)), "units");
        return KeyFigure.All(
            KeyFigure.AtLeast("accuracy with 3 units", accuracy, 0.99),
            KeyFigure.AtMost("largest gradient difference", difference, 1e-6));
    }

    /// <summary>Gradient descent with all points in every step; returns the loss before each step.</summary>
    private static List<float> Descend<TNetwork>(INetwork<TNetwork, float> net, Dataset<float> points, int steps)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        using Trainer<TNetwork, float> trainer = net.CreateTrainer(new SGD(LearningRate), points.Count);
        var losses = new List<float>();
        for (int step = 0; step < steps; step++) { losses.Add(trainer.Step(points.Features, points.Labels)); }
        return losses;
    }

    private static Plot Lines(CircleClassifier net, Dataset<float> circles)
    {
        Plot plot = Charts.Samples(circles, "The lines of the three hidden units");
        plot.Legend = LegendPosition.Outside;
        float[] w = net.Dense1.Weight.ToArray();
        float[] b = net.Dense1.Bias.ToArray();
        for (int k = 0; k < 3; k++)
        {
            // On one side of its line a unit goes to 0, on the other to 1; on it, its weighted sum is 0.
            (float w1, float w2, float bias) = (w[2 * k], w[2 * k + 1], b[k]);
            Field sum = Field.Sample((x1, x2) => w1 * x1 + w2 * x2 + bias, -Range, Range, -Range, Range);
            plot.Contour(sum, [0], PlotColor.Series(2 + k), width: 1.8, label: $"h{"₁₂₃"[k]} = ½");
        }

        return plot;
    }

    private static Plot Boundary<TNetwork>(INetwork<TNetwork, float> net, Dataset<float> circles, string title, int resolution)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        Field probability = net.Fields(-Range, Range, -Range, Range, resolution)[0];
        Plot plot = Charts.DecisionBoundary(probability, circles, title);
        plot.Legend = LegendPosition.None;
        return plot;
    }

    private static Plot LossCurve(List<float> losses)
    {
        var plot = new Plot("Loss", "step", "binary cross-entropy").Line(losses.Select((_, i) => i + 1), losses);
        plot.X.Scale = plot.Y.Scale = AxisScale.Logarithmic;
        return plot;
    }

    private static Figure Grid(ArticleContext context, Dataset<float> circles, int steps)
    {
        var grid = new Figure(columns: 5) { PanelWidth = 205, PanelHeight = 215, ShareAxes = true, XLabel = "x₁", YLabel = "x₂" };
        grid.Add(Panel(new CircleClassifier5(seed: 1), context, circles, steps));
        grid.Add(Panel(new CircleClassifier10(seed: 1), context, circles, steps));
        grid.Add(Panel(new CircleClassifier15(seed: 1), context, circles, steps));
        grid.Add(Panel(new CircleClassifier20(seed: 1), context, circles, steps));
        grid.Add(Panel(new CircleClassifier25(seed: 1), context, circles, steps));
        grid.Add(Panel(new CircleClassifier30(seed: 1), context, circles, steps));
        grid.Add(Panel(new CircleClassifier35(seed: 1), context, circles, steps));
        grid.Add(Panel(new CircleClassifier40(seed: 1), context, circles, steps));
        grid.Add(Panel(new CircleClassifier45(seed: 1), context, circles, steps));
        grid.Add(Panel(new CircleClassifier50(seed: 1), context, circles, steps));
        return grid;
    }

    private static Plot Panel<TNetwork>(INetwork<TNetwork, float> net, ArticleContext context, Dataset<float> circles, int steps)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        Descend(net, circles, steps);
        int units = TNetwork.Description.Layers[0].OutputShape[0];
        Metrics result = net.Evaluate(circles);
        context.Print($"{units,3} units: loss {result.Loss:0.0000}, accuracy {result.Accuracy:0.0000}");

        // Half of the points are enough in a small picture.
        Plot panel = Boundary(net, circles.Take(circles.Count / 2), $"{units} units", resolution: 41);
        panel.X.Label = panel.Y.Label = null;
        return panel;
    }
}
