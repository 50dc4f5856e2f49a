namespace NNGen.Package.Tests;

/// <summary>A fresh project that only references the NNGen package.</summary>
internal sealed class Consumer : IDisposable
{
    /// <summary>
    /// Trains and predicts, uses features that reflection or a missing resource would break, and prints every bit. Networks are trained on one
    /// thread and on all, to the same bits.
    /// </summary>
    public const string Program = """
        using NNGen;

        var (train, test) = Datasets.Digits().Split(testFraction: 0.2, seed: 42);
        var net = new DigitClassifier(seed: 1);
        History history = net.Fit(train, epochs: 3, batchSize: 32, optimizer: new Adam(1e-3f), validation: test);
        Metrics metrics = net.Evaluate(test);
        Console.WriteLine(DigitClassifier.Summary);
        Console.WriteLine(DigitClassifier.Description.Name);
        Console.WriteLine($"loss {BitConverter.DoubleToInt64Bits(metrics["loss"]):x}");

        string file = Path.Combine(AppContext.BaseDirectory, "digits.safetensors");
        net.Save(file);
        var again = DigitClassifier.Load(file);
        File.Delete(file);
        float[] probabilities = again.PredictBatch(test.Features[..(10 * DigitClassifier.InputSize)]);
        foreach (float probability in probabilities) { Console.Write($"{BitConverter.SingleToInt32Bits(probability):x8} "); }
        Console.WriteLine();
        foreach (float weight in again.Parameters.Values[..64]) { Console.Write($"{BitConverter.SingleToInt32Bits(weight):x8} "); }
        Console.WriteLine();

        var xor = new XorNetwork(seed: 1);
        xor.Fit(Datasets.Xor(400, seed: 1), epochs: 60, optimizer: new Adam(0.02));
        Console.WriteLine($"xor {BitConverter.SingleToInt32Bits(xor.Predict([0.5f, -0.5f])[0]):x8}");
        Console.WriteLine(xor.Classify([0.5f, -0.5f]) == 1 && xor.Classify([0.5f, 0.5f]) == 0 ? "learned" : "not learned");

        [Network]
        [Input(64)]
        [Dense(32), GELU]
        [Dense(10), Softmax]
        [CrossEntropy]
        public partial class DigitClassifier;

        [Network]
        [Input(2)]
        [Dense(8), Tanh]
        [Dense(1), Sigmoid]
        [BinaryCrossEntropy]
        public partial class XorNetwork;
        """;

    /// <summary>A property that enables the analyzers for trimming and native compilation, which also check generated code.</summary>
    public const string Analyzed = "<IsAotCompatible>true</IsAotCompatible>";

    private readonly TemporaryFolder folder = new();
    private bool isRestored;

    /// <param name="package">The package; null if only the SDK is used.</param>
    /// <param name="properties">Further lines of the project's properties.</param>
    /// <param name="targets">Further lines of the project.</param>
    public Consumer(PackedLibrary? package, string properties = "", string targets = "")
    {
        // Packages that this machine already has are read in place; NNGen itself may not be among them, so an exact
        // version from the feed must be restored into a separate folder.
        string known = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string fallback = Directory.Exists(known) && !Directory.Exists(Path.Combine(known, "nngen")) ? known : "";
        string reference = package is null ? "" : $"""<PackageReference Include="NNGen" Version="[{package.Version}]" />""";
        File.WriteAllText(folder["Consumer/Consumer.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <InvariantGlobalization>true</InvariantGlobalization>
                <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
                <RestoreAdditionalProjectSources>{package?.Feed}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{folder["packages"]}</RestorePackagesPath>
                <RestoreFallbackFolders>{fallback}</RestoreFallbackFolders>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {reference}
              </ItemGroup>
              {targets}
            </Project>
            """);
        Source(Program);
    }

    /// <summary>The project's folder.</summary>
    public string Folder => folder["Consumer/"];

    /// <summary>Replaces the program.</summary>
    public void Source(string text) => File.WriteAllText(folder["Consumer/Program.cs"], text);

    /// <summary>Runs a command of the SDK in the project's folder.</summary>
    public CommandResult Dotnet(params string[] arguments) => Sdk.Run(Folder, arguments);

    /// <summary>Builds the program; the first time with a restore.</summary>
    public CommandResult Build(params string[] arguments)
    {
        string[] restore = isRestored ? ["--no-restore"] : [];
        isRestored = true;
        return Dotnet(["build", "-c", "Release", .. restore, .. arguments]);
    }

    public void Dispose() => folder.Dispose();
}
