namespace NNGen;

/// <summary>The mean of the current value and named ones, number by number.</summary>
/// <param name="marks">The names of the other values, of the same shape.</param>
/// <example>
/// <code>
/// [Network]
/// [Input(8)]
/// [Dense(16), Tanh, As("first")]
/// [Dense(16), Tanh]
/// [Average("first")]
/// [Dense(3)]
/// [MeanSquaredError]
/// public partial class Means;
/// </code>
/// </example>
public sealed class AverageAttribute(params string[] marks) : MergeAttribute(marks);
