using System;
using System.Linq;

namespace NNGen.Generator.Syntax;

/// <summary>Widths that are relative to what arrives: multiples and quotients of <c>NNGen.Width.Input</c>.</summary>
internal static class RelativeWidth
{
    /// <summary>Mirrors <c>NNGen.Width.Input</c>.</summary>
    public const long Input = -1_441_440;

    private static readonly string[] arguments = ["units", "filters", "Groups"];

    /// <summary>Whether an argument is a relative width.</summary>
    public static bool Is(string argument, long value) => value <= Input / 64 && arguments.Contains(argument, StringComparer.OrdinalIgnoreCase);
}
