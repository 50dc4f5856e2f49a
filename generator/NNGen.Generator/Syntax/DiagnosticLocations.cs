using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Syntax;

/// <summary>
/// The source locations of the attributes and arguments of a declaration. They are kept apart from the model and used only by the analyzer, because
/// a location in the model would change with every keystroke above it.
/// </summary>
internal sealed class DiagnosticLocations
{
    /// <summary>The index of the class itself.</summary>
    public const int Class = -1;

    private readonly Dictionary<(int Attribute, string Name), Location> locations = new(new IgnoreCase());

    /// <summary>Adds a location.</summary>
    /// <param name="attribute">The index of the attribute in the declaration, or <see cref="Class"/>.</param>
    /// <param name="argument">
    /// The name of its argument, an element of one (<c>shape[1]</c>), or null for the whole attribute. For <see cref="Class"/>: an argument of
    /// <c>[Network]</c>, or another key that a rule about the class defines.
    /// </param>
    /// <param name="location">The location; if the key already has one, that is kept.</param>
    public void Add(int attribute, string? argument, Location location)
    {
        var key = (attribute, argument ?? "");
        if (!locations.ContainsKey(key)) { locations.Add(key, location); }
    }

    private readonly Dictionary<int, (string Block, Location? Inner)> inside = [];

    /// <summary>Adds an attribute of a block: it is reported where the block is used.</summary>
    /// <param name="attribute">The index of the attribute in the declaration.</param>
    /// <param name="use">The index of the attribute that uses the block.</param>
    /// <param name="block">The class of the block.</param>
    /// <param name="inner">Where the attribute stands in the block, if its source is available.</param>
    public void AddInside(int attribute, int use, string block, Location? inner)
    {
        Add(attribute, null, Find(use, null));
        inside[attribute] = (block, inner);
    }

    /// <summary>The block from which an attribute comes, and where it stands there.</summary>
    public (string Block, Location? Inner)? Inside(int attribute) => inside.TryGetValue(attribute, out (string Block, Location? Inner) found) ? found : null;

    /// <summary>
    /// Finds the most specific location: of the argument or some of its characters (<c>formula[4..7]</c>), else of the attribute, else of the class.
    /// </summary>
    public Location Find(int attribute, string? argument)
    {
        if (argument is not null && locations.TryGetValue((attribute, argument), out var ofArgument)) { return ofArgument; }
        if (argument?.IndexOf('[') is > 0 and int bracket)
        {
            var whole = Find(attribute, argument.Substring(0, bracket));
            return argument.Substring(bracket).Split('[', '.', ']') is [_, var start, _, var end, _]
                ? TextRange.Within(whole, int.Parse(start, CultureInfo.InvariantCulture), int.Parse(end, CultureInfo.InvariantCulture))
                : whole;
        }

        if (locations.TryGetValue((attribute, ""), out var ofAttribute)) { return ofAttribute; }
        return locations.TryGetValue((Class, ""), out var ofClass) ? ofClass : Location.None;
    }

    // Arguments are looked up as in AttributeDeclaration, where units and Units are the same.
    private sealed class IgnoreCase : IEqualityComparer<(int Attribute, string Name)>
    {
        public bool Equals((int Attribute, string Name) x, (int Attribute, string Name) y) =>
            x.Attribute == y.Attribute && StringComparer.OrdinalIgnoreCase.Equals(x.Name, y.Name);

        public int GetHashCode((int Attribute, string Name) key) =>
            unchecked((key.Attribute * 397) ^ StringComparer.OrdinalIgnoreCase.GetHashCode(key.Name));
    }
}
