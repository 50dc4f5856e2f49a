namespace NNGen;

/// <summary>The same values with their axes in another order. Keras's <c>Permute</c>; PyTorch's <c>permute</c>, which counts the batch as axis 0.</summary>
/// <remarks>
/// Axis i of the output is axis <c>axes[i]</c> of the input; axes are counted from 1. With <c>[Permute(2, 1)]</c>, <c>[steps, features]</c> becomes
/// <c>[features, steps]</c>: output <c>[f, t]</c> is input <c>[t, f]</c>.
/// </remarks>
/// <example>
/// A convolution over the features instead of the steps:
/// <code>
/// [Network]
/// [Input(20, 6)]
/// [Permute(2, 1)]
/// [Conv1D(8, 3), ReLU]
/// [GlobalMaxPool]
/// [Dense(1)]
/// [MeanSquaredError]
/// public partial class Columns;
/// </code>
/// </example>
public sealed class PermuteAttribute : LayerAttribute
{
    /// <summary>Changes the order of the axes.</summary>
    /// <param name="axes">Every axis of a sample once, counted from 1, in the order of the output.</param>
    public PermuteAttribute(params int[] axes) => Axes = axes;

    /// <summary>The input's axes, counted from 1, in the order of the output.</summary>
    public IReadOnlyList<int> Axes { get; }
}
