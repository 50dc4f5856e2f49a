using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>The suggestion of a diagnostic: to insert, replace or remove an attribute.</summary>
internal static class Suggestions
{
    /// <summary>The attribute that a suggestion changes: the one that the diagnostic refers to, or else the underlined one.</summary>
    public static AttributeSyntax? Target(Mistake mistake)
    {
        if (mistake.Diagnostic.AdditionalLocations.Count == 0) { return mistake.Attribute; }
        var location = mistake.Diagnostic.AdditionalLocations[0];
        return location.SourceTree?.GetRoot(mistake.Cancellation).FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeSyntax>();
    }

    /// <summary>The title and edits of the suggestion; null if there is none.</summary>
    public static (string Title, IReadOnlyList<Edit> Edits)? Read(Mistake mistake)
    {
        if (Target(mistake) is not { } target) { return null; }
        string? word = mistake.Property(FixProperties.Suggestion);
        return mistake.Property(FixProperties.Action) switch
        {
            FixProperties.Insert when word is not null => Insert(target, word),
            FixProperties.Replace when word is not null => Replace(mistake, target, word),
            FixProperties.Remove => Remove(target),
            _ => null,
        };
    }

    /// <summary>Inserts an attribute after another, as its activation.</summary>
    public static (string Title, IReadOnlyList<Edit> Edits) Insert(AttributeSyntax target, string kind) =>
        ($"Add [{kind}] after [{Kind(target)}]", [AttributeEdits.Append(target, NetworkParts.Qualified(target, kind))]);

    /// <summary>Replaces an attribute by another. The layer's name stays; other arguments, such as a slope, are dropped.</summary>
    public static (string Title, IReadOnlyList<Edit> Edits) Replace(Mistake mistake, AttributeSyntax target, string kind)
    {
        var edits = new List<Edit> { AttributeEdits.Rename(target, kind) };
        if (target.ArgumentList is { } list && !HasAll(mistake, list, kind))
        {
            string name = AttributeEdits.Argument(target, "Name") is { } argument ? $"({argument})" : "";
            edits.Add(Edit.Replace(list, name));
        }

        return ($"Replace [{Kind(target)}] by [{kind}]", edits);
    }

    /// <summary>Removes an attribute.</summary>
    public static (string Title, IReadOnlyList<Edit> Edits) Remove(AttributeSyntax target) =>
        ($"Remove [{Kind(target)}]", AttributeEdits.Remove(target));

    /// <summary>The name of an attribute in a title.</summary>
    public static string Kind(AttributeSyntax attribute)
    {
        const string Suffix = "Attribute";
        string name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            var other => other.ToString(),
        };
        return name.Length > Suffix.Length && name.EndsWith(Suffix, System.StringComparison.Ordinal)
            ? name.Substring(0, name.Length - Suffix.Length)
            : name;
    }

    // Properties only: a positional argument has no name to show whether it means the same for both.
    private static bool HasAll(Mistake mistake, AttributeArgumentListSyntax arguments, string kind)
    {
        var members = mistake.Model.Compilation.GetTypeByMetadataName($"NNGen.{kind}Attribute");
        return members is not null && arguments.Arguments.All(argument =>
            argument.NameEquals?.Name.Identifier.ValueText is { } name
            && (name == "Name" || !members.GetMembers(name).IsEmpty));
    }
}
