namespace NNGen;

/// <summary>The sum of the current value and named ones, number by number.</summary>
/// <param name="marks">The names of the other values, of the same shape.</param>
/// <example>
/// <code>
/// [Network]
/// [Input(8)]
/// [Dense(16), Tanh, As("first")]
/// [Dense(16), Tanh]
/// [Add("first")]
/// [Dense(3)]
/// [MeanSquaredError]
/// public partial class Sums;
/// </code>
/// </example>
public sealed class AddAttribute(params string[] marks) : MergeAttribute(marks);
