namespace NNGen;

/// <summary>Goes back to a named value: a new branch begins with it.</summary>
/// <param name="mark">The name, given above by <see cref="AsAttribute"/> or by an <see cref="InputAttribute"/>.</param>
/// <example>
/// Two branches that are joined:
/// <code>
/// [Network]
/// [Input(8), As("features")]
/// [Dense(16), Tanh, As("deep")]
/// [From("features"), Dense(4)]
/// [Concat("deep")]
/// [Dense(1)]
/// [MeanSquaredError]
/// public partial class WideAndDeep;
/// </code>
/// </example>
public sealed class FromAttribute(string mark) : GraphAttribute
{
    /// <summary>The name.</summary>
    public string Mark { get; } = mark;
}
