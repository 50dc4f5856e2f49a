using System.Text.RegularExpressions;

namespace NNGen.Generator.Tests;

/// <summary>The bounds in the documentation are those that the functions state and their own tests hold them to.</summary>
public sealed partial class NumericsTests
{
    [Fact]
    public void The_documented_bounds_are_those_of_the_functions()
    {
        string[] documented = [.. Rows().Matches(File.ReadAllText(Repository.PathOf("docs/numerics.md"))).Select(row => row.Value)];
        string[] stated =
        [
            .. from function in Bounds().Matches(File.ReadAllText(Repository.PathOf("src/NNGen/Numerics/VectorMath.cs"))).ToLookup(match => match.Groups["name"].Value)
               select $"| `{function.Key}` | {Bound(function, "float")} | {Bound(function, "double")} |",
        ];

        Assert.NotEmpty(stated);
        Assert.Equal(stated.Order(), documented.Order());
    }

    private static string Bound(IEnumerable<Match> functions, string type) =>
        functions.Single(match => match.Groups["type"].Value == type).Groups["bound"].Value;

    [GeneratedRegex(@"^\| `\w+` \| [\d.]+ \| [\d.]+ \|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"error at most (?<bound>[\d.]+) ulp[^{]*?public static Vector<(?<type>float|double)> (?<name>\w+)\(", RegexOptions.Singleline)]
    private static partial Regex Bounds();
}
