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

    /// <summary>The imports that a text needs.</summary>
    public static IEnumerable<string> Of(string text) => Types
        .Where(type => text.Contains(type.Name + (type.Name == "MethodImpl" ? "(" : ".")))
        .Select(type => $"using {type.Name} = global::{type.FullName};")
        .Prepend("using global::NNGen.CompilerServices;");
}
