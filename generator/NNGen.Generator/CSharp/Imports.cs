using System;
using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.CSharp;

/// <summary>
/// The types that kernels call by their short names. Their namespace is inside <c>NNGen</c>, whose types they see, and imports
/// <c>NNGen.CompilerServices</c>, whose types take precedence over these. Types of .NET are imported one by one, by aliases: two imported namespaces with
/// the same name in both, of which one may be the user's, would be ambiguous.
/// </summary>
internal static class Imports
{
    private static readonly IReadOnlyList<(string Name, string FullName)> Types =
    [
        ("Math", "System.Math"),
        ("MemoryMarshal", "System.Runtime.InteropServices.MemoryMarshal"),
        ("MethodImpl", "System.Runtime.CompilerServices.MethodImplAttribute"),
        ("Unsafe", "System.Runtime.CompilerServices.Unsafe"),
    ];

    /// <summary>All imports.</summary>
    public static IEnumerable<string> All => Types.Select(Line).Prepend("using global::NNGen.CompilerServices;");

    /// <summary>A text without the imports that it does not need.</summary>
    /// <param name="text">The text, with all imports.</param>
    /// <param name="start">Where the code after the imports begins.</param>
    public static string WithoutUnused(string text, int start) => Types
        .Where(type => text.IndexOf(type.Name + (type.Name == "MethodImpl" ? "(" : "."), start, StringComparison.Ordinal) < 0)
        .ToArray()
        .Aggregate(text, (rest, type) => rest.Replace($"    {Line(type)}\n", ""));

    private static string Line((string Name, string FullName) type) => $"using {type.Name} = global::{type.FullName};";
}
