using System;
using System.Collections.Generic;

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

    /// <summary>Writes all imports, then the code that uses them, and removes the imports that it does not need.</summary>
    public static void Write(CodeWriter writer, Action code)
    {
        writer.Line("using global::NNGen.CompilerServices;");
        int[] starts = new int[Types.Count + 1];
        for (int i = 0; i < Types.Count; i++)
        {
            starts[i] = writer.Length;
            writer.Line($"using {Types[i].Name} = global::{Types[i].FullName};");
        }

        int end = starts[Types.Count] = writer.Length;
        code();
        for (int i = Types.Count - 1; i >= 0; i--)
        {
            string use = Types[i].Name + (Types[i].Name == "MethodImpl" ? "(" : ".");
            if (!writer.Contains(use, end)) { writer.Remove(starts[i], starts[i + 1] - starts[i]); }
        }
    }
}
