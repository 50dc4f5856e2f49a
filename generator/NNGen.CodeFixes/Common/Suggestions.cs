using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>What the analyzer suggests with a diagnostic: to insert, replace or remove an attribute.</summary>
internal static class Suggestions
{
    /// <summary>The attribute of which a suggestion speaks: another than the underlined one where the analyzer points at it.</summary>
    public static AttributeSyntax? Target(Mistake mistake)
    {
        if (mistake.Diagnostic.AdditionalLocations.Count == 0) { return mistake.Attribute; }
        var location = mistake.Diagnostic.AdditionalLocations[0];
        return location.SourceTree?.GetRoot(mistake.Cancellation).FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeSyntax>();
    }

    /// <summary>Title and edits of the suggestion; null where there is none.</summary>
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

    /// <summary>Writes an attribute behind another, as its activation.</summary>
    public static (string Title, IReadOnlyList<Edit> Edits) Insert(AttributeSyntax target, string kind) =>
        ($"Add [{kind}] behind [{Kind(target)}]", [AttributeEdits.Append(target, NetworkParts.Beside(target, kind))]);

    /// <summary>Writes another attribute in place of one. Of the arguments the name of the layer stays; a slope would mean nothing.</summary>
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

    /// <summary>Takes an attribute away.</summary>
    public static (string Title, IReadOnlyList<Edit> Edits) Remove(AttributeSyntax target) =>
        ($"Remove [{Kind(target)}]", AttributeEdits.Remove(target));

    /// <summary>How an attribute is called in a title.</summary>
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

    // Properties only: a positional argument has no name that says whether both mean the same.
    private static bool HasAll(Mistake mistake, AttributeArgumentListSyntax arguments, string kind)
    {
        var members = mistake.Model.Compilation.GetTypeByMetadataName($"NNGen.{kind}Attribute");
        return members is not null && arguments.Arguments.All(argument =>
            argument.NameEquals?.Name.Identifier.ValueText is { } name
            && (name == "Name" || !members.GetMembers(name).IsEmpty));
    }
}
