using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Diagnostics;

/// <summary>Finds batches of one sample for networks that normalize by the statistics of a batch.</summary>
internal static class BatchRules
{
    public static void Check(NetworkUse use, UsedNetwork network)
    {
        if (network.Normalizing is not { } layer) { return; }
        IOperation? size = use.Method.Name switch
        {
            "Fit" or "FitAsync" => Property(use.ConstantEvaluator.Resolve(ConstantEvaluator.WithoutConversions(use.Argument("options"))), "BatchSize"),
            "Step" => Property(ArgumentChecks.Batch(use), "Size"),
            _ => null,
        };
        if (size is not null && use.ConstantEvaluator.Number(size) == 1) { use.Report(Rules.BatchOfOne, size.Syntax, layer, network.Name); }
    }

    /// <summary>The value that the initializer of a new object gives a property.</summary>
    private static IOperation? Property(IOperation? creation, string property) =>
        (creation as IObjectCreationOperation)?.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && name == property)?.Value;
}
