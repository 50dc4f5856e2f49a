using Microsoft.CodeAnalysis.Operations;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Diagnostics;

/// <summary>Finds calls that need a loss on a network that declares none.</summary>
internal static class LossRules
{
    public static void Check(NetworkUse use, UsedNetwork network)
    {
        if (network.Loss is not null || !Needs(use)) { return; }
        use.Report(Rules.NothingToTrainFor, use.NamePlace, network.Name, use.Method.Name);
    }

    private static bool Needs(NetworkUse use) => use.Method.Name switch
    {
        "Fit" or "FitAsync" => ConstantEvaluator.IsOurs(use.Method.ContainingType, "TrainingExtensions") || ConstantEvaluator.IsOurs(use.Method.ContainingType, "Trainer"),

        // Step(in Batch) may carry the gradient of a custom loss.
        "Step" => ArgumentChecks.IsChecked(use.Method) || (ArgumentChecks.Batch(use) is { Initializer: { } batch } && !ArgumentChecks.Sets(batch, "OutputGradients")),
        _ => false,
    };
}
