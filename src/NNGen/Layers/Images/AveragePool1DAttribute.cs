namespace NNGen;

/// <summary>The mean of each window of a sequence, feature by feature. Keras's <c>AveragePooling1D</c>, PyTorch's <c>AvgPool1d</c>.</summary>
/// <remarks>
/// Takes <c>[steps, features]</c> and gives <c>[out steps, features]</c> with <c>⌊(n + before + after − k) / s⌋ + 1</c> steps; with <see cref="Padding.Same"/>, ⌈n / s⌉. It
/// divides by the number of values in the window; see <see cref="CountIncludePad"/>.
/// </remarks>
/// <example>
/// Four measurements become one, before anything else:
/// <code>
/// [Network]
/// [Input(400, 1)]
/// [AveragePool1D(4)]
/// [Conv1D(8, 5), ReLU]
/// [GlobalAveragePool]
/// [Dense(1)]
/// [MeanSquaredError]
/// public partial class Signal;
/// </code>
/// </example>
public sealed class AveragePool1DAttribute : PoolingAttribute
{
    /// <summary>Adds a mean over windows of a sequence.</summary>
    /// <param name="size">The number of steps in the window, at least 1.</param>
    public AveragePool1DAttribute(int size = 2)
        : base([size])
    {
    }

    /// <summary>
    /// Whether padding counts as zeros. <see langword="false"/> unless stated: a window is divided by the number of values in it, as in Keras. With
    /// <see langword="true"/>,
    /// PyTorch's default, also padding is counted, but never what lies beyond it (<see cref="PoolingAttribute.Ceil"/>).
    /// </summary>
    public bool CountIncludePad { get; set; }
}
