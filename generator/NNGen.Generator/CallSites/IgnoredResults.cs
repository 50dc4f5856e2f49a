using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Diagnostics;

/// <summary>Finds calls that have no effect but their result, and whose result is ignored.</summary>
internal static class IgnoredResults
{
    public static void Check(NetworkUse use, UsedNetwork? network)
    {
        if (use.Syntax.Parent is not ExpressionStatementSyntax statement || use.Method.ReturnsVoid || IsInTry(statement)) { return; }
        if (!IsPure(use, network)) { return; }
        use.Report(Rules.ResultIgnored, use.Syntax, NetworkUse.Text(use.Syntax.Expression));
    }

    /// <summary>Whether a dataset has a method of this name that changes nothing.</summary>
    public static bool IsNameOfDataset(string name) => name is "Slice" or "Take" or "Shuffle" or "SelectRows" or "Split" or "SplitEnd" or "MapFeatures" or "MapTargets"
        or "Scale" or "OneHot" or "Convert" or "ToDouble" or "ToSingle";

    private static bool IsPure(NetworkUse use, UsedNetwork? network)
    {
        var method = use.Method;
        if (ConstantEvaluator.IsDataset(method.ContainingType)) { return IsNameOfDataset(method.Name); }
        if (ConstantEvaluator.IsOurs(method.ContainingType, "TrainingExtensions")) { return method.Name == "Evaluate"; }
        if (ConstantEvaluator.IsOurs(method.ContainingType, "DatasetPrediction") || ConstantEvaluator.IsOurs(method.ContainingType, "ThresholdDecisions")) { return true; }
        if (network is null) { return false; }
        return method.Name switch
        {
            "Predict" or "PredictBatch" => method is { ReturnType: IArrayTypeSymbol, Parameters: [{ Type: var input }] } && ConstantEvaluator.IsSpanOf(input, network.Precision),
            "Classify" => method is { ReturnType.SpecialType: SpecialType.System_Int32, Parameters: [{ Type: var input }] } && ConstantEvaluator.IsSpanOf(input, network.Precision),
            "Load" => method is { IsStatic: true, Parameters: [{ Type.SpecialType: SpecialType.System_String }] },
            _ => false,
        };
    }

    // Code that catches the exceptions of a call may make the call for these.
    private static bool IsInTry(SyntaxNode statement)
    {
        for (SyntaxNode inner = statement, node = statement.Parent!; node is not null and not MemberDeclarationSyntax; inner = node, node = node.Parent!)
        {
            if (node is TryStatementSyntax { Catches.Count: > 0 } guarded && guarded.Block == inner) { return true; }
        }

        return false;
    }
}
