namespace NNGen.Rivals;

/// <summary>
/// A network of dense layers with its parameters and their gradient in PyTorch's order; derived classes determine the layout of a batch in
/// memory.
/// </summary>
internal abstract class Mlp(Network network, float[] parameters, int batch)
{
    private readonly int[] starts = Enumerable.Range(0, network.Layers)
        .Select(layer => Enumerable.Range(0, layer).Sum(before => (network.Sizes[before] + 1) * network.Sizes[before + 1])).ToArray();

    /// <summary>Weights <c>[out, in]</c> and biases of each layer.</summary>
    public float[] Parameters { get; } = parameters;

    /// <summary>The gradient of the mean loss, as long as <see cref="Parameters"/>.</summary>
    public float[] Gradient { get; } = new float[parameters.Length];

    /// <summary>The outputs of the last prediction, <c>[batch, outputs]</c>: logits or sigmoids.</summary>
    public abstract ReadOnlySpan<float> Outputs { get; }

    protected Network Network { get; } = network;

    protected int Batch { get; } = batch;

    /// <summary>Outputs of each layer after its activation.</summary>
    protected float[][] Activations { get; } = network.Sizes[1..].Select(size => new float[size * batch]).ToArray();

    /// <summary>Gradients of the values before each layer's activation.</summary>
    protected float[][] Deltas { get; } = network.Sizes[1..].Select(size => new float[size * batch]).ToArray();

    /// <summary>Predicts a batch, <c>[batch, inputs]</c>.</summary>
    public abstract void Predict(ReadOnlySpan<float> samples);

    /// <summary>Forward and backward pass.</summary>
    /// <returns>The mean loss.</returns>
    public abstract float Gradients(ReadOnlySpan<float> samples, ReadOnlySpan<float> targets);

    protected Span<float> Weights(int layer, int output, bool gradient = false) =>
        (gradient ? Gradient : Parameters).AsSpan(starts[layer] + (output * Network.Sizes[layer]), Network.Sizes[layer]);

    protected Span<float> Biases(int layer, bool gradient = false) =>
        (gradient ? Gradient : Parameters).AsSpan(starts[layer] + (Network.Sizes[layer] * Network.Sizes[layer + 1]), Network.Sizes[layer + 1]);
}
