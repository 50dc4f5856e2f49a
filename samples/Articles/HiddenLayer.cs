using NNGen;
using NNGen.Plots;

namespace Articles;

/// <summary>64 pixels, four hidden units, one output.</summary>
[Network]
[Input(64)]
[Dense(4), Sigmoid]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class FourHiddenUnits;

/// <summary>A layer of four units between pixels and output, compared with the single unit of <see cref="Perceptron"/>.</summary>
internal static class HiddenLayer
{
    public static KeyFigure Run(ArticleContext context)
    {
        (Dataset<float> train, Dataset<float> test) = OddEven.Split();
        var net = new FourHiddenUnits(seed: 1);
        context.Print(FourHiddenUnits.Summary);
        context.Print();

        Report("before", net, train, test, context);
        History history = net.Fit(train, epochs: context.Choose(full: 150, quick: 25), optimizer: new SGD(0.3, momentum: 0.9), validation: test);
        Report("after", net, train, test, context);

        ImageGrid weights = Charts.Weights(
            net.Dense1.Weight.Values, height: 8, width: 8, columns: 2, title: "What the hidden units look for");
        weights.TileSize = 115;
        context.Save(new Figure(columns: 3) { Charts.History(history).Panels[0], Charts.History(history).Panels[1], weights });
        return KeyFigure.AtLeast("odd or even, test accuracy", net.Evaluate(test)["accuracy"], context.Choose(full: 0.95, quick: 0.85));
    }

    // The loss is the mean over the samples; the negative log-likelihood of all samples is a multiple of it.
    private static void Report(string when, FourHiddenUnits net, Dataset<float> train, Dataset<float> test, ArticleContext context)
    {
        Metrics seen = net.Evaluate(train);
        Metrics unseen = net.Evaluate(test);
        context.Print(
            $"{when,-6}  negative log-likelihood {seen.Loss * seen.Count,7:0.0} (per image {seen.Loss:0.0000}), "
            + $"accuracy {seen.Accuracy:0.0000}, on unseen images {unseen.Accuracy:0.0000}");
    }
}
