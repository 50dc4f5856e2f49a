using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>
/// The parameters and the state of a batch normalization, as views: <c>net.Batchnorm1.Weight</c>, <c>net.Batchnorm1.RunningMean</c>. Generated code
/// has a property for each layer.
/// </summary>
/// <typeparam name="T">The element type of the network.</typeparam>
public readonly struct NormalizationParameters<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterView<T> counter;

    /// <summary>Views the tensors of a layer; called by generated code.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="weight">Position of the layer's weights in <see cref="NetworkDescription.Parameters"/>; its biases follow.</param>
    /// <param name="mean">Position of its running mean there; its running variance and its counter follow.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public NormalizationParameters(ParameterBlock<T> parameters, int weight, int mean)
    {
        Weight = new ParameterView<T>(parameters, weight);
        Bias = new ParameterView<T>(parameters, weight + 1);
        RunningMean = new ParameterView<T>(parameters, mean);
        RunningVariance = new ParameterView<T>(parameters, mean + 1);
        counter = new ParameterView<T>(parameters, mean + 2);
    }

    /// <summary>The factors γ, <c>[channels]</c>.</summary>
    public ParameterView<T> Weight { get; }

    /// <summary>The biases β, <c>[channels]</c>.</summary>
    public ParameterView<T> Bias { get; }

    /// <summary>The average of the means of batches, <c>[channels]</c>: predictions subtract it.</summary>
    public ParameterView<T> RunningMean { get; }

    /// <summary>The average of the variances of batches, <c>[channels]</c>: predictions divide by its root.</summary>
    public ParameterView<T> RunningVariance { get; }

    /// <summary>Batches that the running statistics include: PyTorch's <c>num_batches_tracked</c>.</summary>
    public long BatchesTracked => StateValues.Count(in MemoryMarshal.GetReference(counter.Values));
}

/// <summary>
/// The parameters of a normalization without running statistics (<c>LayerNorm</c>, <c>RMSNorm</c>, <c>GroupNorm</c>), as views:
/// <c>net.Layernorm1.Weight</c>.
/// </summary>
/// <typeparam name="T">The element type of the network.</typeparam>
public readonly struct ScaleParameters<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Views the parameters of a layer; called by generated code.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="weight">Position of the layer's weights in <see cref="NetworkDescription.Parameters"/>.</param>
    /// <param name="hasBias">Whether its biases follow.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ScaleParameters(ParameterBlock<T> parameters, int weight, bool hasBias)
    {
        Weight = new ParameterView<T>(parameters, weight);
        Bias = hasBias ? new ParameterView<T>(parameters, weight + 1) : null;
    }

    /// <summary>The factors γ.</summary>
    public ParameterView<T> Weight { get; }

    /// <summary>The biases β; null if the layer has none, as <c>RMSNorm</c>.</summary>
    public ParameterView<T>? Bias { get; }
}
