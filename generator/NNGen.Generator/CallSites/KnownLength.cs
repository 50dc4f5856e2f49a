using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <summary>How many values an expression is known to have.</summary>
/// <param name="Value">How many.</param>
/// <param name="Source">The expression that decides it: <c>new float[63]</c>.</param>
/// <param name="Size">The number to change, where one is written: <c>63</c>.</param>
/// <param name="Giver">The network whose one output it is.</param>
internal sealed record KnownLength(long Value, SyntaxNode? Source, SyntaxNode? Size = null, UsedNetwork? Giver = null);
