using System.Collections.Generic;
using System.Composition;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Gives a layer a name that is free (<c>fc</c> becomes <c>fc2</c>), or one that is valid (<c>block.fc</c> becomes <c>block-fc</c>).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameLayerFix)), Shared]
internal sealed class RenameLayerFix() : NetworkFix(Rules.DuplicateName, Rules.InvalidName)
{
    protected override IEnumerable<Mend> Mends(Mistake mistake)
    {
        if (mistake.Attribute is not { } attribute || AttributeEdits.Argument(attribute, "Name") is not { } argument) { yield break; }
        // All layers get their names at once, so that a fix-all gives no name twice.
        if (!NewNames(mistake).TryGetValue(attribute, out string? name)) { yield break; }
        yield return name.Length == 0
            ? Mend("Remove the empty name", AttributeEdits.RemoveArgument(argument))
            : Mend($"Rename to '{name}'", Edit.Replace(argument.Expression, SymbolDisplay.FormatLiteral(name, quote: true)));
    }

    private static Dictionary<AttributeSyntax, string> NewNames(Mistake mistake)
    {
        var written = NetworkParts.Of(mistake)
            .Select(part => (part.Syntax, Name: Name(mistake, part.Syntax)))
            .Where(layer => layer.Name is not null)
            .Select(layer => (layer.Syntax, Name: layer.Name!))
            .ToList();
        var taken = new HashSet<string>(written.Select(layer => layer.Name));
        var seen = new HashSet<string>();
        var renamed = new Dictionary<AttributeSyntax, string>();
        foreach (var (syntax, name) in written)
        {
            string valid = Valid(name);
            bool isFree = valid == name ? seen.Add(name) : valid.Length == 0 || taken.Add(valid);
            if (isFree && valid == name) { continue; }
            if (!isFree) { valid = Free(valid, taken); }
            renamed[syntax] = valid;
        }

        return renamed;
    }

    private static string? Name(Mistake mistake, AttributeSyntax attribute) =>
        AttributeEdits.Argument(attribute, "Name") is { Expression: var expression }
            ? mistake.Model.GetConstantValue(expression, mistake.Cancellation).Value as string
            : null;

    // The number at the end is counted on: fc1 becomes fc2, not fc12.
    private static string Free(string name, HashSet<string> taken)
    {
        string stem = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        string digits = name.Substring(stem.Length);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || digits[0] == '0' || number > 1_000_000)
        {
            (stem, number) = (name, 1);
        }

        string free;
        do { free = stem + (++number).ToString(CultureInfo.InvariantCulture); }
        while (!taken.Add(free));
        return free;
    }

    private static string Valid(string name)
    {
        if (name.Length == 0) { return name; }
        string valid = string.Concat(name.Select(character => char.IsLetterOrDigit(character) || character is '_' or '-' ? character : '-'));
        return char.IsLetter(valid[0]) || valid[0] == '_' ? valid : "_" + valid;
    }
}
