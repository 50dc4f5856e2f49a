using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>What is reported about names of values and about residual regions, in networks and in blocks.</summary>
internal static class GraphReports
{
    /// <summary>An end or a shortcut is in no region.</summary>
    public static void NotOpened(this IProblems problems, int attribute, string kind) => problems.Report(
        Rules.UnpairedRegion, attribute, null, SuggestedFix.Remove(), kind, "there is no [Residual] above it", "insert [Residual] where the region begins");

    /// <summary>A region has two shortcuts.</summary>
    public static void SecondShortcut(this IProblems problems, int attribute) => problems.Report(
        Rules.UnpairedRegion, attribute, null, SuggestedFix.Remove(), "Shortcut", "its [Residual] has another [Shortcut]", "remove one of them");

    /// <summary>A region does not end.</summary>
    /// <param name="problems">Receives the report.</param>
    /// <param name="attribute">The index of its first attribute.</param>
    /// <param name="last">The index of the attribute behind which it could end, if there is one.</param>
    public static void NotClosed(this IProblems problems, int attribute, int? last)
    {
        SuggestedFix? fix = last is { } after ? SuggestedFix.Insert("EndResidual", after) : null;
        problems.Report(Rules.UnpairedRegion, attribute, null, fix, ["Residual", "there is no [EndResidual] below it", "insert [EndResidual] where the region ends"]);
    }

    /// <summary>A name is given to a second value.</summary>
    public static void DuplicateMark(this IProblems problems, int attribute, string argument, string name) => problems.Report(Rules.DuplicateMark, attribute, argument, name);

    /// <summary>Nothing reads a name.</summary>
    /// <param name="problems">Receives the report.</param>
    /// <param name="attribute">The index of the attribute that gives the name.</param>
    /// <param name="argument">Its argument that does, or null for the whole attribute.</param>
    /// <param name="name">The name.</param>
    public static void UnusedMark(this IProblems problems, int attribute, string? argument, string name) =>
        problems.Report(Rules.UnusedMark, attribute, argument, SuggestedFix.Remove(), name);

    /// <summary>A name is read that no attribute above gives.</summary>
    /// <param name="problems">Receives the report.</param>
    /// <param name="attribute">The index of the attribute that reads it.</param>
    /// <param name="argument">Its argument that does.</param>
    /// <param name="mark">The name.</param>
    /// <param name="known">The names above.</param>
    /// <param name="fromHere">That attribute and those below it, of the same class.</param>
    public static void UnknownMark(
        this IProblems problems, int attribute, string argument, string mark, IReadOnlyCollection<string> known, IEnumerable<AttributeDeclaration> fromHere)
    {
        AttributeDeclaration[] rest = [.. fromHere];
        bool isHere = rest[0].Names(mark), isBelow = rest.Any(one => one.Names(mark));
        string? near = isBelow ? null : Spelling.Closest(mark, known);
        string hint = isHere ? "this layer names it, but values flow downward: begin with the state of a layer above"
            : isBelow ? "it is named below, but values flow downward: move this attribute below it"
            : near is not null ? $"did you mean '{near}'"
            : known.Count > 0 ? $"there are {string.Join(", ", known.Select(name => $"'{name}'"))}"
            : argument == "InitialState" ? "write ReturnState at the layer whose state it is, or [As] after the layer that gives it"
            : "write [As] after the layer that gives it";
        problems.Report(Rules.UnknownMark, attribute, argument, near is null ? null : SuggestedFix.Rename(near), [mark, hint]);
    }
}
