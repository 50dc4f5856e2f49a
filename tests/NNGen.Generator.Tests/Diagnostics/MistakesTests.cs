using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>Each mistake of the list gives exactly one diagnostic: id, location and whole message.</summary>
public sealed class MistakesTests
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (int i = 0; i < Mistakes.All.Count; i++) { cases.Add(i, Mistakes.All[i].Marked); }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_mistake_is_reported_at_its_location(int index, string marked)
    {
        var mistake = Mistakes.All[index];
        Assert.Equal(mistake.Marked, marked);

        var diagnostics = EditorConfig.Analyze(mistake.Source, mistake.Config);

        Assert.Equal($"{mistake.Id} `{mistake.Squiggle}`: {mistake.Message}", string.Join('\n', diagnostics.Select(Line)));
        Assert.Equal(mistake.Start, diagnostics[0].Location.SourceSpan.Start);
        Assert.Equal(Rules.All.Single(rule => rule.Id == mistake.Id).DefaultSeverity, diagnostics[0].Severity);
    }

    [Fact]
    public void Mistakes_are_many_and_differ()
    {
        Assert.InRange(Mistakes.All.Select(mistake => (mistake.Id, mistake.Message)).Distinct().Count(), 80, 1000);
        Assert.Equal(Mistakes.All.Count, Mistakes.All.Select(mistake => (mistake.Source, mistake.Config)).Distinct().Count());
        Assert.Equal(Mistakes.All.Select(mistake => mistake.Id).Order(StringComparer.Ordinal), Mistakes.All.Select(mistake => mistake.Id));
    }

    // Not that of the size of code, whose figure every change moves, not that of generated constants, which needs generated code, and not those of
    // projects.
    [Fact]
    public void Every_rule_about_declarations_is_among_them() => Assert.Equal(
        Rules.All.Where(rule => rule.Id[3] < '4' && rule != Rules.TooMuchCode && rule != Rules.GeneratedConstant && rule.Id is not ("NNG0019" or "NNG0020")).Select(rule => rule.Id),
        Mistakes.All.Select(mistake => mistake.Id).Distinct());

    private static string Line(Diagnostic diagnostic) => EditorConfig.Line(diagnostic).Replace($"{diagnostic.Id} {diagnostic.Severity} ", diagnostic.Id + " ");
}
