namespace NNGen;

/// <summary>
/// Gives the current value a name, so that attributes below can come back to it or merge it. Names in a block are those of one use of it: nothing outside
/// sees them.
/// </summary>
/// <param name="mark">The name; each is given once. It is not a part of files: renaming it keeps them loadable.</param>
/// <example>
/// A skip connection around two layers:
/// <code>
/// [Network]
/// [Input(8)]
/// [Dense(16), Tanh, As("skip")]
/// [Dense(16), Tanh, Dense(16)]
/// [Add("skip")]
/// [Tanh, Dense(3)]
/// [MeanSquaredError]
/// public partial class Skipping;
/// </code>
/// </example>
public sealed class AsAttribute(string mark) : GraphAttribute
{
    /// <summary>The name.</summary>
    public string Mark { get; } = mark;
}
