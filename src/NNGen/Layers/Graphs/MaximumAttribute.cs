namespace NNGen;

/// <summary>The largest of the current value and named ones, number by number.</summary>
/// <param name="marks">The names of the other values, of the same shape.</param>
/// <example>
/// <code>
/// [Network]
/// [Input(8)]
/// [Dense(16), Tanh, As("first")]
/// [Dense(16), Tanh]
/// [Maximum("first")]
/// [Dense(3)]
/// [MeanSquaredError]
/// public partial class Maxima;
/// </code>
/// </example>
public sealed class MaximumAttribute(params string[] marks) : MergeAttribute(marks);
