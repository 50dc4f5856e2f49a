using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Tests;

/// <summary>The compiler settings of a user's project: generated code must compile with all of them.</summary>
/// <param name="Language">The version of C#; 12 is the oldest that the compilers which can load the generator are used with.</param>
/// <param name="Nullable">Whether nullable references are on.</param>
/// <param name="Checked">Whether arithmetic is checked unless code says otherwise.</param>
/// <param name="ImplicitUsings">Whether <c>System</c> and <c>NNGen</c> are used everywhere; if not, each file uses them.</param>
internal sealed record Settings(
    LanguageVersion Language = LanguageVersion.Default,
    NullableContextOptions Nullable = NullableContextOptions.Enable,
    bool Checked = false,
    bool ImplicitUsings = true)
{
    public CSharpParseOptions Parse => new(Language, DocumentationMode.Diagnose);

    // Every warning of the compiler, as an error; no unsafe code.
    public CSharpCompilationOptions Compilation => new(
        OutputKind.DynamicallyLinkedLibrary,
        checkOverflow: Checked,
        allowUnsafe: false,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,
        nullableContextOptions: Nullable);
}
