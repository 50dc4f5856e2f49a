using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Receives what a stage finds wrong. Stages know attributes by their index in the declaration and arguments by name;
/// the analyzer turns both into a place in the source, the generator only counts.
/// </summary>
internal interface IProblems
{
    /// <summary>Reports a problem.</summary>
    /// <param name="rule">Which rule is broken.</param>
    /// <param name="attribute">Index of the attribute in the declaration, or -1 for the class itself.</param>
    /// <param name="argument">Name of the argument that is wrong, or null for the whole attribute.</param>
    /// <param name="suggestion">What a code fix needs to know, if there is one.</param>
    /// <param name="details">Values of the message.</param>
    void Report(DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details);
}

/// <summary>What a code fix needs: each part ends in <c>Diagnostic.Properties</c> under its key in <see cref="FixProperties"/>.</summary>
/// <param name="Expected">The right number.</param>
/// <param name="Suggestion">The right word.</param>
/// <param name="Action">What is done with the suggestion.</param>
/// <param name="Other">Index of the attribute on which the fix acts, where it is not the underlined one.</param>
internal sealed record SuggestedFix(string? Expected = null, string? Suggestion = null, string? Action = null, int? Other = null)
{
    public static SuggestedFix Write(object expected) => new(Expected: InvariantText.Of(expected));

    public static SuggestedFix Rename(string suggestion) => new(Suggestion: suggestion);

    public static SuggestedFix Insert(string layer, int behind) => new(Suggestion: layer, Action: FixProperties.Insert, Other: behind);

    public static SuggestedFix Replace(string by, int? other = null) => new(Suggestion: by, Action: FixProperties.Replace, Other: other);

    public static SuggestedFix Remove(int? other = null) => new(Action: FixProperties.Remove, Other: other);

    public ImmutableDictionary<string, string?> Properties
    {
        get
        {
            var properties = ImmutableDictionary<string, string?>.Empty;
            if (Expected is not null) { properties = properties.Add(FixProperties.Expected, Expected); }
            if (Suggestion is not null) { properties = properties.Add(FixProperties.Suggestion, Suggestion); }
            return Action is null ? properties : properties.Add(FixProperties.Action, Action);
        }
    }
}

/// <summary>Short forms of <see cref="IProblems.Report"/>.</summary>
internal static class ProblemsExtensions
{
    /// <summary>Reports a problem that no code fix handles, or one that needs to know nothing.</summary>
    public static void Report(
        this IProblems problems, DiagnosticDescriptor rule, int attribute, string? argument, params object[] details) =>
        problems.Report(rule, attribute, argument, null, details);

    /// <summary>Reports a problem with what its fix needs.</summary>
    public static void Report(
        this IProblems problems, DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix suggestion, params object[] details) =>
        problems.Report(rule, attribute, argument, suggestion, details);
}
