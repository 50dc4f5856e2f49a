using System.ComponentModel;
using System.Numerics;

namespace NNGen;

/// <summary>
/// The parameters of a layer with biases, as views: <c>net.Dense1.Weight</c>, <c>net.Dense1.Bias</c>. Generated code has a property for each layer.
/// </summary>
/// <typeparam name="T">The element type of the network.</typeparam>
public readonly struct LayerParameters<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Views the parameters of a layer; called by generated code.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="weight">Position of the layer's weights in <see cref="NetworkDescription.Parameters"/>; its biases follow.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LayerParameters(ParameterBlock<T> parameters, int weight)
    {
        Weight = new ParameterView<T>(parameters, weight);
        Bias = new ParameterView<T>(parameters, weight + 1);
    }

    /// <summary>The weights, <c>[units, inputs]</c>.</summary>
    public ParameterView<T> Weight { get; }

    /// <summary>The biases, <c>[units]</c>.</summary>
    public ParameterView<T> Bias { get; }
}

/// <summary>The parameters of a layer without biases (<c>Bias = false</c>), as a view: <c>net.Dense1.Weight</c>.</summary>
/// <typeparam name="T">The element type of the network.</typeparam>
public readonly struct LayerWeight<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Views the weights of a layer; called by generated code.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="weight">Position of the layer's weights in <see cref="NetworkDescription.Parameters"/>.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LayerWeight(ParameterBlock<T> parameters, int weight) => Weight = new ParameterView<T>(parameters, weight);

    /// <summary>The weights, <c>[units, inputs]</c>.</summary>
    public ParameterView<T> Weight { get; }
}
