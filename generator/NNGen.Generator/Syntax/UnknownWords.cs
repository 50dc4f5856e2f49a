using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>
/// Unknown attributes and arguments, and what was probably meant. The C# compiler reports them, too, so they are reported here only if there
/// is a suggestion.
/// </summary>
internal sealed class UnknownWords(INamedTypeSymbol type, IProblems problems, DiagnosticLocations locations, CancellationToken cancellation)
{
    private const string Suffix = "Attribute";

    private readonly List<AttributeData> attributes = type.GetAttributes().ToList();
    private List<INamedTypeSymbol>? known;

    // The candidates: all attributes in the assembly of [Network]. They are collected only if there is an unknown word.
    private List<INamedTypeSymbol> Known => known ??= attributes
        .Select(attribute => attribute.AttributeClass)
        .Where(attribute => KnownAttributes.IsNetwork(attribute) || KnownAttributes.IsPart(attribute))
        .Select(attribute => attribute!.ContainingNamespace)
        .Take(1)
        .SelectMany(space => space.GetTypeMembers())
        .Where(member => !member.IsAbstract && (KnownAttributes.IsPart(member) || KnownAttributes.IsNetwork(member)))
        .ToList();

    /// <summary>Reports them.</summary>
    /// <returns>The attributes that were probably meant.</returns>
    public IReadOnlyList<string> Check()
    {
        var meant = new List<string>();
        foreach (var attribute in attributes)
        {
            if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax) { continue; }
            if (attribute.AttributeClass is null or { TypeKind: TypeKind.Error })
            {
                if (CheckAttribute(syntax) is { } suggestion) { meant.Add(suggestion); }
            }
            else if (KnownAttributes.IsNetwork(attribute.AttributeClass) || KnownAttributes.IsPart(attribute.AttributeClass))
            {
                CheckArguments(attribute.AttributeClass, syntax);
            }
        }

        return meant;
    }

    private string? CheckAttribute(AttributeSyntax syntax)
    {
        if (Name(syntax.Name) is not { Length: > 0 } name) { return null; }
        string word = name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - Suffix.Length)
            : name;
        var kinds = Known.Select(KnownAttributes.Kind).ToList();
        string? suggestion = OtherNames.Attributes.TryGetValue(Spelling.Plain(word), out string other) && kinds.Contains(other)
            ? other
            : OtherNames.Missing.Contains(Spelling.Plain(word)) ? null
            : Spelling.Closest(word, kinds);

        if (suggestion is null && OtherNames.Missing.Contains(Spelling.Plain(word)))
        {
            Report(Rules.UnknownAttribute, syntax.Name, null, name, "NNGen has no such layer: the README lists all layers");
        }

        // An exact match is not a misspelling: a using is missing, which every editor can add.
        if (suggestion is null || suggestion == word) { return null; }
        Report(Rules.UnknownAttribute, syntax.Name, SuggestedFix.Rename(suggestion), name, $"did you mean [{suggestion}]?");
        return suggestion;
    }

    private static string? Name(NameSyntax name) => name switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        QualifiedNameSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "NNGen" }, Right: IdentifierNameSyntax right } => right.Identifier.ValueText,
        _ => null,
    };

    private void CheckArguments(INamedTypeSymbol attribute, AttributeSyntax syntax)
    {
        if (syntax.ArgumentList is not { } list) { return; }
        string kind = KnownAttributes.Kind(attribute);
        var parameters = attribute.InstanceConstructors
            .Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public)
            .SelectMany(constructor => constructor.Parameters).ToList();
        var properties = Properties(attribute).ToList();
        int position = 0;
        foreach (var argument in list.Arguments)
        {
            if ((argument.NameEquals?.Name ?? argument.NameColon?.Name) is not { } name)
            {
                bool isExtra = position++ >= parameters.Count && !parameters.Any(parameter => parameter.IsParams);
                if (isExtra || argument.Expression.IsKind(SyntaxKind.StringLiteralExpression)) { CheckPosition(kind, argument); }
                continue;
            }

            string word = name.Identifier.ValueText;
            bool exists = argument.NameEquals is not null ? properties.Contains(word) : parameters.Any(parameter => parameter.Name == word);
            if (exists && argument.NameEquals is not null && OfEnumeration(attribute, word, argument.Expression) is { } value)
            {
                Report(Rules.UnknownArgument, name, SuggestedFix.Rename(value), kind, argument.ToString(), $"did you mean '{value}'?");
            }

            if (exists || word.Length == 0) { continue; }
            if (Spelling.Plain(word) is "activation" or "act" or "nonlinearity" && !properties.Contains("Activation"))
            {
                Report(Rules.UnknownArgument, name, null, kind, word, $"write the activation after it: [{kind}(...), ReLU]");
            }
            else if (Meant(word, parameters.Select(parameter => parameter.Name).ToList(), properties) is { } meant)
            {
                string? whole = meant.EndsWith(" = ", StringComparison.Ordinal) ? OfEnumeration(attribute, meant.Substring(0, meant.Length - 3), argument.Expression) : null;
                Report(Rules.UnknownArgument, name, SuggestedFix.Rename(whole ?? meant), kind, word, whole is null ? $"did you mean '{meant}...'?" : $"did you mean '{whole}'?");
            }
        }
    }

    /// <summary>The argument that gives a property a value of its enumeration, where other libraries have a text or a number: <c>Padding = Padding.Same</c>.</summary>
    private static string? OfEnumeration(INamedTypeSymbol attribute, string property, ExpressionSyntax expression)
    {
        if (Settable(attribute).FirstOrDefault(one => one.Name == property)?.Type is not { TypeKind: TypeKind.Enum } type) { return null; }
        return expression switch
        {
            LiteralExpressionSyntax { Token.Value: string text } =>
                type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(member => Spelling.Plain(member.Name) == Spelling.Plain(text)) is { } meant ? $"{property} = {type.Name}.{meant.Name}" : null,
            LiteralExpressionSyntax { Token.Value: int } when property == "Padding" => $"Pad = {expression}",
            _ => null,
        };
    }

    /// <summary>An argument as written, up to its value: <c>units: </c> or <c>Bias = </c>.</summary>
    private static string? Meant(string word, IReadOnlyCollection<string> parameters, IReadOnlyCollection<string> properties)
    {
        var all = parameters.Concat(properties).ToList();
        string? meant = OtherNames.Arguments.TryGetValue(Spelling.Plain(word), out string other) && all.Contains(other)
            ? other
            : Spelling.Closest(word, all);
        return meant is null ? null : parameters.Contains(meant) ? meant + ": " : meant + " = ";
    }

    // [Dense(32, "relu")] of Keras, and [Linear(32)] of PyTorch.
    private void CheckPosition(string kind, AttributeArgumentSyntax argument)
    {
        if (argument.Expression is LiteralExpressionSyntax { Token.Value: string text }
            && Known.Where(KnownAttributes.IsLayer).Select(KnownAttributes.Kind).FirstOrDefault(layer => Spelling.Plain(layer) == Spelling.Plain(text)) is { } layer)
        {
            Report(Rules.UnknownArgument, argument, null, kind, text, $"write the activation after it: [{kind}(...), {layer}]");
        }
        else if (kind == "Linear")
        {
            Report(Rules.UnknownArgument, argument, null, kind, argument.ToString(), $"the layer that PyTorch calls Linear is [Dense({argument})]");
        }
    }

    private static IEnumerable<string> Properties(INamedTypeSymbol attribute) => Settable(attribute).Select(property => property.Name);

    private static IEnumerable<IPropertySymbol> Settable(INamedTypeSymbol attribute)
    {
        for (var current = attribute; current is not null; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, SetMethod.DeclaredAccessibility: Accessibility.Public })
                {
                    yield return property;
                }
            }
        }
    }

    private void Report(DiagnosticDescriptor rule, SyntaxNode place, SuggestedFix? suggestion, params object[] details)
    {
        string key = $"word {place.SpanStart} {place.SyntaxTree.FilePath}";
        locations.Add(DiagnosticLocations.Class, key, place.GetLocation());
        problems.Report(rule, DiagnosticLocations.Class, key, suggestion, details);
    }
}
