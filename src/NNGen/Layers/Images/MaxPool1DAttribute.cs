namespace NNGen;

/// <summary>The largest value of each window of a sequence, feature by feature. Keras's <c>MaxPooling1D</c>, PyTorch's <c>MaxPool1d</c>.</summary>
/// <remarks>
/// Takes <c>[steps, features]</c> and gives <c>[out steps, features]</c> with <c>⌊(n + before + after − k) / s⌋ + 1</c> steps; with <see cref="Padding.Same"/>, ⌈n / s⌉.
/// Padding never wins: it stands for −∞. Among equal values the first one gets the gradient.
/// </remarks>
/// <example>
/// <code>
/// [Network]
/// [Input(100, 6)]
/// [Conv1D(16, 5), ReLU]
/// [MaxPool1D(3)]
/// [Flatten]
/// [Dense(5), Softmax]
/// [CrossEntropy]
/// public partial class Gestures;
/// </code>
/// </example>
public sealed class MaxPool1DAttribute : PoolingAttribute
{
    /// <summary>Adds a maximum over windows of a sequence.</summary>
    /// <param name="size">The number of steps in the window, at least 1.</param>
    public MaxPool1DAttribute(int size = 2)
        : base([size])
    {
    }
}
