using System;
using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.CSharp;

/// <summary>
/// The types that kernels call by their short names. Each is imported by an alias, which takes precedence over types of the same name that the user
/// has in <c>NNGen</c>, <c>System</c> or elsewhere; imports of whole namespaces would be ambiguous with them.
/// </summary>
internal static class Imports
{
    private static readonly IReadOnlyList<(string Name, string FullName)> Types =
    [
        .. In("NNGen", "Lanes", "PassMode", "Simd", "VectorMath"),
        .. In("NNGen.CompilerServices", "BatchState", "FixedLanes", "IgnoredSteps", "NoisePanels", "PackedColumns", "Packing", "Panels", "Prefetch", "Rows1", "Rows2", "Rows3", "Rows4", "Rows5", "Rows6", "SharedGradients", "StateValues", "Streams", "TokenIds"),
        .. In("System", "Math"),
        ("MethodImpl", "System.Runtime.CompilerServices.MethodImplAttribute"),
        .. In("System.Runtime.CompilerServices", "MethodImplOptions", "Unsafe"),
        .. In("System.Runtime.InteropServices", "MemoryMarshal"),
    ];

    /// <summary>The aliases that a text needs, sorted by name.</summary>
    public static IEnumerable<string> Of(string text) => Types
        .Where(type => text.Contains(type.Name == "MethodImpl" ? "MethodImpl(" : type.Name.StartsWith("Rows", StringComparison.Ordinal) ? $" {type.Name}>" : type.Name + "."))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => $"using {type.Name} = global::{type.FullName};");

    private static IEnumerable<(string Name, string FullName)> In(string space, params string[] names) =>
        names.Select(name => (name, $"{space}.{name}"));
}
