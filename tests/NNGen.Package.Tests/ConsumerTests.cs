namespace NNGen.Package.Tests;

/// <summary>Uses the package in a fresh project outside the solution.</summary>
[Collection(nameof(PackedLibrary))]
[Trait("Category", "Slow")]
public sealed class ConsumerTests(PackedLibrary library)
{
    [Fact]
    public void A_fresh_project_trains_and_predicts()
    {
        Assert.Contains("DigitClassifier", library.Output);
        Assert.EndsWith("learned", library.Output.Trim());
        Assert.DoesNotContain("not learned", library.Output);
    }

    [Fact]
    public void A_wrong_network_is_one_error_of_NNGen_and_none_of_the_compiler()
    {
        var result = Build(Consumer.Program.Replace("[Dense(1), Sigmoid]", "[Dense(1)]"));

        Assert.False(result.Succeeded, result.Output);
        string error = Assert.Single(result.Errors);
        Assert.Contains("error NNG2003: BinaryCrossEntropy takes the probabilities of a sigmoid", error);
        Assert.Matches(@"Program\.cs\(\d+,2\)", error);
    }

    [Fact]
    public void A_project_for_an_older_framework_is_rejected_when_it_restores()
    {
        using var project = new Consumer(library, "<TargetFrameworks>net8.0</TargetFrameworks><TargetFramework></TargetFramework>");

        var result = project.Dotnet("restore");

        Assert.False(result.Succeeded, result.Output);
        Assert.Contains(result.Errors, error => error.Contains("error NU1202: Package NNGen ", StringComparison.Ordinal));
    }

    [Fact]
    public void Generated_files_that_a_build_writes_do_not_disturb_the_next()
    {
        // Into the folder of the SDK's choice; into another one; there again; and no more. Each build finds the files of all before it.
        using var project = new Consumer(library);
        string[] emit = ["--no-incremental", "-p:EmitCompilerGeneratedFiles=true"];
        string[] elsewhere = [.. emit, "-p:CompilerGeneratedFilesOutputPath=out"];
        foreach (string[] arguments in new[] { emit, elsewhere, elsewhere, ["--no-incremental"] })
        {
            Assert.Empty(project.Build(arguments).Successful().Warnings);
        }

        IEnumerable<string> folders = Directory.GetFiles(project.Folder, "DigitClassifier.g.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(project.Folder, path).Split(Path.DirectorySeparatorChar)[0]);
        Assert.Equal(["obj", "out"], folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_layer_that_does_not_exist_is_an_error_of_NNGen_in_addition_to_that_of_the_compiler()
    {
        var result = Build(Consumer.Program.Replace("[Dense(8), Tanh]", "[Dense(8), Tahn]"));

        Assert.False(result.Succeeded, result.Output);
        Assert.Contains(result.Errors, error => error.Contains("error NNG0016: There is no [Tahn] (did you mean [Tanh]?)", StringComparison.Ordinal));
        Assert.Single(result.Errors, error => error.Contains("NNG0016", StringComparison.Ordinal));
    }

    [Fact]
    public void Library_and_generated_code_suit_trimming_and_native_compilation()
    {
        // Built with the analyzers that say so, and without a warning.
        Assert.NotEmpty(library.Output);

        // With reflection, the same project fails to build, which shows that the analyzers run.
        var refused = Build(
            "using NNGen;\nConsole.WriteLine(Activator.CreateInstance(Type.GetType(args[0])!));\n" + Consumer.Program.Replace("using NNGen;", ""));
        Assert.False(refused.Succeeded, refused.Output);
        Assert.Contains(refused.Errors, error => error.Contains("error IL2", StringComparison.Ordinal));
    }

    [TrimmingFact]
    public void A_trimmed_program_with_its_own_runtime_predicts_the_same_bits()
    {
        using var project = new Consumer(library, Consumer.Analyzed);
        string folder = Path.Combine(project.Folder, "published");
        var result = project.Dotnet(
            "publish", "-c", "Release", "-r", PublishPacks.Runtime, "--self-contained", "-p:PublishTrimmed=true", "-p:TrimmerSingleWarn=false", "-o", folder);
        result.Successful();
        Assert.Empty(result.Warnings);

        Assert.False(File.Exists(Path.Combine(folder, "System.Private.Xml.dll")), "Nothing was trimmed.");
        Assert.Equal(library.Output, RunPublished(folder));
    }

    [NativeAotFact]
    public void A_native_program_predicts_the_same_bits()
    {
        using var project = new Consumer(library, Consumer.Analyzed);
        string folder = Path.Combine(project.Folder, "native");
        var result = project.Dotnet("publish", "-c", "Release", "-r", PublishPacks.Runtime, "-p:PublishAot=true", "-p:TrimmerSingleWarn=false", "-o", folder);
        result.Successful();
        Assert.Empty(result.Warnings);

        Assert.Equal(library.Output, RunPublished(folder));
    }

    [Fact]
    public void Native_compilation_uses_fused_multiply_add_unless_the_project_sets_something_else()
    {
        // The project's own setting is in its file, as in a user's project.
        string[] cases =
        [
            "PublishAot=true;RuntimeIdentifier=linux-x64", "PublishAot=true;RuntimeIdentifier=win-x64", "PublishAot=true;RuntimeIdentifier=linux-x64;Chosen=base",
            "PublishAot=true;RuntimeIdentifier=linux-arm64", "RuntimeIdentifier=linux-x64",
        ];
        string calls = string.Concat(cases.Select(properties => $"""<MSBuild Projects="$(MSBuildProjectFile)" Targets="Say" Properties="{properties}" />"""));
        using var project = new Consumer(library, "<IlcInstructionSet>$(Chosen)</IlcInstructionSet>", $"""
            <Target Name="Say"><Message Importance="high" Text="instructions: '$(IlcInstructionSet)'" /></Target>
            <Target Name="SayAll">{calls}</Target>
            """);
        project.Dotnet("restore").Successful();

        string output = project.Dotnet("msbuild", "-t:SayAll", "-m:1", "-nologo").Successful().Output;

        Assert.Equal(
            ["x86-64-v3", "x86-64-v3", "base", "", ""],
            output.Split('\n').Where(line => line.Contains("instructions: '", StringComparison.Ordinal)).Select(line => line.Split('\'')[1]));
    }

    private CommandResult Build(string program)
    {
        library.User.Source(program);
        return library.User.Build();
    }

    private static string RunPublished(string folder) =>
        Sdk.Start(Path.Combine(folder, OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer"), folder).Successful().Output;
}
