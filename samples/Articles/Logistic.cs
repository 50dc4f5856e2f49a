using NNGen;
using NNGen.Plots;

namespace Articles;

/// <summary>Logistic regression: linear regression with a sigmoid on top, trained with cross-entropy.</summary>
[Network]
[Input(30)]
[Dense(1, Name = "regression"), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class LogisticRegression;

/// <summary>
/// With a sigmoid on top it is logistic regression. There is no closed form for its weights, but Newton's method needs only a few steps.
/// </summary>
internal static class Logistic
{
    // Without it there is no optimum: the classes are separable, and larger weights always reduce the loss.
    private const double WeightDecay = 0.01;

    public static KeyFigure Run(ArticleContext context)
    {
        // 30 measures of the cells of a tumor; class 1 is benign.
        (Dataset<float> train, Dataset<float> test) = Datasets.BreastCancer().Split(testFraction: 0.2, seed: 42, stratify: true);
        StandardScaler scaler = StandardScaler.Fit(train);
        train = scaler.Transform(train);
        test = scaler.Transform(test);

        var net = new LogisticRegression(seed: 1);
        net.Fit(
            train,
            epochs: context.Choose(full: 3000, quick: 1000),
            batchSize: train.Count,
            optimizer: new SGD(0.1, momentum: 0.9) { WeightDecay = WeightDecay });

        double[] exact = Newton(train);
        double[] learned = [.. net.Regression.Weight.ToArray().Append(net.Regression.Bias[0]).Select(w => (double)w)];
        double difference = exact.Zip(learned, (a, b) => Math.Abs(a - b)).Max();
        Metrics result = net.Evaluate(test);

        // The features have the same scale, so weights are comparable: the five with the most influence for either class.
        int[] sorted = [.. Enumerable.Range(0, train.FeatureCount).OrderBy(i => learned[i])];
        int[] order = [.. sorted[..5], .. sorted[^5..]];
        string[] names = [.. order.Select(i => train.FeatureNames![i])];
        context.Print("what counts most           learned     exact   (negative: for malignant, positive: for benign)");
        for (int i = 0; i < order.Length; i++) { context.Print($"{names[i],-24} {learned[order[i]],9:0.0000} {exact[order[i]],9:0.0000}"); }
        context.Print();
        context.Print($"unseen tumors: {result}; largest difference of a coefficient from Newton's: {difference:0.0e-0}");

        var coefficients = new Plot("What speaks for benign", yLabel: "weight")
            .Bars(names, order.Select(i => learned[i]), "learned by descent")
            .Bars(names, order.Select(i => exact[i]), "Newton's method");
        var figure = new Figure(columns: 2) { PanelWidth = 400, PanelHeight = 330 };
        figure.Add(coefficients);
        figure.Add(Certainty(net, test));
        context.Save(figure);
        return KeyFigure.AtLeast("malignant or benign, test accuracy", result["accuracy"], 0.95);
    }

    /// <summary>w ← w - H⁻¹·g of the mean cross-entropy with weight decay: g = Σ(p - t)x/n + λw, H = Σp(1 - p)xxᵀ/n + λI.</summary>
    private static double[] Newton(Dataset<float> data)
    {
        int size = data.FeatureCount + 1;
        double[] w = new double[size];
        for (int step = 0; step < 10; step++)
        {
            double[,] curvature = new double[size, size];
            double[] gradient = new double[size];
            for (int row = 0; row < size; row++) { (curvature[row, row], gradient[row]) = (WeightDecay, WeightDecay * w[row]); }
            for (int i = 0; i < data.Count; i++)
            {
                float[] x = [.. data.Rows[i], 1];
                double p = VectorMath.Sigmoid(x.Zip(w, (value, weight) => value * weight).Sum());
                for (int row = 0; row < size; row++)
                {
                    gradient[row] += (p - data.Labels[i]) * x[row] / data.Count;
                    for (int column = 0; column < size; column++) { curvature[row, column] += p * (1 - p) * x[row] * x[column] / data.Count; }
                }
            }

            double[] move = Cholesky.Solve(curvature, gradient);
            for (int row = 0; row < size; row++) { w[row] -= move[row]; }
        }

        return w;
    }

    /// <summary>The weighted sum of each tumor, and its sigmoid.</summary>
    private static Plot Certainty(LogisticRegression net, Dataset<float> test)
    {
        float[] probabilities = net.PredictBatch(test.Features);
        double[] sums = [.. probabilities.Select(p => Math.Log(p / (1.0 - p)))];
        var plot = new Plot("Tumors it has not seen", "weighted sum", "probability of benign")
            .Function(VectorMath.Sigmoid, sums.Min(), sums.Max(), color: PlotColor.Muted);
        for (int k = 0; k < 2; k++)
        {
            int[] rows = [.. Enumerable.Range(0, test.Count).Where(i => test.Labels[i] == k)];
            Marker marker = k == 0 ? Marker.Circle : Marker.Square;
            plot.Scatter(rows.Select(i => sums[i]), rows.Select(i => probabilities[i]), test.ClassNames![k], PlotColor.Series(k), marker, radius: 3.5);
        }

        return plot;
    }
}
