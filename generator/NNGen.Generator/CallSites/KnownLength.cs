using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <summary>The known number of values of an expression.</summary>
/// <param name="Value">The number of values.</param>
/// <param name="Source">The expression that determines it: <c>new float[63]</c>.</param>
/// <param name="Size">The number to change, if one is written: <c>63</c>.</param>
/// <param name="Giver">The network whose output the value is, if it is a single output.</param>
internal sealed record KnownLength(long Value, SyntaxNode? Source, SyntaxNode? Size = null, UsedNetwork? Giver = null);
