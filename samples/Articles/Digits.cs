using NNGen;
using NNGen.Plots;

namespace Articles;

[Network]
[Input(64)]
[Dense(32), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class TenDigits;

/// <summary>Ten classes: which are confused, where the network is wrong with high confidence, and what its hidden units respond to.</summary>
internal static class Digits
{
    public static KeyFigure Run(ArticleContext context)
    {
        var (train, test) = Datasets.Digits().Split(testFraction: 0.25, seed: 1);
        var net = new TenDigits(seed: 1);
        History history = net.Fit(train, epochs: context.Choose(full: 40, quick: 12), optimizer: new Adam(2e-3) { WeightDecay = 1e-3 });
        Metrics result = net.Evaluate(test);
        context.Print($"{TenDigits.ParameterCount:N0} parameters, {train.Count:N0} images to learn from, {test.Count} to test with");
        context.Print($"training: {history[^1].Training}");
        context.Print($"test:     {result}");
        context.Print($"hidden units that fire for none of the images: {Enumerable.Range(0, 32).Count(unit => !Fires(net, unit, train))}");

        float[] probabilities = net.PredictBatch(test.Features);
        int[] answers = new int[test.Count];
        net.ClassifyBatch(test.Features, answers);
        int[,] counts = new int[10, 10];
        for (int i = 0; i < test.Count; i++) { counts[test.Labels[i], answers[i]]++; }
        context.Save(Charts.ConfusionMatrix(counts, title: $"{test.Count} test images: {100 * result.Accuracy:0.0} % are right"));

        // The worst mistakes have the lowest probability for their true class.
        float Truth(int i) => probabilities[10 * i + test.Labels[i]];
        int[] worst = [.. Enumerable.Range(0, test.Count).Where(i => answers[i] != test.Labels[i]).OrderBy(Truth).Take(12)];
        var mistakes = new ImageGrid("The worst mistakes", columns: 6) { TileSize = 88 };
        foreach (int i in worst)
        {
            float certainty = probabilities[10 * i + answers[i]];
            mistakes.Add(test.Rows[i], height: 8, width: 8, caption: $"{test.Labels[i]} as {answers[i]}, {100 * certainty:0} %");
        }

        context.Save(mistakes, "mistakes");
        ImageGrid weights = Charts.Weights(net.Dense1.Weight.Values, height: 8, width: 8, columns: 8, title: "Weights of the 32 hidden units");
        context.Save(weights, "weights");
        return KeyFigure.AtLeast("test accuracy", result["accuracy"], 0.95);
    }

    /// <summary>Whether a hidden unit's weighted sum is above 0 for any image; if it is not, ReLU passes nothing on, in either direction.</summary>
    private static bool Fires(TenDigits net, int unit, Dataset<float> images)
    {
        ReadOnlySpan<float> weights = net.Dense1.Weight.Values.Slice(64 * unit, 64);
        for (int i = 0; i < images.Count; i++)
        {
            float sum = net.Dense1.Bias[unit];
            for (int pixel = 0; pixel < 64; pixel++) { sum += weights[pixel] * images.Rows[i][pixel]; }
            if (sum > 0) { return true; }
        }

        return false;
    }
}
