using System.ComponentModel;
using System.Numerics;

namespace NNGen;

/// <summary>
/// The parameters of a recurrent layer, as views: <c>net.Lstm1.Weight</c>, <c>net.Lstm1.RecurrentWeight</c>. Generated code has a property for each layer.
/// </summary>
/// <typeparam name="T">The element type of the network.</typeparam>
public readonly struct RecurrentParameters<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBlock<T> parameters;
    private readonly int weight;
    private readonly int biases;
    private readonly bool hasReverse;

    /// <summary>Views the parameters of a layer; called by generated code.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="weight">Position of the layer's weights in <see cref="NetworkDescription.Parameters"/>.</param>
    /// <param name="biases">The number of its biases, which follow: 0 to 2.</param>
    /// <param name="hasReverse">Whether those of the second direction follow.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RecurrentParameters(ParameterBlock<T> parameters, int weight, int biases, bool hasReverse) =>
        (this.parameters, this.weight, this.biases, this.hasReverse) = (parameters, weight, biases, hasReverse);

    /// <summary>The weights of what arrives, <c>[gates · units, features]</c>: PyTorch's <c>weight_ih_l0</c>.</summary>
    public ParameterView<T> Weight => new(parameters, weight);

    /// <summary>The weights of what is carried from step to step, <c>[gates · units, units]</c>: PyTorch's <c>weight_hh_l0</c>.</summary>
    public ParameterView<T> RecurrentWeight => new(parameters, weight + 1);

    /// <summary>The biases of what arrives, <c>[gates · units]</c>: PyTorch's <c>bias_ih_l0</c>; null if the layer has none.</summary>
    public ParameterView<T>? Bias => biases > 0 ? new(parameters, weight + 2) : null;

    /// <summary>The biases of what is carried, <c>[gates · units]</c>: PyTorch's <c>bias_hh_l0</c>; null if the layer has none.</summary>
    public ParameterView<T>? RecurrentBias => biases > 1 ? new(parameters, weight + 3) : null;

    /// <summary>The parameters of the second direction; null if the layer has one.</summary>
    public RecurrentParameters<T>? Reverse => hasReverse ? new(parameters, weight + 2 + biases, biases, hasReverse: false) : null;
}
