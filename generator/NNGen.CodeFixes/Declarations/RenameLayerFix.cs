using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Gives a layer a unique name (<c>fc</c> becomes <c>fc2</c>), or a valid one (<c>block.fc</c> becomes <c>block_fc</c>).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameLayerFix)), Shared]
internal sealed class RenameLayerFix() : NetworkFix(Rules.DuplicateName, Rules.InvalidName)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Attribute is not { } attribute
            || AttributeEdits.Argument(attribute, "Name") is not { } argument
            || mistake.Property(FixProperties.Suggestion) is not { } name)
        {
            yield break;
        }

        yield return SuggestedFix($"Rename to '{name}'", Edit.Replace(argument.Expression, SymbolDisplay.FormatLiteral(name, quote: true)));
    }
}
