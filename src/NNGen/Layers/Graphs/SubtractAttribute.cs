namespace NNGen;

/// <summary>The current value minus a named one, number by number.</summary>
/// <param name="mark">The name of the value to subtract, of the same shape.</param>
/// <example>
/// <code>
/// [Network]
/// [Input(8)]
/// [Dense(16), Tanh, As("first")]
/// [Dense(16), Tanh]
/// [Subtract("first")]
/// [Dense(3)]
/// [MeanSquaredError]
/// public partial class Differences;
/// </code>
/// </example>
public sealed class SubtractAttribute(string mark) : MergeAttribute([mark]);
