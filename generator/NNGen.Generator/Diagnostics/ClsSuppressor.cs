using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// A library that claims <c>CLSCompliant(true)</c> may still have networks: the list of numbers in <c>[Input(28, 28)]</c> is read only by
/// NNGen, so it does not matter that other languages cannot read it (CS3016).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ClsSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor rule = new("NNGS0001", "CS3016", "The arrays of NNGen's attributes are read by NNGen alone.");

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => [rule];

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree
                || tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute
                || context.GetSemanticModel(tree).GetSymbolInfo(attribute, context.CancellationToken).Symbol is not IMethodSymbol constructor
                || !KnownAttributes.IsPart(constructor.ContainingType))
            {
                continue;
            }

            context.ReportSuppression(Suppression.Create(rule, diagnostic));
        }
    }
}
