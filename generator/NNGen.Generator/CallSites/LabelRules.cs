using System.Linq;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Diagnostics;

/// <summary>Finds class numbers that a network cannot learn: out of range, or with a loss that compares numbers.</summary>
internal static class LabelRules
{
    public static void Check(NetworkUse use, UsedNetwork network)
    {
        if (use.Method.Name is not ("Gradients" or "Step")) { return; }
        var classes = ArgumentChecks.Arguments(use).FirstOrDefault(argument => argument.Amount == Amount.Samples)?.Value;
        if (classes is null || classes.Type is not INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Int32 }] }) { return; }
        if (network.ComparesNumbers)
        {
            use.Report(Rules.ClassesForNumbers, classes.Syntax, network.Name, network.Loss!, NetworkUse.Quote(classes.Syntax), NetworkUse.Count(network.OutputSize, "target"));
        }
        else if (network.Loss is not null)
        {
            CheckRange(use, classes, network.ClassCount, network.Name, NetworkUse.Count(network.OutputSize, "output"), network.IgnoreIndex);
        }
    }

    /// <summary>Reports each constant that is not a class.</summary>
    /// <param name="use">The call.</param>
    /// <param name="classes">The class numbers.</param>
    /// <param name="count">The number of classes.</param>
    /// <param name="owner">The network or dataset that defines the classes.</param>
    /// <param name="why">The reason for this number.</param>
    /// <param name="ignored">The number that stands for no class, or null.</param>
    public static void CheckRange(NetworkUse use, IOperation? classes, long count, string owner, string why, int? ignored = null)
    {
        if (use.ConstantEvaluator.Elements(classes) is not { } labels) { return; }
        for (int i = 0; i < labels.Count; i++)
        {
            if (use.ConstantEvaluator.Number(labels[i]) is { } label && (label < 0 || label >= count) && label != ignored)
            {
                use.Report(Rules.ClassOutOfRange, labels[i].Syntax, owner, count - 1, why, i, label);
            }
        }
    }
}
