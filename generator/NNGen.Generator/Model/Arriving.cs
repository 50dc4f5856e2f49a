namespace NNGen.Generator.Model;

/// <summary>A value that arrives at a layer.</summary>
/// <param name="Layer">The index of the layer that gives it; negative for an input, ~index.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Decides">The layer that determines the shape, for messages; null for an input.</param>
internal sealed record Arriving(int Layer, Shape Shape, Layer? Decides)
{
    /// <summary>The number of different ids if it is token ids; 0 if it is numbers.</summary>
    public int Vocabulary { get; init; }

    /// <summary>The recurrent layer whose state it is, if a name of a state says so; null for any other value.</summary>
    public Layer? StateOf { get; init; }

    /// <summary>Where samples end, as a value that becomes part of the graph when something reads it; null if they have all steps.</summary>
    public Layer? Mask { get; init; }

    /// <summary>Whether it is what the layers of a <c>[Shortcut]</c> give, at the end of a residual region.</summary>
    public bool IsShortcut { get; init; }

    /// <summary>Where the shape comes from, for messages.</summary>
    public string Source => Vocabulary > 0 ? "Tokens" : Decides is null ? "Input" : $"'{Decides.Name}'";
}
