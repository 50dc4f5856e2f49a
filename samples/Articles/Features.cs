using NNGen;
using NNGen.Plots;

namespace Articles;

/// <summary>A straight line through the plane: w₁x + w₂y + b.</summary>
[Network]
[Input(2)]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class LinearInTwo;

/// <summary>The same with a third feature.</summary>
[Network]
[Input(3)]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class LinearInThree;

/// <summary>Two features again, and a hidden layer to find more.</summary>
[Network]
[Input(2)]
[Dense(8), Tanh]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class HiddenFeatures;

/// <summary>Inside or outside a circle: it takes the right feature, which can be given or be learned by a hidden layer.</summary>
internal static class Features
{
    public static KeyFigure Run(ArticleContext context)
    {
        Dataset<float> plane = Points(context.Choose(full: 400, quick: 120), (x, y) => [x, y]);
        Dataset<float> withSquares = Points(plane.Count, (x, y) => [x, y, x * x + y * y]);
        int epochs = context.Choose(full: 300, quick: 200);

        var line = new LinearInTwo(seed: 1);
        line.Fit(plane, epochs, optimizer: new Adam(0.05));
        var circle = new LinearInThree(seed: 1);
        circle.Fit(withSquares, epochs, optimizer: new Adam(0.05));
        var network = new HiddenFeatures(seed: 1);
        network.Fit(plane, epochs, optimizer: new Adam(0.05));

        double ofLine = line.Evaluate(plane)["accuracy"];
        double ofCircle = circle.Evaluate(withSquares)["accuracy"];
        double ofNetwork = network.Evaluate(plane)["accuracy"];
        context.Print($"linear in x, y:           {ofLine:0.000}");
        string weights = string.Join(", ", circle.Dense1.Weight.ToArray().Select(w => $"{w:0.0}"));
        context.Print($"linear in x, y, x² + y²:  {ofCircle:0.000}   weights {weights}, bias {circle.Dense1.Bias[0]:0.0}");
        context.Print($"hidden layer over x, y:   {ofNetwork:0.000}");

        var figure = new Figure(columns: 3) { ShareAxes = true, PanelWidth = 270, PanelHeight = 270 };
        figure.Add(Panel($"Linear in x, y: {ofLine:0 %}", plane, (x, y) => line.Predict([x, y])));
        figure.Add(Panel($"Linear in x, y, x² + y²: {ofCircle:0 %}", plane, (x, y) => circle.Predict([x, y, x * x + y * y])));
        figure.Add(Panel($"Hidden layer over x, y: {ofNetwork:0 %}", plane, (x, y) => network.Predict([x, y])));
        context.Save(figure);
        return KeyFigure.AtLeast("accuracy, the worse of the two that can", Math.Min(ofCircle, ofNetwork), context.Choose(full: 0.98, quick: 0.95));
    }

    // Points in a square; class 1 are those within a circle.
    private static Dataset<float> Points(int count, Func<float, float, float[]> features)
    {
        var random = new Random(1);
        float[][] rows = new float[count][];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            (float x, float y) = (2 * random.NextSingle() - 1, 2 * random.NextSingle() - 1);
            rows[i] = features(x, y);
            classes[i] = x * x + y * y < 0.5f ? 1 : 0;
        }

        return Dataset.FromLabels(rows, classes, 2, ["outside", "inside"], rows[0].Length == 2 ? ["x", "y"] : ["x", "y", "x² + y²"]);
    }

    private static Plot Panel(string title, Dataset<float> samples, Func<float, float, float[]> predict)
    {
        Field probability = Field.Sample((x, y) => predict((float)x, (float)y)[0], -1.1, 1.1, -1.1, 1.1);
        Plot panel = Charts.DecisionBoundary(probability, samples, title);
        panel.EqualUnits = true;
        panel.Legend = LegendPosition.None;
        return panel;
    }
}
