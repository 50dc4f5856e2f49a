using NNGen;
using NNGen.Plots;

namespace Articles;

/// <summary>Linear regression: ten features, a weight for each, and a bias.</summary>
[Network]
[Input(10)]
[Dense(1, Name = "regression")]
[MeanSquaredError]
internal sealed partial class LinearRegression;

/// <summary>A network without hidden layers is linear regression: gradient descent finds the solution of the normal equations.</summary>
internal static class Linear
{
    public static KeyFigure Run(ArticleContext context)
    {
        // Features and progression of the disease, each with mean 0 and deviation 1 over the training part.
        (Dataset<float> train, Dataset<float> test) = Datasets.Diabetes().Split(testFraction: 0.2, seed: 42);
        StandardScaler features = StandardScaler.Fit(train);
        StandardScaler targets = StandardScaler.FitTargets(train);
        train = targets.TransformTargets(features.Transform(train));
        test = targets.TransformTargets(features.Transform(test));

        // All samples in every step: descent along the exact gradient, so it converges to where the gradient is zero.
        var net = new LinearRegression(seed: 1);
        net.Fit(train, epochs: context.Choose(full: 1000, quick: 300), batchSize: train.Count, optimizer: new SGD(0.1, momentum: 0.9));

        double[] exact = NormalEquations(train);
        double[] learned = [.. net.Regression.Weight.ToArray().Append(net.Regression.Bias[0]).Select(w => (double)w)];
        double difference = exact.Zip(learned, (a, b) => Math.Abs(a - b)).Max();
        string[] names = [.. train.FeatureNames!];
        context.Print("feature    learned     exact");
        for (int i = 0; i < names.Length; i++) { context.Print($"{names[i],-7} {learned[i],10:0.0000} {exact[i],9:0.0000}"); }
        context.Print();
        context.Print($"unseen patients: R² {net.Evaluate(test).RSquared:0.000}; largest difference of a coefficient: {difference:0.0e-0}");

        var coefficients = new Plot("Coefficients", "feature", "weight, in deviations")
            .Bars(names, learned.SkipLast(1), "learned by descent")
            .Bars(names, exact.SkipLast(1), "least squares");
        context.Save(new Figure(columns: 2) { coefficients, Predictions(net, test, targets) });
        return KeyFigure.AtMost("coefficients, difference from least squares", difference, context.Choose(full: 1e-4, quick: 1e-2));
    }

    /// <summary>Least squares: (XᵀX)·w = Xᵀy, with a column of ones for the bias, in double precision.</summary>
    private static double[] NormalEquations(Dataset<float> data)
    {
        int size = data.FeatureCount + 1;
        double[,] squares = new double[size, size];
        double[] products = new double[size];
        for (int i = 0; i < data.Count; i++)
        {
            float[] x = [.. data.Rows[i], 1];
            for (int row = 0; row < size; row++)
            {
                for (int column = 0; column < size; column++) { squares[row, column] += (double)x[row] * x[column]; }
                products[row] += (double)x[row] * data.TargetRows[i][0];
            }
        }

        return Cholesky.Solve(squares, products);
    }

    private static Plot Predictions(LinearRegression net, Dataset<float> test, StandardScaler targets)
    {
        float[] truth = test.Targets.ToArray();
        float[] predicted = net.PredictBatch(test.Features);
        targets.InverseTransform<float>(truth, truth);
        targets.InverseTransform<float>(predicted, predicted);
        return new Plot("Patients it has not seen", "progress of the disease", "predicted")
            .Scatter(truth, predicted, "a patient", PlotColor.Series(0), radius: 3)
            .Line([25, 346], [25, 346], "perfect", PlotColor.Muted, LineStyle.Dashed);
    }
}
