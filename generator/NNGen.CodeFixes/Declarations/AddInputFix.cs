using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>
/// Writes <c>[Input]</c> above the layers. Its size is the number of <c>Inputs</c> that the first layer states. If it is unknown, it is left
/// out: any number would look intended, and <c>[Input()]</c> is rejected (NNG0009) until the user has written one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddInputFix)), Shared]
internal sealed class AddInputFix() : NetworkFix(Rules.NoInput)
{
    private const string Unknown = "Input()";
    private const string TitleOfUnknown = "Add [Input()], without a shape";

    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        var parts = NetworkParts.Of(mistake);
        if (parts.FirstOrDefault() is { } first)
        {
            string input = $"Input({Size(mistake, parts)})";
            yield return SuggestedFix(input == Unknown ? TitleOfUnknown : $"Add [{input}]", AttributeEdits.AddBefore(first.Syntax, NetworkParts.Qualified(first.Syntax, input)));
        }
        else if (mistake.Type is { } type && NetworkParts.Mark(type, mistake.Cancellation) is { } mark)
        {
            yield return SuggestedFix(TitleOfUnknown, AttributeEdits.AddAfter(mark, NetworkParts.Qualified(mark, Unknown)));
        }
    }

    // Element-wise layers keep the shape, so the first stated number is the number of inputs; after a dense layer, it is not.
    private static string Size(Mistake mistake, IReadOnlyList<Part> parts)
    {
        foreach (var part in parts.Where(part => part.IsLayer))
        {
            if (AttributeEdits.Argument(part.Syntax, "Inputs") is { Expression: var inputs }
                && mistake.Model.GetConstantValue(inputs, mistake.Cancellation) is { Value: int and > 0 })
            {
                return inputs.ToString();
            }

            bool isElementWise = part.Syntax.ArgumentList?.Arguments.Any(argument => argument.NameEquals is null) != true;
            if (!isElementWise) { break; }
        }

        return "";
    }
}
