namespace NNGen.Generator.Diagnostics;

/// <summary>
/// The keys of the data for code fixes in <c>Diagnostic.Properties</c>. <c>AdditionalLocations[0]</c> is the other attribute that the suggestion
/// needs.
/// </summary>
internal static class FixProperties
{
    /// <summary>
    /// The correct number, which replaces the underlined one. At a use of a network (4xxx), it replaces the expression at
    /// <c>AdditionalLocations[0]</c>, the <c>63</c> of <c>new float[63]</c>; without one, there is no number in the source to replace.
    /// </summary>
    public const string Expected = nameof(Expected);

    /// <summary>The correct word: a name, or an attribute without brackets.</summary>
    public const string Suggestion = nameof(Suggestion);

    /// <summary>
    /// The edit with <see cref="Suggestion"/> and the attribute at <c>AdditionalLocations[0]</c> (by default, the underlined
    /// one): one of <see cref="Insert"/>, <see cref="Replace"/>, <see cref="Remove"/>.
    /// </summary>
    public const string Action = nameof(Action);

    /// <summary>Value of <see cref="Action"/>: insert the suggestion after the attribute.</summary>
    public const string Insert = nameof(Insert);

    /// <summary>Value of <see cref="Action"/>: replace the attribute by the suggestion.</summary>
    public const string Replace = nameof(Replace);

    /// <summary>Value of <see cref="Action"/>: remove the attribute.</summary>
    public const string Remove = nameof(Remove);
}
