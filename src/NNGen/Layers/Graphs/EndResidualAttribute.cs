namespace NNGen;

/// <summary>Ends a residual region: adds the value that arrived at its beginning, through the <see cref="ShortcutAttribute"/> if there is one.</summary>
public sealed class EndResidualAttribute : LayerAttribute;
