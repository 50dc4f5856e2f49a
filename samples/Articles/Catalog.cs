namespace Articles;

/// <summary>All samples, in reading order.</summary>
internal static class Catalog
{
    public static IReadOnlyList<Article> All { get; } =
    [
        new("linear", "linear regression as a network, against least squares", Linear.Run),
        new("logistic", "logistic regression, and its weights read", Logistic.Run),
        new("perceptron", "one unit: weights, a sum, a sigmoid", Perceptron.Run),
        new("bias", "a bias is the weight of a column of ones", Bias.Run),
        new("one-hidden-layer", "what four hidden units add to it", HiddenLayer.Run),
        new("activations", "five activation functions and their slopes", Activations.Run),
        new("vanishing", "gradients through ten layers", Vanishing.Run),
        new("features", "a feature given, and a feature found", Features.Run),
        new("collapse", "two linear layers are one", Collapse.Run),
        new("circles", "a hidden layer makes circles separable", Circles.Run),
        new("universal", "one hidden layer approximates any curve", Universal.Run),
        new("descent", "ways downhill: batches and optimizers", Descent.Run),
        new("keras", "a Keras model and its summary", Keras.Run),
        new("digits", "ten classes, and the mistakes among them", Digits.Run),
    ];
}
