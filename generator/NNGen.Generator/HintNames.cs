using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Syntax;

namespace NNGen.Generator;

/// <summary>Names of generated files: those of the classes, told apart where file systems would not.</summary>
internal static class HintNames
{
    /// <summary>The networks that share their file's name with an earlier one, and which number they get instead.</summary>
    /// <remarks>
    /// Roslyn compares the names of files without case, so <c>Net</c> and <c>NET</c> clash. While code is being typed, a namespace
    /// and a type can have the same name too, or a class and a struct.
    /// </remarks>
    public static ClashingNames Clashes(IEnumerable<NetworkDeclaration> networks) => new(networks
        .GroupBy(Plain, StringComparer.OrdinalIgnoreCase)
        .SelectMany(group => group.Select(Identity).OrderBy(identity => identity, StringComparer.Ordinal).Select((identity, i) => (identity, i + 1)).Skip(1))
        .OrderBy(clash => clash.identity, StringComparer.Ordinal)
        .Select(clash => new ClashingName(clash.identity, clash.Item2))
        .ToEquatableArray());

    /// <summary>A name that no other network's file has.</summary>
    public static string Of(NetworkDeclaration network, ClashingNames clashes)
    {
        if (clashes.All.Count == 0) { return Plain(network) + ".g.cs"; }
        string identity = Identity(network);
        int number = clashes.All.FirstOrDefault(clash => clash.Network == identity)?.Number ?? 0;
        return Plain(network) + (number == 0 ? "" : $"-{number}") + ".g.cs";
    }

    // Namespace.Outer{T,U}+Net
    private static string Plain(NetworkDeclaration network)
    {
        string type = string.Join("+", network.Containers.Select(WithoutKind).Append(network.Name));
        string full = network.Namespace.Length == 0 ? type : $"{network.Namespace}.{type}";
        return full.Replace("@", "").Replace(" ", "").Replace('<', '{').Replace('>', '}');
    }

    // partial record struct Outer<T, U>: the name is the last word in front of the type parameters.
    private static string WithoutKind(string header)
    {
        int end = header.IndexOf('<');
        int start = header.LastIndexOf(' ', end < 0 ? header.Length - 1 : end);
        return header.Substring(start + 1);
    }

    private static string Identity(NetworkDeclaration network) =>
        $"{network.Namespace}/{string.Join("/", network.Containers)}/{network.Name}";
}

/// <summary>The networks that share their file's name with an earlier one.</summary>
internal sealed record ClashingNames(EquatableArray<ClashingName> All);

/// <summary>A network that shares its file's name with an earlier one, and the number that it gets instead.</summary>
internal sealed record ClashingName(string Network, int Number);
