using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Tests;

/// <summary>Generated code compiles without warnings in any surrounding code and with any project settings.</summary>
[Trait("Category", "Slow")]
public sealed class CompileMatrixTests
{
    public static TheoryData<LanguageVersion, NullableContextOptions, bool, bool> AllSettings => new()
    {
        { LanguageVersion.Default, NullableContextOptions.Enable, false, true },
        { LanguageVersion.Default, NullableContextOptions.Disable, true, false },
        { LanguageVersion.CSharp12, NullableContextOptions.Enable, true, false },
        { LanguageVersion.CSharp12, NullableContextOptions.Disable, false, true },
        { LanguageVersion.CSharp13, NullableContextOptions.Warnings, true, true },
        { LanguageVersion.Preview, NullableContextOptions.Annotations, false, false },
    };

    [Theory]
    [MemberData(nameof(AllSettings))]
    public void Networks_in_every_container_compile(LanguageVersion language, NullableContextOptions nullable, bool isChecked, bool implicitUsings)
    {
        var generated = Generated.From(new Settings(language, nullable, isChecked, implicitUsings), Projects.Containers);

        generated.CompilesSilently();
        Assert.Equal(string.Concat(Projects.Containers).Split("[Network").Length - 1, generated.Files.Count);
        Assert.All(generated.Files.Values, IsNotStub);
    }

    // Under the strictest settings: what compiles under them compiles under those above.
    [Fact]
    public void Networks_of_every_architecture_compile()
    {
        var generated = Generated.From(
            new Settings(LanguageVersion.CSharp12, NullableContextOptions.Disable, Checked: true, ImplicitUsings: false), [.. Projects.Architectures]);

        generated.CompilesSilently();
        Assert.Equal(2 * Projects.Architectures.Count, generated.Files.Count);
        Assert.All(generated.Files.Values, IsNotStub);
    }

    private static void IsNotStub(string file) => Assert.Contains("Compiled by NNGen", file);
}
