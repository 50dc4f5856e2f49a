namespace NNGen.Generator.Syntax;

/// <summary>What the parser makes of a class marked <c>[Network]</c>; problems go to <c>IProblems</c>.</summary>
/// <param name="Declaration">
/// The declaration, also where rules are broken. Names in it are ready to be printed (<c>@class</c> where a keyword is a name).
/// </param>
/// <param name="CanBeExtended">Whether a second half of the class can be written at all: if not, nothing may be generated.</param>
/// <param name="IsComplete">
/// Whether all attributes could be read. If not, the C# compiler has reported why, or it will find nothing wrong because what is missing is
/// generated (<see cref="Diagnostics.GeneratedConstants"/>).
/// </param>
/// <param name="CanBeInferred">
/// Whether the later stages may go on: all attributes could be read, and one input comes first. If not,
/// either the parser or the C# compiler has reported why, and whatever else could be said would follow from that one mistake.
/// </param>
/// <param name="IsValid">Whether nothing is wrong so far: only then is the network worth printing.</param>
/// <param name="Collisions">The generated members that the hand-written half has already, so that a stub leaves them out.</param>
/// <param name="MaxParameters">How many parameters the user allows; 0 for any number.</param>
internal sealed record ParsedNetwork(
    NetworkDeclaration Declaration, bool CanBeExtended, bool IsComplete, bool CanBeInferred, bool IsValid, EquatableArray<string> Collisions,
    long MaxParameters);
