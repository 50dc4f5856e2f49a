using System.Composition;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.CodeFixes;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>The code fix providers in the assembly.</summary>
public sealed class ProvidersTests
{
    [Fact]
    public void Every_rule_that_is_said_to_have_a_fix_has_one_and_no_other() => Assert.Equal(
        FixableRules.All.Keys,
        FixedSource.Providers.SelectMany(provider => provider.FixableDiagnosticIds).Order(StringComparer.Ordinal));

    [Fact]
    public void A_page_describes_the_fix_if_there_is_one() => Assert.All(Rules.All, rule =>
    {
        string page = File.ReadAllText(Path.Combine(Snapshot.RepositoryRoot(), "docs", "diagnostics", rule.Id + ".md"));
        Assert.Equal(FixableRules.All.ContainsKey(rule.Id), page.Contains("\nFix: ", StringComparison.Ordinal));
    });

    [Fact]
    public void Every_fix_is_exported_under_its_name_and_shared() => Assert.All(FixedSource.Providers, provider =>
    {
        var type = provider.GetType();
        var export = type.GetCustomAttribute<ExportCodeFixProviderAttribute>();
        Assert.NotNull(export);
        Assert.Equal(type.Name, export.Name);
        Assert.Equal([LanguageNames.CSharp], export.Languages);
        Assert.NotNull(type.GetCustomAttribute<SharedAttribute>());
        Assert.NotNull(type.GetConstructor([]));
        Assert.Equal(
            [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution],
            provider.GetFixAllProvider()!.GetSupportedFixAllScopes());
    });

    [Fact]
    public void A_fix_offers_nothing_for_the_mistakes_of_other_rules_and_fixes_its_own_without_a_key()
    {
        const string Source = "[Network, Input(4), Dense(0, Name = \"a\"), Dense(3, Name = \"a\")] class Net;";

        Assert.Empty(FixedSource.Titles("NNG0009", Source, by: "NNG0010"));
        Assert.Equal(
            ["[Network, Input(4), Dense(0, Name = \"a\"), Dense(3, Name = \"a2\")] class Net;"],
            FixedSource.All("NNG0010", FixAllScope.Solution, withKey: false, Source));
    }

    [Fact]
    public void The_compiler_needs_no_workspaces() => Assert.DoesNotContain(
        typeof(NetworkGenerator).Assembly.GetReferencedAssemblies(),
        assembly => assembly.Name!.Contains("Workspaces", StringComparison.Ordinal));

    [Fact]
    public void The_fixes_are_a_separate_assembly() =>
        Assert.Contains(typeof(NetworkFix).Assembly.GetReferencedAssemblies(), assembly => assembly.Name == "Microsoft.CodeAnalysis.Workspaces");
}
