namespace NNGen.Package.Tests;

/// <summary>What a user of the package meets, in a fresh project outside the solution.</summary>
[Collection(nameof(PackedLibrary))]
public sealed class ConsumerTests(PackedLibrary library)
{
    // For generated code, too: it is part of this project.
    private const string Analyzed = "<IsAotCompatible>true</IsAotCompatible>";

    [Fact]
    public void A_fresh_project_trains_and_predicts()
    {
        using var project = new Consumer(library);
        var result = project.Build().Successful();
        Assert.Empty(result.Warnings);

        string output = Run(project);

        Assert.Contains("DigitClassifier", output);
        Assert.EndsWith("learned", output.Trim());
        Assert.DoesNotContain("not learned", output);
    }

    [Fact]
    public void A_wrong_network_is_one_error_of_NNGen_and_none_of_the_compiler()
    {
        using var project = new Consumer(library);
        project.Source(Consumer.Program.Replace("[Dense(1), Sigmoid]", "[Dense(1)]"));

        var result = project.Build();

        Assert.False(result.Succeeded, result.Output);
        string error = Assert.Single(result.Errors);
        Assert.Contains("error NNG2003: BinaryCrossEntropy takes the probabilities of a sigmoid", error);
        Assert.Matches(@"Program\.cs\(\d+,2\)", error);
    }

    [Fact]
    public void A_project_for_an_older_framework_is_refused_when_it_restores()
    {
        using var project = new Consumer(library, "<TargetFrameworks>net8.0</TargetFrameworks><TargetFramework></TargetFramework>");

        var result = project.Dotnet("restore");

        Assert.False(result.Succeeded, result.Output);
        Assert.Contains(result.Errors, error => error.Contains("error NU1202: Package NNGen ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData]
    [InlineData("-p:CompilerGeneratedFilesOutputPath=out")]
    public void Generated_files_that_a_build_writes_do_not_disturb_the_next(params string[] where)
    {
        using var project = new Consumer(library);
        string[] command = ["build", "-c", "Release", "-p:EmitCompilerGeneratedFiles=true", .. where];

        project.Dotnet(command).Successful();

        Assert.Single(Directory.GetFiles(project.Folder, "DigitClassifier.g.cs", SearchOption.AllDirectories));
        Assert.Empty(project.Dotnet([.. command, "--no-incremental"]).Successful().Warnings);
        Assert.Empty(project.Dotnet("build", "-c", "Release", "--no-incremental").Successful().Warnings);
    }

    [Fact]
    public void A_layer_that_does_not_exist_is_an_error_of_NNGen_beside_that_of_the_compiler()
    {
        using var project = new Consumer(library);
        project.Source(Consumer.Program.Replace("[Dense(8), Tanh]", "[Dense(8), Tahn]"));

        var result = project.Build();

        Assert.False(result.Succeeded, result.Output);
        Assert.Contains(result.Errors, error => error.Contains("error NNG0016: There is no [Tahn] (did you mean [Tanh]?)", StringComparison.Ordinal));
        Assert.Single(result.Errors, error => error.Contains("NNG0016", StringComparison.Ordinal));
    }

    [Fact]
    public void Library_and_generated_code_suit_trimming_and_native_compilation()
    {
        using var project = new Consumer(library, Analyzed);
        var result = project.Build().Successful();
        Assert.Empty(result.Warnings);

        // And the analyzers that say so are there: with reflection the same project is refused.
        project.Source("using NNGen;\nConsole.WriteLine(Activator.CreateInstance(Type.GetType(args[0])!));\n" + Consumer.Program.Replace("using NNGen;", ""));
        var refused = project.Build();
        Assert.False(refused.Succeeded, refused.Output);
        Assert.Contains(refused.Errors, error => error.Contains("error IL2", StringComparison.Ordinal));
    }

    [TrimmingFact]
    public void A_trimmed_program_with_its_own_runtime_predicts_the_same_bits()
    {
        using var project = new Consumer(library, Analyzed);
        project.Build().Successful();
        string untrimmed = Run(project);

        string folder = Path.Combine(project.Folder, "published");
        var result = project.Dotnet(
            "publish", "-c", "Release", "-r", PublishPacks.Runtime, "--self-contained", "-p:PublishTrimmed=true", "-p:TrimmerSingleWarn=false", "-o", folder);
        result.Successful();
        Assert.Empty(result.Warnings);

        Assert.False(File.Exists(Path.Combine(folder, "System.Private.Xml.dll")), "Nothing was trimmed.");
        Assert.Equal(untrimmed, RunPublished(folder));
    }

    [NativeAotFact]
    public void A_native_program_predicts_the_same_bits()
    {
        using var project = new Consumer(library, Analyzed);
        project.Build().Successful();
        string managed = Run(project);

        string folder = Path.Combine(project.Folder, "native");
        var result = project.Dotnet("publish", "-c", "Release", "-r", PublishPacks.Runtime, "-p:PublishAot=true", "-p:TrimmerSingleWarn=false", "-o", folder);
        result.Successful();
        Assert.Empty(result.Warnings);

        Assert.Equal(managed, RunPublished(folder));
    }

    [Fact]
    public void Native_compilation_is_asked_for_fused_multiply_add_unless_the_project_chooses()
    {
        // The project's own choice stands in its file, as it would in a user's.
        using var project = new Consumer(library, "<IlcInstructionSet>$(Chosen)</IlcInstructionSet>");
        project.Dotnet("restore").Successful();

        Assert.Equal("x86-64-v3", Chosen("-p:PublishAot=true", "-p:RuntimeIdentifier=linux-x64"));
        Assert.Equal("x86-64-v3", Chosen("-p:PublishAot=true", "-p:RuntimeIdentifier=win-x64"));
        Assert.Equal("base", Chosen("-p:PublishAot=true", "-p:RuntimeIdentifier=linux-x64", "-p:Chosen=base"));
        Assert.Equal("", Chosen("-p:PublishAot=true", "-p:RuntimeIdentifier=linux-arm64"));
        Assert.Equal("", Chosen("-p:RuntimeIdentifier=linux-x64"));

        string Chosen(params string[] arguments) => project.Property("IlcInstructionSet", arguments);
    }

    private static string Run(Consumer project) =>
        project.Dotnet(Path.Combine("bin", "Release", "net10.0", "Consumer.dll")).Successful().Output;

    private static string RunPublished(string folder) =>
        Sdk.Start(Path.Combine(folder, OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer"), folder).Successful().Output;
}
