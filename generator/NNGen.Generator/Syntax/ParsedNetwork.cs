namespace NNGen.Generator.Syntax;

/// <summary>The parser's result for a class marked <c>[Network]</c>; problems go to <c>IProblems</c>.</summary>
/// <param name="Declaration">
/// The declaration, even if rules are violated. Its names can be printed without changes (<c>@class</c> for a keyword as name).
/// </param>
/// <param name="CanBeExtended">Whether a second part of the class can be written; if not, nothing may be generated.</param>
/// <param name="IsComplete">
/// Whether all attributes could be read. If not, the C# compiler has reported the reason, or it will report nothing because the missing constant
/// is generated (<see cref="Diagnostics.GeneratedConstants"/>).
/// </param>
/// <param name="CanBeInferred">
/// Whether the later stages may continue: all attributes could be read, and one input comes first. If not, either the parser or the C# compiler
/// has reported the reason, and anything else would be a consequence of that mistake.
/// </param>
/// <param name="IsValid">Whether there are no mistakes so far; only then is the network printed.</param>
/// <param name="Collisions">The generated members that the handwritten part already has, so that a stub omits them.</param>
/// <param name="MaxParameters">The maximum number of parameters set by the user; 0 for no limit.</param>
internal sealed record ParsedNetwork(
    NetworkDeclaration Declaration, bool CanBeExtended, bool IsComplete, bool CanBeInferred, bool IsValid, EquatableArray<string> Collisions,
    long MaxParameters);
