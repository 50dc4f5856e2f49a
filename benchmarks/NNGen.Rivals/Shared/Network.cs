namespace NNGen.Rivals;

/// <summary>A workload's network of dense layers and its timed work; rivals/workloads.py has the same for Python.</summary>
/// <param name="Workload">W1 to W6, W8 to W10.</param>
/// <param name="Model">The name of its files in rivals/models.</param>
/// <param name="Sizes">Inputs, then the units of each layer; of a network with convolutions or an LSTM, inputs and outputs.</param>
/// <param name="Classes">
/// Whether it ends at logits of classes and learns with softmax cross-entropy; otherwise at a sigmoid, with binary cross-entropy.
/// </param>
/// <param name="SigmoidHidden">Whether hidden layers have a sigmoid instead of a ReLU.</param>
/// <param name="Batches">Samples of each timed prediction.</param>
/// <param name="Steps">Optimizer (<c>sgd</c> or <c>adam</c>) and samples of each timed training step.</param>
/// <param name="Circles">Whether a thousand steps on the thousand points of the circles are timed.</param>
internal sealed record Network(
    string Workload, string Model, int[] Sizes, bool Classes, bool SigmoidHidden, int[] Batches, (string Optimizer, int Batch)[] Steps, bool Circles)
{
    public const double SgdRate = 0.01, AdamRate = 1e-3;

    private static readonly (string, int)[] allSteps = [("sgd", 32), ("sgd", 128), ("sgd", 256), ("adam", 32), ("adam", 128), ("adam", 256)];
    private static readonly (string, int)[] imageSteps = [("sgd", 32), ("sgd", 128), ("adam", 32), ("adam", 128)];

    public static readonly Network[] All =
    [
        new("W1", "w1_circles", [2, 3, 1], false, true, [1], [], true),
        new("W2", "w2_tabular", [20, 32, 32, 1], false, false, [1, 32, 256], [("sgd", 32), ("sgd", 256), ("adam", 32), ("adam", 256)], false),
        new("W3", "w3_digits", [64, 32, 10], true, false, [1, 32, 128, 256], [("adam", 32)], false),
        new("W4", "w4_mnist", [784, 128, 10], true, false, [1, 32, 128, 256], allSteps, false),
        new("W5", "w5_large", [784, 512, 512, 10], true, false, [1, 32, 128, 256], allSteps, false),
        new("W6", "w6_lenet5", [784, 10], true, false, [1, 32, 128], imageSteps, false) { Convolutions = new([1, 28, 28], 416_520, 117_600) },
        new("W8", "w8_convnet", [3072, 10], true, false, [1, 32, 128], imageSteps, false) { Convolutions = new([3, 32, 32], 2_802_304, 442_368) },
        new("W9", "w9_resnet20", [3072, 10], true, false, [1, 32, 128], [("adam", 32), ("adam", 128)], false) { Convolutions = new([3, 32, 32], 40_813_184, 442_368) },
        new("W10", "w10_lstm64", [1024, 10], true, false, [32, 128], [("adam", 32), ("adam", 128)], false) { Convolutions = new([64, 16], 1_311_360, 262_144) },
    ];

    /// <summary>Null where all layers are dense.</summary>
    public Convolutions? Convolutions { get; init; }

    public int Inputs => Sizes[0];

    public int Outputs => Sizes[^1];

    public int Layers => Sizes.Length - 1;

    /// <summary>Weights <c>[out, in]</c> and biases <c>[out]</c> of all layers.</summary>
    public int Parameters => Enumerable.Range(0, Layers).Sum(layer => (Sizes[layer] + 1) * Sizes[layer + 1]);

    /// <summary>Operations of a prediction: two per multiply-add.</summary>
    public double PredictionFlops(int batch) => 2 * MultiplyAdds * batch;

    /// <summary>Operations of a step: the gradient of the inputs is not needed.</summary>
    public double StepFlops(int batch) => ((6 * MultiplyAdds) - (2 * FirstMultiplyAdds)) * batch;

    private double FirstMultiplyAdds => Convolutions?.FirstMultiplyAdds ?? ((double)Sizes[0] * Sizes[1]);

    private double MultiplyAdds => Convolutions?.MultiplyAdds ?? Enumerable.Range(0, Layers).Sum(layer => (double)Sizes[layer] * Sizes[layer + 1]);
}

/// <summary>What <see cref="Network.Sizes"/> does not tell of a network with convolutions or an LSTM.</summary>
/// <param name="Sample">Channels, height and width of a sample; steps and features.</param>
/// <param name="MultiplyAdds">Multiply-adds of a sample; those with the padding count as well.</param>
/// <param name="FirstMultiplyAdds">Those with the inputs.</param>
internal sealed record Convolutions(int[] Sample, double MultiplyAdds, double FirstMultiplyAdds);
