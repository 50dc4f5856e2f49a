using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <summary>Layers that use the parameters of an earlier one.</summary>
internal static class SharedParameters
{
    /// <summary>The earlier layer whose parameters a layer uses.</summary>
    /// <returns>Null if there is none; this is reported.</returns>
    public static Layer? Owner(IEnumerable<Layer> layers, NetworkDeclaration declaration, int index, IProblems problems)
    {
        AttributeDeclaration attribute = declaration.Attributes[index];
        Layer? owner = Find(layers, declaration, attribute.Path);
        if (owner is null) { Report(layers, declaration, index, attribute.Text("Shared") is null ? null : "Shared", attribute.Text("Shared") ?? attribute.Path, problems); }
        return owner;
    }

    /// <summary>The layer whose weights a dense one uses: another dense one's transposed, or an embedding's.</summary>
    /// <returns>Null if there is none; this is reported.</returns>
    public static Layer? Tied(IEnumerable<Layer> layers, NetworkDeclaration declaration, int index, IProblems problems)
    {
        string name = declaration.Attributes[index].Text("Tied")!, path = declaration.Attributes[index].Path;
        Layer? owner = Find(layers, declaration, path.Substring(0, path.LastIndexOf('.') + 1) + name);
        if (owner is { CanBeTied: true }) { return owner; }
        Report(layers.Where(layer => layer.CanBeTied), declaration, index, "Tied", name, problems);
        return null;
    }

    /// <summary>The attribute with the owner's arguments about parameters.</summary>
    public static AttributeDeclaration Arguments(AttributeDeclaration attribute, AttributeDeclaration owner) => attribute with
    {
        Arguments = attribute.Arguments.Where(argument => !ArgumentRules.IsOfParameters(argument.Name))
            .Concat(owner.Arguments.Where(argument => ArgumentRules.IsOfParameters(argument.Name))).ToEquatableArray(),
    };

    /// <summary>Whether a layer needs parameters of the owner's shapes.</summary>
    public static bool Fit(Layer layer, Layer owner, IProblems problems)
    {
        if (Shapes(layer) == Shapes(owner)) { return true; }
        problems.Report(
            Rules.ArgumentOutOfRange, layer.Attribute, "Shared", layer.Kind, "Shared", $"'{owner.Name}' with parameters {Shapes(owner)}", $"the name of a layer with {Shapes(layer)}, which {layer.Input} needs");
        return false;
    }

    private static string Shapes(Layer layer) => string.Join(", ", layer.Parameters.Select(parameter => $"[{InvariantText.List(parameter.Shape)}]"));

    private static Layer? Find(IEnumerable<Layer> layers, NetworkDeclaration declaration, string path) =>
        layers.FirstOrDefault(layer => !layer.IsShared && layer.Parameters.Count > 0 && declaration.Attributes[layer.Attribute].Path == path);

    private static void Report(IEnumerable<Layer> layers, NetworkDeclaration declaration, int index, string? argument, string name, IProblems problems)
    {
        string[] names = [.. layers.Where(layer => layer.OwnParameters.Count > 0 && declaration.Attributes[layer.Attribute].Has("Name")).Select(layer => declaration.Attributes[layer.Attribute].Text("Name")!)];
        string? near = Spelling.Closest(name, names);
        string hint = near is not null ? $"did you mean '{near}'" : names.Length == 0 ? "give the layer that owns the parameters a Name" : $"there are {string.Join(", ", names.Select(known => $"'{known}'"))}";
        problems.Report(Rules.UnknownMark, index, argument, near is null ? null : SuggestedFix.Rename(near), [name, hint]);
    }
}
