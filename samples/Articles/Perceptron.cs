using NNGen;
using NNGen.Plots;

namespace Articles;

/// <summary>One unit: 64 pixels, each with a weight, a sum, and a sigmoid that turns it into a probability.</summary>
[Network]
[Input(64)]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class OneUnit;

/// <summary>A single unit on one digit by hand, then on all of them; then it learns to distinguish odd from even.</summary>
internal static class Perceptron
{
    public static KeyFigure Run(ArticleContext context)
    {
        var unit = new OneUnit(seed: 1);
        ReadOnlySpan<float> weights = unit.Dense1.Weight.Values;
        float bias = unit.Dense1.Bias[0];

        // One image by hand: every pixel times its weight, all of it added up, squeezed between 0 and 1.
        Dataset<float> images = OddEven.Images();
        ReadOnlySpan<float> image = images.Rows[0];
        float sum = bias;
        for (int i = 0; i < 64; i++) { sum += image[i] * weights[i]; }
        float sigmoid = 1 / (1 + MathF.Exp(-sum));

        Show(context, image);
        context.Print($"weights, {weights.Length} × 1:  {weights[0]:0.000}  {weights[1]:0.000}  {weights[2]:0.000}  ...  {weights[^1]:0.000}");
        context.Print($"weighted sum:     {sum:0.0000}");
        context.Print($"sigmoid of it:    {sigmoid:0.0000}");
        context.Print($"the network says: {unit.Predict(image)[0]:0.0000}");
        context.Print();

        // All images at once. The weights are random, and so are the answers.
        (Dataset<float> train, Dataset<float> test) = OddEven.Split();
        float[] answers = unit.PredictBatch(images.Features);
        context.Print($"all {images.Count:N0} images: from {answers.Min():0.000} to {answers.Max():0.000}");
        context.Print($"untrained: {unit.Evaluate(test)}");

        unit.Fit(train, epochs: context.Choose(full: 100, quick: 10), optimizer: new SGD(0.1, momentum: 0.9));
        Metrics result = unit.Evaluate(test);
        context.Print($"trained:   {result}");

        context.Save(new Figure(columns: 3)
        {
            new ImageGrid("One image") { TileSize = 150 }.Add(images.Rows[0], height: 8, width: 8),
            WeightImage(unit),
            ByDigit(unit.PredictBatch(images.Features)),
        });
        return KeyFigure.AtLeast("odd or even, test accuracy", result["accuracy"], context.Choose(full: 0.88, quick: 0.8));
    }

    private static ImageGrid WeightImage(OneUnit unit)
    {
        ImageGrid picture = Charts.Weights(unit.Dense1.Weight.Values, height: 8, width: 8, title: "Its 64 weights, trained");
        picture.TileSize = 150;
        return picture;
    }

    // The mean output of the unit for each digit.
    private static Plot ByDigit(float[] answers)
    {
        int[] digits = Datasets.Digits().Labels.ToArray();
        int[] names = [.. Enumerable.Range(0, 10)];
        return new Plot("How odd a digit seems to it", "digit", "mean answer") { Y = { Min = 0, Max = 1 } }
            .Bars(names.Select(digit => $"{digit}"), names.Select(digit => answers.Where((_, i) => digits[i] == digit).Average()))
            .HorizontalLine(0.5);
    }

    private static void Show(ArticleContext context, ReadOnlySpan<float> image)
    {
        for (int row = 0; row < 8; row++)
        {
            context.Print("  " + string.Concat(image.Slice(row * 8, 8).ToArray().Select(ink => new string(" ░▒▓█"[(int)(ink * 4 + 0.5f)], 2))));
        }
    }
}
