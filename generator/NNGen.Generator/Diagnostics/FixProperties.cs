namespace NNGen.Generator.Diagnostics;

/// <summary>What a code fix finds in <c>Diagnostic.Properties</c>, by these keys. <c>AdditionalLocations[0]</c> is the other attribute that the suggestion needs.</summary>
internal static class FixProperties
{
    /// <summary>
    /// The right number, to be written in place of the underlined one. Of a use of a network (4xxx) it is written in place of the
    /// expression at <c>AdditionalLocations[0]</c>, the <c>63</c> of <c>new float[63]</c>; where there is none, nothing is written down.
    /// </summary>
    public const string Expected = nameof(Expected);

    /// <summary>The right word: a name, or the attribute to be written, without brackets.</summary>
    public const string Suggestion = nameof(Suggestion);

    /// <summary>
    /// What is done with <see cref="Suggestion"/> and the attribute at <c>AdditionalLocations[0]</c> (where there is none: the
    /// underlined one): one of <see cref="Insert"/>, <see cref="Replace"/>, <see cref="Remove"/>.
    /// </summary>
    public const string Action = nameof(Action);

    /// <summary>Value of <see cref="Action"/>: write the suggestion behind the attribute.</summary>
    public const string Insert = nameof(Insert);

    /// <summary>Value of <see cref="Action"/>: write the suggestion in place of the attribute.</summary>
    public const string Replace = nameof(Replace);

    /// <summary>Value of <see cref="Action"/>: take the attribute away.</summary>
    public const string Remove = nameof(Remove);
}
