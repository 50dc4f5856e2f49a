using NNGen;
using NNGen.Plots;

namespace Articles;

/// <summary>w₁x + w₂y + b, and a sigmoid: two weights and a bias.</summary>
[Network]
[Input(2)]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class WithBias;

/// <summary>b·1 + w₁x + w₂y: three weights, the first for an input that is always 1.</summary>
[Network]
[Input(3)]
[Dense(1, Bias = false), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class WithColumnOfOnes;

/// <summary>w₁x + w₂y: without a bias and a column of ones, every line goes through the origin.</summary>
[Network]
[Input(2)]
[Dense(1, Bias = false), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class WithoutBias;

/// <summary>A bias is the weight of an input that never changes: the two networks take the same steps.</summary>
internal static class Bias
{
    private const double LearningRate = 1;

    public static KeyFigure Run(ArticleContext context)
    {
        Dataset<float> points = Points(context.Choose(full: 200, quick: 60));
        Dataset<float> widened = WithOnes(points);
        var bias = new WithBias(seed: 1);
        var ones = new WithColumnOfOnes();
        var neither = new WithoutBias(seed: 1);
        ones.Parameters.Replace(Folded(bias));

        int steps = context.Choose(full: 300, quick: 50);
        List<float[]> ofBias = [Folded(bias)], ofOnes = [ones.Parameters.Values.ToArray()];
        using Trainer<WithBias, float> biasTrainer = bias.CreateTrainer(new SGD(LearningRate), points.Count);
        using Trainer<WithColumnOfOnes, float> onesTrainer = ones.CreateTrainer(new SGD(LearningRate), points.Count);
        for (int step = 0; step < steps; step++)
        {
            biasTrainer.Step(points.Features, points.Labels);
            onesTrainer.Step(widened.Features, widened.Labels);
            ofBias.Add(Folded(bias));
            ofOnes.Add(ones.Parameters.Values.ToArray());
        }

        neither.Fit(points, steps, points.Count, new SGD(LearningRate));

        context.Print("step    b        w1       w2         ones     x        y          (with a bias; with a column of ones)");
        foreach (int step in new[] { 0, 1, 2, 10, steps }) { context.Print($"{step,4}  {Row(ofBias[step])}   {Row(ofOnes[step])}"); }
        double difference = ofBias.Zip(ofOnes, (a, b) => a.Zip(b, (one, other) => Math.Abs((double)one - other)).Max()).Max();
        context.Print();
        context.Print($"largest difference of a parameter over {steps} steps: {difference:0.0e-0}");
        context.Print($"accuracy: {bias.Evaluate(points).Accuracy:0.000} with a bias, {ones.Evaluate(widened).Accuracy:0.000} with ones, {neither.Evaluate(points).Accuracy:0.000} with neither");

        var figure = new Figure(columns: 2) { PanelWidth = 420, PanelHeight = 310 };
        figure.Add(Lines(points, ofBias[^1], ofOnes[^1], [0, .. neither.Parameters.Values]));
        figure.Add(Steps(ofBias, ofOnes));
        context.Save(figure);
        return KeyFigure.AtMost("largest difference of a parameter", difference, 0);
    }

    /// <summary>Every sample with a 1 as its first feature, which replaces the bias, and with its class.</summary>
    private static Dataset<float> WithOnes(Dataset<float> points) => Dataset.FromLabels(
        [.. Enumerable.Range(0, points.Count).Select(i => (float[])[1, .. points.Rows[i]])],
        points.Labels.ToArray(),
        points.ClassCount);

    /// <summary>The parameters of the network with a bias, in the order of the other one: the bias is the weight of the ones.</summary>
    private static float[] Folded(WithBias net) => [net.Dense1.Bias[0], .. net.Dense1.Weight.Values];

    // Two clouds, both on one side of the origin: no line through it separates them.
    private static Dataset<float> Points(int count)
    {
        var random = new Random(1);
        float[][] rows = new float[count][];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            classes[i] = i % 2;
            (float x, float y) = classes[i] == 0 ? (0.8f, 0.9f) : (2.1f, 2.0f);
            rows[i] = [x + Cloud(), y + Cloud()];
        }

        return Dataset.FromLabels(rows, classes, 2);

        float Cloud() => (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 0.8f;
    }

    private static string Row(float[] parameters) => string.Join(' ', parameters.Select(value => $"{value,8:0.00000}"));

    private static Plot Lines(Dataset<float> points, float[] bias, float[] ones, float[] neither)
    {
        var plot = new Plot("Where the probability is one half", "x", "y") { EqualUnits = true, Legend = LegendPosition.Outside };
        for (int number = 0; number < 2; number++)
        {
            float[][] rows = [.. Enumerable.Range(0, points.Count).Where(i => points.Labels[i] == number).Select(i => points.Rows[i].ToArray())];
            plot.Scatter(rows.Select(row => row[0]), rows.Select(row => row[1]), $"class {number}", PlotColor.Series(number), radius: 2.2);
        }

        Boundary(bias, "with a bias", PlotColor.Ink, LineStyle.Solid, 1.2);
        Boundary(ones, "column of ones", PlotColor.Series(2), LineStyle.Dashed, 4);
        Boundary(neither, "neither", PlotColor.Muted, LineStyle.Dotted, 1.5);
        return plot;

        // b + w₁x + w₂y = 0, within the picture.
        void Boundary(float[] p, string label, PlotColor color, LineStyle style, double width)
        {
            double[] xs = [.. Enumerable.Range(0, 61).Select(i => i / 20.0).Where(x => Y(x) is >= 0 and <= 3)];
            plot.Line(xs, xs.Select(Y), label, color, style, width);
            double Y(double x) => -(p[0] + p[1] * x) / p[2];
        }
    }

    private static Plot Steps(List<float[]> bias, List<float[]> ones)
    {
        var plot = new Plot("The parameters, step by step", "step") { Legend = LegendPosition.Outside };
        string[] names = ["b", "w₁", "w₂"];
        int[] some = [.. Enumerable.Range(0, bias.Count).Where(step => step % Math.Max(1, bias.Count / 15) == 0)];
        for (int i = 0; i < names.Length; i++) { plot.Line(bias.Select((_, step) => step), bias.Select(p => p[i]), names[i], PlotColor.Series(i)); }
        return plot.Scatter(
            some.SelectMany(step => Enumerable.Repeat(step, names.Length)), some.SelectMany(step => ones[step]), "column of ones", PlotColor.Ink, Marker.Cross, radius: 3);
    }
}
