namespace NNGen;

/// <summary>Named values and the current one, behind one another along an axis: first the named ones in their order, then the current one.</summary>
/// <param name="marks">The names of the other values; all axes but the joined one are the same.</param>
/// <example>
/// Two convolutions of different reach side by side, an Inception block:
/// <code>
/// [Network]
/// [Input(28, 28, 1), As("image")]
/// [Conv2D(4, 1), ReLU, As("points")]
/// [From("image"), Conv2D(4, 3, Padding = Padding.Same), ReLU]
/// [Concat("points")]
/// [GlobalAveragePool, Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class Inception;
/// </code>
/// </example>
public sealed class ConcatAttribute(params string[] marks) : MergeAttribute(marks)
{
    /// <summary>The axis that grows, counted from 1 as in <c>[Permute]</c>; −1, the last one (channels, features), unless stated.</summary>
    public int Axis { get; set; } = -1;
}
