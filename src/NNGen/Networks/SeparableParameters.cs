using System.ComponentModel;
using System.Numerics;

namespace NNGen;

/// <summary>
/// The parameters of a separable convolution, as views: <c>net.Separableconv2d1.Depthwise</c>, <c>net.Separableconv2d1.Pointwise</c>. Generated code has a
/// property for each layer.
/// </summary>
/// <typeparam name="T">The element type of the network.</typeparam>
public readonly struct SeparableParameters<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Views the parameters of a layer; called by generated code.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="weight">Position of the layer's weights in <see cref="NetworkDescription.Parameters"/>.</param>
    /// <param name="hasBias">Whether its biases follow.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SeparableParameters(ParameterBlock<T> parameters, int weight, bool hasBias)
    {
        Depthwise = new ParameterView<T>(parameters, weight);
        Pointwise = new ParameterView<T>(parameters, weight + 1);
        Bias = hasBias ? new ParameterView<T>(parameters, weight + 2) : null;
    }

    /// <summary>The weights of each channel alone, <c>[channels · multiplier, 1, kernel height, kernel width]</c>.</summary>
    public ParameterView<T> Depthwise { get; }

    /// <summary>The weights that mix the channels, <c>[filters, channels · multiplier, 1, 1]</c>.</summary>
    public ParameterView<T> Pointwise { get; }

    /// <summary>The biases, <c>[filters]</c>; null if the layer has none.</summary>
    public ParameterView<T>? Bias { get; }
}
