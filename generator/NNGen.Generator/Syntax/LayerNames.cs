using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Syntax;

/// <summary>The names of layers: in tables and messages (<c>dense1</c>), and as properties of the network (<c>Dense1</c>).</summary>
internal static class LayerNames
{
    private static readonly HashSet<string> ofEveryObject = ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>The name of each attribute: as declared, or its kind with a number that makes it unique.</summary>
    public static IReadOnlyList<string> Of(NetworkDeclaration declaration)
    {
        var declared = new HashSet<string>(declaration.Attributes.Select(Declared).OfType<string>());
        var counts = new Dictionary<string, int>();
        return [.. declaration.Attributes.Select(attribute => Declared(attribute) ?? Numbered(attribute.Kind == "EndResidual" ? "add" : attribute.Kind.ToLowerInvariant()))];

        // In a block, the name of its tensors: layer1.0.conv1.
        static string? Declared(AttributeDeclaration attribute) =>
            attribute.Block is not null && attribute.HasPosition && (attribute.Has("Name") || (attribute.HasWeights && !char.IsDigit(attribute.Path[0]))) ? attribute.Path
            : attribute.Text("Name");

        string Numbered(string stem)
        {
            string name;
            do
            {
                counts.TryGetValue(stem, out int count);
                counts[stem] = count + 1;
                name = $"{stem}{count + 1}";
            }
            while (declared.Contains(name));
            return name;
        }
    }

    /// <summary>
    /// The properties of the layers with parameters, by the index of the attribute: the layer's name in Pascal case. If the generated part, the class
    /// or an earlier layer has that name, <c>Layer</c> and, if necessary, a number are appended.
    /// </summary>
    public static IReadOnlyList<(int Attribute, string Property)> Properties(NetworkDeclaration declaration)
    {
        var names = Of(declaration);
        var taken = new HashSet<string>(ofEveryObject.Concat(GeneratedMembers.Names(declaration.IsStreaming))) { declaration.Name.TrimStart('@') };
        var properties = new List<(int, string)>();
        for (int i = 0; i < declaration.Attributes.Count; i++)
        {
            if (declaration.Attributes[i] is { HasWeights: true, SharesParameters: false } layer && layer.Text("Tied") is null) { properties.Add((i, Free(Property(names[i])))); }
        }

        return properties;

        // layer1.0.conv1 → Layer1_0_Conv1
        static string Property(string name) => string.Join("_", name.Split('.').Select((part, at) => at > 0 && part.Length > 0 && char.IsDigit(part[0]) ? part : Names.Pascal(part)));

        string Free(string name)
        {
            string free = name;
            for (int number = 1; !taken.Add(free); number++) { free = number == 1 ? name + "Layer" : $"{name}Layer{number}"; }
            return free;
        }
    }
}
