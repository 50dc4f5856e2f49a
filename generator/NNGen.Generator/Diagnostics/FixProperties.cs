namespace NNGen.Generator.Diagnostics;

/// <summary>What a diagnostic hands to its code fix: keys of <c>Diagnostic.Properties</c>.</summary>
internal static class FixProperties
{
    /// <summary>
    /// The right number. The first of the diagnostic's additional locations is the expression to replace by it (the <c>63</c> of
    /// <c>new float[63]</c>); where there is none, nothing that could be replaced is written down.
    /// </summary>
    public const string Expected = "NNGen.Expected";
}
