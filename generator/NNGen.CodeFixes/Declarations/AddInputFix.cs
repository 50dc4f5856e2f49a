using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>
/// Writes <c>[Input]</c> above the layers. Its size is what the first layer states as <c>Inputs</c>; where nothing tells it, it is left out:
/// a number would look intended, and <c>[Input()]</c> is refused (NNG0009) until the user has written one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddInputFix)), Shared]
internal sealed class AddInputFix() : NetworkFix(Rules.NoInput)
{
    private const string Unknown = "Input()";
    private const string TitleOfUnknown = "Add [Input()], whose shape is yours to write";

    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        var parts = NetworkParts.Of(mistake);
        if (parts.FirstOrDefault() is { } first)
        {
            string input = $"Input({Size(mistake, parts)})";
            yield return SuggestedFix(input == Unknown ? TitleOfUnknown : $"Add [{input}]", AttributeEdits.AddBefore(first.Syntax, NetworkParts.Beside(first.Syntax, input)));
        }
        else if (mistake.Type is { } type && NetworkParts.Mark(type, mistake.Cancellation) is { } mark)
        {
            yield return SuggestedFix(TitleOfUnknown, AttributeEdits.AddAfter(mark, NetworkParts.Beside(mark, Unknown)));
        }
    }

    // Element-wise layers hand on what they get, so the first number stated is the number of inputs; behind a dense layer it is not.
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
