namespace NNGen;

/// <summary>The product of the current value and named ones, number by number: a gate.</summary>
/// <param name="marks">The names of the other values, of the same shape.</param>
/// <example>
/// <code>
/// [Network]
/// [Input(8)]
/// [Dense(16), Tanh, As("first")]
/// [Dense(16), Tanh]
/// [Multiply("first")]
/// [Dense(3)]
/// [MeanSquaredError]
/// public partial class Gated;
/// </code>
/// </example>
public sealed class MultiplyAttribute(params string[] marks) : MergeAttribute(marks);
