using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Receives the problems that a stage finds. Stages identify attributes by their index in the declaration and arguments by name; the analyzer
/// maps both to a location in the source, the generator only counts.
/// </summary>
internal interface IProblems
{
    /// <summary>Reports a problem.</summary>
    /// <param name="rule">The violated rule.</param>
    /// <param name="attribute">The index of the attribute in the declaration, or -1 for the class itself.</param>
    /// <param name="argument">The name of the wrong argument, or null for the whole attribute.</param>
    /// <param name="suggestion">The data for a code fix, if there is one.</param>
    /// <param name="details">The values of the message.</param>
    void Report(DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details);
}

/// <summary>A problem as reported.</summary>
internal sealed record Problem(DiagnosticDescriptor Rule, int Attribute, string? Argument, SuggestedFix? Suggestion, object[] Details);

/// <summary>Problems in the order in which they were reported.</summary>
internal sealed class ProblemList : List<Problem>, IProblems
{
    public bool HasErrors => Exists(problem => problem.Rule.DefaultSeverity == DiagnosticSeverity.Error);

    public void Report(DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details) =>
        Add(new Problem(rule, attribute, argument, suggestion, details));
}

/// <summary>Ignores problems.</summary>
internal sealed class Silence : IProblems
{
    public static readonly Silence Instance = new();

    public void Report(DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details) { }
}

/// <summary>The data for a code fix: each part is stored in <c>Diagnostic.Properties</c> under its key in <see cref="FixProperties"/>.</summary>
/// <param name="Expected">The correct number.</param>
/// <param name="Suggestion">The correct word.</param>
/// <param name="Action">The edit with the suggestion.</param>
/// <param name="Other">The index of the attribute that the fix changes, if it is not the underlined one.</param>
internal sealed record SuggestedFix(string? Expected = null, string? Suggestion = null, string? Action = null, int? Other = null)
{
    public static SuggestedFix Write(object expected) => new(Expected: InvariantText.Of(expected));

    public static SuggestedFix Rename(string suggestion) => new(Suggestion: suggestion);

    public static SuggestedFix Insert(string layer, int after) => new(Suggestion: layer, Action: FixProperties.Insert, Other: after);

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
    /// <summary>Reports a problem without a code fix, or one whose code fix needs no data.</summary>
    public static void Report(
        this IProblems problems, DiagnosticDescriptor rule, int attribute, string? argument, params object[] details) =>
        problems.Report(rule, attribute, argument, null, details);

    /// <summary>Reports a problem with the data for its code fix.</summary>
    public static void Report(
        this IProblems problems, DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix suggestion, params object[] details) =>
        problems.Report(rule, attribute, argument, suggestion, details);
}
