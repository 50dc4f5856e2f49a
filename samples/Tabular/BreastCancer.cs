using NNGen;
using NNGen.Plots;

namespace Tabular;

/// <summary>Is a tumor benign? Thirty measures of its cells; logistic regression and a small network.</summary>
internal static class BreastCancer
{
    private const double Bound = 0.97;

    public static void Run(Figures figures, string folder)
    {
        Dataset<float> data = Datasets.BreastCancer();
        Console.WriteLine($"breast cancer: {data}");

        // Compares both models by cross-validation: every sample is tested once, by a network that was not trained on it.
        figures.Print("logistic regression, accuracy", CrossValidate<LogisticRegression>(data), Bound);
        figures.Print("network, accuracy", CrossValidate<TumorNetwork>(data), Bound);

        ChooseThresholds(figures, data);

        // The scaler is fitted on the training part alone.
        (Dataset<float> train, Dataset<float> test) = data.Split(testFraction: 0.25, seed: 7, stratify: true);
        (train, test) = Standardize(train, test);
        var logistic = new LogisticRegression(seed: 1);
        var network = new TumorNetwork(seed: 1);
        Train(logistic, train);
        History history = Train(network, train, validation: test);
        figures.Print("logistic regression, accuracy of a test", logistic.Evaluate(test)["accuracy"], Bound);
        figures.Print("network, accuracy of a test", network.Evaluate(test)["accuracy"], Bound);
        figures.Print("logistic regression, area under the ROC", Auc(logistic, test));
        figures.Print("network, area under the ROC", Auc(network, test));
        Console.WriteLine();
        Console.WriteLine(network.ClassificationReport(test));

        bool[] benign = [.. Enumerable.Range(0, test.Count).Select(i => test.Labels[i] == 1)];
        Charts.Roc(logistic.Predict(test), benign, "logistic regression", "Breast cancer: benign or malignant")
            .AddRoc(network.Predict(test), benign, "network")
            .Save(Path.Combine(folder, "breast-cancer-roc.svg"));
        history.SavePlot(Path.Combine(folder, "breast-cancer-loss.svg"), title: "Breast cancer: the network");
    }

    /// <summary>
    /// Sending a patient with a malignant tumor home costs more than examining a benign one again: predict benign only above a higher probability.
    /// </summary>
    private static void ChooseThresholds(Figures figures, Dataset<float> data)
    {
        const double Missed = 20, LookedAtTwice = 1;
        double atOneHalf = 0, atThreshold = 0;
        foreach ((Dataset<float> train, Dataset<float> test) in data.StratifiedKFold(folds: 10, seed: 1))
        {
            // Trains with one part, chooses the thresholds with a second, and evaluates them with a third.
            (Dataset<float> learn, Dataset<float> validation) = train.Split(testFraction: 0.3, seed: 1, stratify: true);
            StandardScaler scaler = StandardScaler.Fit(learn);
            var network = new TumorNetwork(seed: 1);
            Train(network, scaler.Transform(learn));
            ThresholdCurve curve = network.ThresholdCurve(scaler.Transform(validation));
            double threshold = curve.MinimizeCost(falsePositive: Missed, falseNegative: LookedAtTwice).Threshold;
            atOneHalf += Cost(network.ConfusionMatrix(scaler.Transform(test)));
            atThreshold += Cost(network.ConfusionMatrix(scaler.Transform(test), threshold));
        }

        figures.Print("network, cost of mistakes at one half", atOneHalf);
        figures.Print("network, cost of mistakes at chosen thresholds", atThreshold);
        figures.Print("network, cost saved", atOneHalf - atThreshold, atLeast: 0);

        // Row: the class of a tumor (0 malignant, 1 benign), column: the predicted class.
        static double Cost(ConfusionMatrix matrix) => (Missed * matrix[0, 1]) + (LookedAtTwice * matrix[1, 0]);
    }

    /// <summary>Chosen by cross-validation: the network needs stronger regularization.</summary>
    private static TrialSettings Settings<TNetwork>() => typeof(TNetwork) == typeof(LogisticRegression)
        ? new() { Optimizer = new AdamW(0.01, weightDecay: 0.1), Epochs = 40, Seed = 1 }
        : new() { Optimizer = new AdamW(0.001, weightDecay: 0.5), Epochs = 40, Seed = 1 };

    private static TrialResult CrossValidate<TNetwork>(Dataset<float> data)
        where TNetwork : class, INetwork<TNetwork, float> => CrossValidation.Run<TNetwork, float>(
            data, Settings<TNetwork>, folds: 10, seed: 1, SearchObjective.Accuracy, prepare: Standardize);

    private static (Dataset<float> Train, Dataset<float> Test) Standardize(Dataset<float> train, Dataset<float> test)
    {
        StandardScaler scaler = StandardScaler.Fit(train);
        return (scaler.Transform(train), scaler.Transform(test));
    }

    private static History Train<TNetwork>(TNetwork network, Dataset<float> train, Dataset<float>? validation = null)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        TrialSettings settings = Settings<TNetwork>();
        return network.Fit(
            train,
            new FitOptions { Epochs = settings.Epochs, BatchSize = settings.BatchSize, Optimizer = settings.Optimizer, Seed = settings.Seed },
            validation);
    }

    private static double Auc<TNetwork>(TNetwork network, Dataset<float> test)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        var area = new RocAuc();
        network.Evaluate(test, metrics: [area]);
        return area.Result;
    }
}
