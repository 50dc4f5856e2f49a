using NNGen;
using NNGen.Plots;

namespace Tabular;

/// <summary>How far does diabetes progress in a year? Ten measures of a patient; linear regression and a small network.</summary>
/// <remarks>
/// These measures have few nonlinear effects: over the folds the network is better by 0.003, and on some splits it is worse.
/// </remarks>
internal static class Diabetes
{
    /// <summary>
    /// R² of scikit-learn's <c>LinearRegression</c>, 1.2.1, on the same rows, computed by tests/NNGen.Tests/Samples/Tabular/diabetes.py.
    /// </summary>
    private const double ScikitLearn = 0.545448;

    /// <summary>Least squares has one solution: the tolerance is for rounding and convergence.</summary>
    private const double Rounding = 1e-4;

    public static void Run(Figures figures, string folder)
    {
        Dataset<float> data = Datasets.RawDiabetes();
        Console.WriteLine($"diabetes: {data}");
        TrialResult linearFolds = CrossValidate<LinearRegression>(data, LinearSettings);
        TrialResult networkFolds = CrossValidate<ProgressionNetwork>(data, NetworkSettings);
        figures.Print("linear regression, R²", linearFolds, atLeast: 0.48);
        figures.Print("network, R²", networkFolds, atLeast: linearFolds.Score);

        (Dataset<float> train, Dataset<float> test) = data.Split(testFraction: 0.25, seed: 7);
        var targets = StandardScaler.FitTargets(train);
        (train, test) = Standardize(train, test);
        var linear = new LinearRegression(seed: 1);
        var network = new ProgressionNetwork(seed: 1);
        Train(linear, train, LinearSettings());
        Train(network, train, NetworkSettings());
        figures.Print("scikit-learn's linear regression, R² of a test", ScikitLearn);
        figures.Print("linear regression, R² of a test", linear.Evaluate(test)["r2"], atLeast: ScikitLearn - Rounding);
        figures.Print("network, R² of a test", network.Evaluate(test)["r2"], atLeast: ScikitLearn);

        float[] truth = test.Targets.ToArray();
        float[] byLinear = linear.Predict(test), byNetwork = network.Predict(test);
        foreach (float[] values in (float[][])[truth, byLinear, byNetwork]) { targets.InverseTransform<float>(values, values); }
        new Plot("Diabetes: progression in a year", xLabel: "measured", yLabel: "predicted")
            .Line([25f, 346], [25f, 346], "as measured", PlotColor.Muted, LineStyle.Dashed)
            .Scatter(truth, byLinear, "linear regression")
            .Scatter(truth, byNetwork, "network", marker: Marker.Square)
            .Save(Path.Combine(folder, "diabetes-predictions.svg"));
    }

    /// <summary>All samples are one batch, and there are enough steps to converge.</summary>
    private static TrialSettings LinearSettings() => new() { Optimizer = new Adam(0.01), Epochs = 3000, BatchSize = 442 };

    /// <summary>Chosen by cross-validation.</summary>
    private static TrialSettings NetworkSettings() => new() { Optimizer = new AdamW(0.003, weightDecay: 0.5), Epochs = 20, Seed = 1 };

    private static TrialResult CrossValidate<TNetwork>(Dataset<float> data, Func<TrialSettings> settings)
        where TNetwork : class, INetwork<TNetwork, float> => CrossValidation.Run<TNetwork, float>(
            data, settings, folds: 10, seed: 1, SearchObjective.RSquared, prepare: Standardize);

    private static (Dataset<float> Train, Dataset<float> Test) Standardize(Dataset<float> train, Dataset<float> test)
    {
        StandardScaler features = StandardScaler.Fit(train);
        StandardScaler targets = StandardScaler.FitTargets(train);
        return (Ready(train), Ready(test));

        Dataset<float> Ready(Dataset<float> part) => targets.TransformTargets(features.Transform(part));
    }

    private static void Train<TNetwork>(TNetwork network, Dataset<float> train, TrialSettings settings)
        where TNetwork : class, INetwork<TNetwork, float> =>
        network.Fit(train, new FitOptions
        {
            Epochs = settings.Epochs,
            BatchSize = settings.BatchSize,
            Optimizer = settings.Optimizer,
            Seed = settings.Seed,
        });
}
