using System.Diagnostics;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NNGen.Generator.Tests;

/// <summary>
/// The C# code of a document as one program, in reading order: the statements of all <c>csharp</c> blocks, and
/// below them the types. (A block that is only a part of something is a <c>csharp fragment</c>.) After each block the program prints a
/// mark, which separates the output of the blocks.
/// </summary>
internal static class DocumentProgram
{
    // What projects of the SDK use implicitly.
    private const string Usings =
        "using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading; using System.Threading.Tasks;";

    /// <summary>What the program can use, in the folder of these tests.</summary>
    private static readonly string[] libraries =
    [
        "NNGen.dll", "NNGen.Plots.dll", "NNGen.Csv.dll", "CsvHelper.dll", "NNGen.Console.dll", "Spectre.Console.dll", "Spectre.Console.Ansi.dll",
        "NNGen.Images.dll", "SkiaSharp.dll", OperatingSystem.IsWindows() ? "libSkiaSharp.dll" : OperatingSystem.IsMacOS() ? "libSkiaSharp.dylib" : "libSkiaSharp.so",
    ];

    /// <summary>The program's text; errors in it point at the document.</summary>
    public static string Text(string document)
    {
        var usings = new HashSet<string>();
        var statements = new StringBuilder();
        var types = new StringBuilder();
        foreach (DocumentBlock block in DocumentBlock.Read(document).Where(block => block.Language == "csharp"))
        {
            var tree = CSharpSyntaxTree.ParseText(block.Text);
            var root = (CompilationUnitSyntax)tree.GetRoot();
            usings.UnionWith(root.Usings.Select(directive => directive.ToString()));
            foreach (var member in root.Members)
            {
                int line = tree.GetLineSpan(member.FullSpan).StartLinePosition.Line + block.Line;
                var target = member is GlobalStatementSyntax ? statements : types;
                target.Append($"#line {line} \"{Path.GetFileName(document)}\"\n{member.ToFullString()}\n");
            }

            statements.Append($"Console.WriteLine(\"{Mark(block)}\");\n");
        }

        return $"{Usings} {string.Join(' ', usings)}\n{statements}{types}";
    }

    /// <summary>Compiles the program with its generated code; fails if there is a warning.</summary>
    public static byte[] Compile(string document) => Compile(Generator.Tests.Compile.Parsed(Text(document), "Document.cs"));

    /// <summary>Compiles an unchanged text as the only file of a project, and returns what it prints.</summary>
    public static string OutputOfFile(string text)
    {
        string usings = Usings.Replace("using ", "global using ", StringComparison.Ordinal);
        byte[] assembly = Compile(Generator.Tests.Compile.Parsed(usings, "Usings.cs"), Generator.Tests.Compile.Parsed(text, "Program.cs"));
        return Run(assembly, _ => { }).ReplaceLineEndings("\n").TrimEnd('\n');
    }

    private static byte[] Compile(params SyntaxTree[] files)
    {
        CSharpCompilation compilation = Generator.Tests.Compile.Source()
            .RemoveAllSyntaxTrees()
            .AddSyntaxTrees(files)
            .WithOptions(new CSharpCompilationOptions(
                OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release))
            .AddReferences(Library("NNGen.Plots.dll"), Library("NNGen.Console.dll"), Library("NNGen.Images.dll"), Library("Spectre.Console.dll"))
            .WithAssemblyName("Document");
        Generator.Tests.Compile.Driver(new NetworkGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out var problems);
        Assert.Empty(problems);
        Assert.Empty(Generator.Tests.Compile.AnalyzeGenerated(generated));
        using var assembly = new MemoryStream();
        var result = generated.Emit(assembly);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return assembly.ToArray();
    }

    /// <summary>What the program prints, by the first line of the block that prints it.</summary>
    public static IReadOnlyDictionary<int, string> Output(string document) => Output(document, _ => { });

    /// <inheritdoc cref="Output(string)"/>
    /// <param name="document">The document.</param>
    /// <param name="look">Sees the program's folder, with the files that it wrote, before it is deleted.</param>
    public static IReadOnlyDictionary<int, string> Output(string document, Action<string> look)
    {
        string text = Run(Compile(document), look).ReplaceLineEndings("\n");
        var printed = new Dictionary<int, string>();
        foreach (DocumentBlock block in DocumentBlock.Read(document).Where(block => block.Language == "csharp"))
        {
            string mark = Mark(block) + "\n";
            int end = text.IndexOf(mark, StringComparison.Ordinal);
            printed.Add(block.Line, string.Join('\n', text[..end].TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())));
            text = text[(end + mark.Length)..];
        }

        return printed;
    }

    private static MetadataReference Library(string name) => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, name));

    private static string Mark(DocumentBlock block) => $"--- end of the block of line {block.Line} ---";

    /// <summary>Runs the program in a separate process and an empty folder.</summary>
    private static string Run(byte[] assembly, Action<string> look)
    {
        string folder = Directory.CreateTempSubdirectory("nngen-document-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "Document.dll"), assembly);
            foreach (string library in libraries)
            {
                File.Copy(Path.Combine(AppContext.BaseDirectory, library), Path.Combine(folder, library));
            }

            File.WriteAllText(Path.Combine(folder, "Document.runtimeconfig.json"), $$"""
                {
                  "runtimeOptions": {
                    "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version.ToString(3)}}" },
                    "configProperties": { "System.Globalization.Invariant": true }
                  }
                }
                """);
            string output = Start(folder);
            look(folder);
            return output;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Start(string folder)
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string host = Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        using var process = Process.Start(new ProcessStartInfo(host, "Document.dll")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"The program ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
        return output;
    }
}
