using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>Diagnostics of the generator, for projects in which no analyzer can report them.</summary>
public sealed class ProjectRulesTests
{
    private const string Network = "[Network, Input(4), Dense(3)] public partial class Net { }";

    [Theory]
    [InlineData("[Network, Input(4), Dense(3), Relu] partial class Net;", "NNG0016", "Relu", "There is no [Relu] (did you mean [ReLU]?)")]
    [InlineData("[Network, Input(4), ConvLSTM2D(3)] partial class Net;", "NNG0016", "ConvLSTM2D", "There is no [ConvLSTM2D] (NNGen has no such layer: the README lists all layers)")]
    [InlineData("[Netwrok, Input(4), Dense(3)] partial class Net;", "NNG0016", "Netwrok", "There is no [Netwrok] (did you mean [Network]?)")]
    [InlineData("[Network, Input(4), Dense(3, use_bias = false)] partial class Net;", "NNG0017", "use_bias", "[Dense] has no argument 'use_bias' (did you mean 'Bias = ...'?)")]
    public void A_build_names_a_word_that_it_does_not_know(string source, string id, string word, string message)
    {
        var generated = Generated.From(source);

        var found = Assert.Single(generated.Reported);
        Assert.Equal((id, message), (found.Id, found.GetMessage(null)));
        Assert.Equal("File0.cs", found.Location.GetLineSpan().Path);
        Assert.Equal(word, source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }

    [Fact]
    public void The_analyzer_alone_names_it_in_an_editor()
    {
        var compilation = Compile.Source("[Network, Input(4), Dense(3), Relu] partial class Net;");

        Assert.Empty(Generated.From(compilation, options: new DesignTime()).Reported);
        Assert.Equal("NNG0016", Assert.Single(Compile.Analyze(compilation)).Id);
    }

    [Fact]
    public void Attributes_of_others_are_not_named() => Assert.Empty(Generated.From("[Network, Input(4), Dense(3), Serialisable, MyOwn] partial class Net;").Reported);

    [Theory]
    [InlineData(LanguageVersion.CSharp10, "10.0")]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    public void An_old_version_of_the_language_is_one_error_and_none_in_generated_files(LanguageVersion version, string shown)
    {
        var parse = new CSharpParseOptions(version);
        var generated = Generated.From(Compile.Empty.WithOptions(Compile.Empty.Options.WithNullableContextOptions(NullableContextOptions.Disable)).AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "using NNGen; " + Network + " public static class User { public static float[] Run() { return new Net(seed: 1).Predict(new float[4]); } }", parse, "File0.cs")), parse);

        var found = Assert.Single(generated.Reported);
        Assert.Equal("NNG0019", found.Id);
        Assert.Equal(
            $"The project is compiled as C# {shown}, but what NNGen generates needs C# 11 (remove <LangVersion> from the project file, or set it to latest)",
            found.GetMessage(null));
        Assert.Empty(generated.Complaints);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    public void Generated_code_is_of_the_oldest_version_that_is_taken(LanguageVersion version)
    {
        var generated = Generated.From(new Settings(version), Network.Insert(0, "/// <summary>A network.</summary>\n"));

        Assert.Empty(generated.Reported);
        generated.CompilesSilently();
    }

    [Theory]
    [InlineData("<h1>Hello</h1>\n@code {\n    [Network]\n    [Input(4)] public partial class Net;\n}\n", "[Network")]
    [InlineData("@code { [ NNGen.NetworkAttribute(Precision = Precision.Double), Input(4)] public partial class Net; }", "[ NNGen.NetworkAttribute")]
    public void A_network_in_markup_is_reported_at_its_location(string text, string place)
    {
        var found = Assert.Single(Generated.From(Compile.Source(Network), files: [new Markup("Pages/Counter.razor", text)]).Reported);

        Assert.Equal("NNG0020", found.Id);
        Assert.Equal("'Counter.razor' declares a network, but NNGen does not see the C# that Razor generates from it (move the class into a .cs file)", found.GetMessage(null));
        Assert.Equal(place, text.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("Pages/Counter.razor", "@code { private Network? network; [NetworkOptions] int x; }")]
    [InlineData("notes.txt", "[Network]")]
    public void Other_files_are_left_alone(string path, string text) =>
        Assert.Empty(Generated.From(Compile.Source(Network), files: [new Markup(path, text)]).Reported);

    [Fact]
    public void A_users_file_may_have_the_name_of_a_generated_one()
    {
        var compilation = Compile.Empty.AddSyntaxTrees(
            Compile.Parsed("using NNGen; " + Network, "Net.cs"),
            Compile.Parsed("public partial class Net { public int InputSize; }", "Net.g.cs"));

        var generated = Generated.From(compilation);

        Assert.Empty(Compile.Errors(generated.Compilation));
        Assert.Equal("'InputSize' is also a member of the generated part of 'Net' (rename yours)", Assert.Single(Compile.Analyze(generated.Compilation)).Message);
    }

    [Fact]
    public async Task A_library_for_every_language_may_have_networks()
    {
        string source = "using System; using NNGen; [assembly: CLSCompliant(true)] [assembly: Foreign(1, 2)]\n/// <summary>A network.</summary>\n"
            + "[Network, Input(4, 2), Linear] public partial class Net; public sealed class ForeignAttribute : Attribute { public ForeignAttribute(params int[] x) { } }";
        var compilation = Generated.From(new Settings() { ImplicitUsings = true }, source).Compilation;

        var shown = await compilation.WithAnalyzers([new ClsSuppressor()]).GetAllDiagnosticsAsync();

        Assert.Equal(2, compilation.GetDiagnostics().Count(diagnostic => diagnostic.Id == "CS3016"));
        var left = Assert.Single(shown, diagnostic => diagnostic.Id == "CS3016" && !diagnostic.IsSuppressed);
        Assert.Contains("Foreign", left.Location.SourceTree!.GetText().ToString(left.Location.SourceSpan));
    }

    private sealed class Markup(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class DesignTime : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Options : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = key == "build_property.DesignTimeBuild" ? "true" : null;
                return value is not null;
            }
        }
    }
}
