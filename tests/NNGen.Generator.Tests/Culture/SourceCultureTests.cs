using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.CodeFixes;

namespace NNGen.Generator.Tests;

/// <summary>No product writes numbers or sorts names in the culture of the machine; these tests search the sources.</summary>
public sealed class SourceCultureTests
{
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("src/NNGen")]
    [InlineData("src/NNGen.Csv")]
    [InlineData("src/NNGen.Plots")]
    [InlineData("src/NNGen.Console")]
    [InlineData("src/NNGen.Images")]
    [InlineData("src/NNGen.Mpi")]
    [InlineData("generator/NNGen.Generator")]
    [InlineData("generator/NNGen.CodeFixes")]
    public void Nothing_is_written_or_sorted_in_the_culture_of_the_machine(string project)
    {
        List<string> found = Found(project);
        Assert.True(found.Count == 0, $"{found.Count} locations in {project}:\n{string.Join("\n", found)}");
    }

    // The search above skips their interpolated strings, which are invariant only because of InvariantInterpolation.cs.
    [Fact]
    public void Interpolated_strings_of_the_compiler_do_not_reach_the_framework() => Assert.All(
        [typeof(NetworkGenerator).Assembly, typeof(NetworkFix).Assembly],
        assembly =>
        {
            using var file = new PEReader(File.OpenRead(assembly.Location));
            MetadataReader reader = file.GetMetadataReader();
            Assert.DoesNotContain(reader.MemberReferences, handle => reader.StringComparer.Equals(reader.GetMemberReference(handle).Name, "Format"));
        });

    [Theory]
    [InlineData("static string Of(double x) => $\"{x}\";")]
    [InlineData("static string Of(int x) => $\"{x}\";")]
    [InlineData("static string Of(int? x) => $\"{x,4}\";")]
    [InlineData("static string Of<T>(T x) where T : System.IFormattable => $\"{x}\";")]
    [InlineData("static string Of(double x) => \"x\" + x;")]
    [InlineData("static string Of(double x) { string text = \"\"; text += x; return text; }")]
    [InlineData("static string Of<T>(T x) where T : System.IFormattable => x.ToString();")]
    [InlineData("static string Of(int[] x) => string.Join(\", \", x);")]
    [InlineData("static void Of(System.Text.StringBuilder text, double x) => text.Append($\"{x}\");")]
    [InlineData("public sealed record Of(double X);")]
    [InlineData("static object Of(string[] x) => System.Linq.Enumerable.Order(x);")]
    [InlineData("static object Of() => new System.Collections.Generic.SortedSet<string>();")]
    public void The_search_finds(string member) => Assert.Single(Find(member));

    [Theory]
    [InlineData("static string Of(double x) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $\"{x}\");")]
    [InlineData("static string Of(double x) => System.FormattableString.Invariant($\"{x}\");")]
    [InlineData("static string Of(int[] x) => $\"{x.Length} and {(string)null!} {System.DayOfWeek.Monday} {'c'} {1} {x[0]:x2}\";")]
    [InlineData("public sealed record Of(double X) { public override string ToString() => \"\"; }")]
    [InlineData("static object Of(string[] x) => System.Linq.Enumerable.Order(x, System.StringComparer.Ordinal);")]
    public void The_search_leaves_alone(string member) => Assert.Empty(Find(member));

    private static IEnumerable<string> Find(string member)
    {
        CSharpCompilation compilation = Compile.Source($"public class C {{ {member} }}");
        return CultureFinder.Find(compilation.GetSemanticModel(compilation.SyntaxTrees[1]), interpolationIsInvariant: false);
    }

    private static List<string> Found(string project)
    {
        CSharpCompilation compilation = Sources.Compilation(project);
        return [.. compilation.SyntaxTrees.SelectMany(tree => CultureFinder.Find(compilation.GetSemanticModel(tree), project.StartsWith("generator/", StringComparison.Ordinal)))];
    }
}
