using NNGen;
using NNGen.Plots;

namespace Articles;

#pragma warning disable NNG2007 // Two linear layers are one: this sample shows what the compiler warns about.
[Network]
[Input(3)]
[Dense(5, Bias = false, Name = "w")]
[Dense(2, Bias = false, Name = "v")]
internal sealed partial class TwoLinearLayers;
#pragma warning restore NNG2007

/// <summary>The same with a nonlinearity between the layers, which no matrix can represent.</summary>
[Network]
[Input(3)]
[Dense(5, Bias = false, Name = "w"), ReLU]
[Dense(2, Bias = false, Name = "v")]
internal sealed partial class WithActivation;

/// <summary>y = (xW)V = x(WV): without an activation between them, two layers compute the same as one.</summary>
internal static class Collapse
{
    private const int Inputs = 3;
    private const int Hidden = 5;
    private const int Outputs = 2;

    public static KeyFigure Run(ArticleContext context)
    {
        var linear = new TwoLinearLayers(seed: 1);
        var bent = new WithActivation(seed: 1);

        double[] product = Product(linear.W.Weight.Values, linear.V.Weight.Values);
        context.Print($"two layers: {TwoLinearLayers.ParameterCount} weights; their product, as good as both: {product.Length}");
        for (int row = 0; row < Outputs; row++)
        {
            context.Print("  " + string.Join("  ", Enumerable.Range(0, Inputs).Select(i => $"{product[row * Inputs + i],8:0.0000}")));
        }

        // With any inputs, the two layers and the one matrix never differ by more than rounding.
        Dataset<float> samples = Datasets.Blobs(context.Choose(full: 500, quick: 50), centers: 5, features: Inputs, seed: 3);
        (double[] single, double[] layers) = Compare(samples, product, linear.PredictBatch(samples.Features));
        (_, double[] withReLU) = Compare(samples, product, bent.PredictBatch(samples.Features));
        double difference = Difference(single, layers);
        context.Print();
        context.Print($"largest difference over {samples.Count} samples: {difference:0.0e-0}");
        context.Print($"with ReLU between the layers: {Difference(single, withReLU):0.0}");

        var figure = new Figure(columns: 2) { PanelWidth = 360, PanelHeight = 320, ShareAxes = true };
        figure.Add(Panel("No activation: one line", single, layers, PlotColor.Series(0)));
        figure.Add(Panel("ReLU between the layers", single, withReLU, PlotColor.Series(1)));
        context.Save(figure);
        return KeyFigure.AtMost("largest difference", difference, 1e-5);
    }

    // PyTorch's layout is [out, in], so one layer after the other reads V·W.
    private static double[] Product(ReadOnlySpan<float> w, ReadOnlySpan<float> v)
    {
        double[] product = new double[Outputs * Inputs];
        for (int row = 0; row < Outputs; row++)
        {
            for (int i = 0; i < Inputs; i++)
            {
                for (int k = 0; k < Hidden; k++) { product[row * Inputs + i] += (double)v[row * Hidden + k] * w[k * Inputs + i]; }
            }
        }

        return product;
    }

    private static (double[] Product, double[] Network) Compare(Dataset<float> samples, double[] product, float[] outputs)
    {
        double[] expected = new double[outputs.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            ReadOnlySpan<float> x = samples.Rows[i / Outputs];
            for (int k = 0; k < Inputs; k++) { expected[i] += product[i % Outputs * Inputs + k] * x[k]; }
        }

        return (expected, [.. outputs.Select(value => (double)value)]);
    }

    private static double Difference(double[] some, double[] others) => some.Zip(others, (a, b) => Math.Abs(a - b)).Max();

    private static Plot Panel(string title, double[] product, double[] network, PlotColor color) =>
        new Plot(title, "x·(WV), one matrix", "the two layers") { Legend = LegendPosition.None }
            .Scatter(product, network, title, color, radius: 2.2);
}
