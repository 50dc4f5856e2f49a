using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Syntax;

/// <summary>
/// Where the attributes and arguments of a declaration stand in the source: the table beside the model, for the analyzer alone,
/// because a location in the model would change with every key press above it.
/// </summary>
internal sealed class DiagnosticLocations
{
    /// <summary>The index that stands for the class itself.</summary>
    public const int Class = -1;

    private readonly Dictionary<(int Attribute, string Name), Location> places = new(new IgnoreCase());

    /// <summary>Adds a place.</summary>
    /// <param name="attribute">Index of the attribute in the declaration, or <see cref="Class"/>.</param>
    /// <param name="argument"> Name of its argument, an element of one (<c>shape[1]</c>), or null for the whole attribute. Of
    /// <see cref="Class"/>: an argument of <c>[Network]</c>, or any other key that a rule about the class chooses. </param>
    /// <param name="location">The place; a first one is kept.</param>
    public void Add(int attribute, string? argument, Location location)
    {
        var key = (attribute, argument ?? "");
        if (!places.ContainsKey(key)) { places.Add(key, location); }
    }

    /// <summary>Finds the closest place: of the argument where it is written, or of some of its characters (<c>formula[4..7]</c>), else of the attribute, else of the class.</summary>
    public Location Find(int attribute, string? argument)
    {
        if (argument is not null && places.TryGetValue((attribute, argument), out var ofArgument)) { return ofArgument; }
        if (argument?.IndexOf('[') is > 0 and int bracket)
        {
            var whole = Find(attribute, argument.Substring(0, bracket));
            return argument.Substring(bracket).Split('[', '.', ']') is [_, var start, _, var end, _] ? TextRange.Within(whole, int.Parse(start, CultureInfo.InvariantCulture), int.Parse(end, CultureInfo.InvariantCulture)) : whole;
        }

        if (places.TryGetValue((attribute, ""), out var ofAttribute)) { return ofAttribute; }
        return places.TryGetValue((Class, ""), out var ofClass) ? ofClass : Location.None;
    }

    // Arguments are asked for as in AttributeDeclaration, where units and Units are the same.
    private sealed class IgnoreCase : IEqualityComparer<(int Attribute, string Name)>
    {
        public bool Equals((int Attribute, string Name) x, (int Attribute, string Name) y) =>
            x.Attribute == y.Attribute && StringComparer.OrdinalIgnoreCase.Equals(x.Name, y.Name);

        public int GetHashCode((int Attribute, string Name) key) =>
            unchecked((key.Attribute * 397) ^ StringComparer.OrdinalIgnoreCase.GetHashCode(key.Name));
    }
}
