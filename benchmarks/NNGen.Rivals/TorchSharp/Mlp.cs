using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NNGen.Rivals;

/// <summary>A network of dense layers, called through its modules or through functions on their parameters.</summary>
internal sealed class Mlp(Network network, bool byModules) : IDisposable
{
    private readonly Linear[] layers =
        Enumerable.Range(0, network.Layers).Select(layer => nn.Linear(network.Sizes[layer], network.Sizes[layer + 1])).ToArray();

    private (Tensor Weights, Tensor Bias)[] values = [];

    public IEnumerable<Parameter> Parameters() => layers.SelectMany(layer => new[] { layer.weight!, layer.bias! });

    /// <param name="weights">Weights <c>[out, in]</c> and biases of each layer.</param>
    public void Load(float[] weights)
    {
        using var still = no_grad();
        int start = 0;
        foreach (Parameter parameter in Parameters())
        {
            int length = (int)parameter.numel();
            using Tensor part = tensor(weights[start..(start + length)], parameter.shape);
            parameter.copy_(part);
            start += length;
        }

        values = layers.Select(layer => ((Tensor)layer.weight!, (Tensor)layer.bias!)).ToArray();
    }

    /// <summary>The sigmoid or the logits; its tensors belong to the caller's scope.</summary>
    public Tensor Forward(Tensor x)
    {
        for (int i = 0; i < layers.Length; i++)
        {
            x = byModules ? layers[i].forward(x) : nn.functional.linear(x, values[i].Weights, values[i].Bias);
            if (i < layers.Length - 1) { x = network.SigmoidHidden ? x.sigmoid() : x.relu(); }
        }

        return network.Classes ? x : x.sigmoid();
    }

    public void Dispose()
    {
        foreach (Linear layer in layers) { layer.Dispose(); }
    }
}
