using NNGen;
using NNGen.Plots;

namespace Articles;

[Network]
[Input(64)]
[Dense(32), Sigmoid]
[Dense(32), Sigmoid]
[Dense(32), Sigmoid]
[Dense(32), Sigmoid]
[Dense(32), Sigmoid]
[Dense(32), Sigmoid]
[Dense(32), Sigmoid]
[Dense(32), Sigmoid]
[Dense(32), Sigmoid]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class TenLayersOfSigmoid;

[Network]
[Input(64)]
[Dense(32, WeightInitializer = Initializer.HeNormal), ReLU]
[Dense(32, WeightInitializer = Initializer.HeNormal), ReLU]
[Dense(32, WeightInitializer = Initializer.HeNormal), ReLU]
[Dense(32, WeightInitializer = Initializer.HeNormal), ReLU]
[Dense(32, WeightInitializer = Initializer.HeNormal), ReLU]
[Dense(32, WeightInitializer = Initializer.HeNormal), ReLU]
[Dense(32, WeightInitializer = Initializer.HeNormal), ReLU]
[Dense(32, WeightInitializer = Initializer.HeNormal), ReLU]
[Dense(32, WeightInitializer = Initializer.HeNormal), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class TenLayersOfReLU;

/// <summary>The slope of a sigmoid is at most a quarter: through ten layers, hardly any gradient is left.</summary>
internal static class Vanishing
{
    public static KeyFigure Run(ArticleContext context)
    {
        Dataset<float> digits = Datasets.Digits().Take(context.Choose(full: 1797, quick: 200));
        var sigmoid = new TenLayersOfSigmoid(seed: 1);
        var relu = new TenLayersOfReLU(seed: 1);

        float[] gradients = new float[TenLayersOfSigmoid.ParameterCount];
        sigmoid.Gradients(digits.Features, digits.Labels, gradients);
        double[] ofSigmoid = Norms(TenLayersOfSigmoid.Description, gradients);
        relu.Gradients(digits.Features, digits.Labels, gradients);
        double[] ofReLU = Norms(TenLayersOfReLU.Description, gradients);

        context.Print("layer      sigmoid       ReLU     (length of the weights' gradient, before training)");
        for (int i = 0; i < ofSigmoid.Length; i++) { context.Print($"{i + 1,5}   {ofSigmoid[i],10:0.0e-0} {ofReLU[i],10:0.0e-0}"); }

        // The same training for both.
        int epochs = context.Choose(full: 30, quick: 5);
        History slow = sigmoid.Fit(digits, epochs, optimizer: new SGD(0.02, momentum: 0.9));
        History fast = relu.Fit(digits, epochs, optimizer: new SGD(0.02, momentum: 0.9));
        context.Print();
        context.Print($"after {epochs} epochs, sigmoid: {sigmoid.Evaluate(digits)}");
        context.Print($"after {epochs} epochs, ReLU:    {relu.Evaluate(digits)}");

        int[] layers = [.. Enumerable.Range(1, ofSigmoid.Length)];
        Plot norms = new Plot("Gradient by layer, untrained", "layer", "length of the gradient")
            .Line(layers, ofSigmoid, "sigmoid", marker: Marker.Circle)
            .Line(layers, ofReLU, "ReLU", marker: Marker.Square);
        norms.X.WholeNumbers = true;
        norms.Y.Scale = AxisScale.Logarithmic;
        Plot losses = new Plot("Loss while training", "epoch", "cross-entropy")
            .Line(slow.Select(epoch => epoch.Epoch), slow.Select(epoch => epoch.Loss), "sigmoid")
            .Line(fast.Select(epoch => epoch.Epoch), fast.Select(epoch => epoch.Loss), "ReLU");
        context.Save(new Figure(columns: 2) { norms, losses });
        return KeyFigure.AtMost("sigmoids: first layer's gradient / last's", ofSigmoid[0] / ofSigmoid[^1], 1e-4);
    }

    /// <summary>The length of the gradient of each layer's weights, from the first layer to the last.</summary>
    private static double[] Norms(NetworkDescription network, float[] gradients) =>
    [
        .. network.Parameters
            .Where(parameter => !parameter.IsBias)
            .Select(parameter => Math.Sqrt(gradients.AsSpan(parameter.Offset, parameter.Count).ToArray().Sum(g => (double)g * g))),
    ];
}
