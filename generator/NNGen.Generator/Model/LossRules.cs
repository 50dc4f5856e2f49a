using System.Linq;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Model;

/// <summary>Checks that a loss suits the outputs of the network.</summary>
internal static class LossRules
{
    /// <summary>Reports a loss that does not fit.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="output">One of its outputs.</param>
    /// <param name="loss">The loss of that.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void Check(NetworkGraph graph, NetworkOutput output, Loss loss, IProblems problems)
    {
        int attribute = output.LossAttribute;
        Layer last = graph.Layers[output.Layer];
        if (graph.ParameterCount == 0) { problems.Report(Rules.NothingToTrain, attribute, null, SuggestedFix.Remove(), loss.Kind); }
        if (loss.Formula is { } formula)
        {
            ValueRange outputs = RangeOf(graph, last);
            FormulaRules.CheckLoss(formula, outputs, attribute, problems);
        }

        if (loss.IgnoreIndex is { } ignored && graph.Outputs.Count > 1)
        {
            problems.Report(
                Rules.ArgumentOutOfRange, attribute, "IgnoreIndex", SuggestedFix.Remove(), [loss.Kind, "IgnoreIndex", ignored, "left out in a network of several outputs, whose targets are rows of values, not class numbers"]);
        }

        if (loss.FromLogits && (last.GivesShares || last.GivesProbabilities))
        {
            problems.Report(Rules.LogitsAlreadyActivated, attribute, "FromLogits", SuggestedFix.Remove(last.Attribute), loss.Kind, last.Kind);
        }

        switch (loss.Expects)
        {
            case Expectation.Class when output.Shape.Size == 1:
                problems.Report(Rules.SingleOutput, attribute, null, loss.Kind);
                break;
            case Expectation.Class when !loss.FromLogits && !last.GivesShares:
                ReportActivation(Rules.CrossEntropyWithoutSoftmax, "Softmax", last.GivesProbabilities ? "BinaryCrossEntropy" : null);
                break;
            case Expectation.Labels when !loss.FromLogits && !last.GivesProbabilities:
                ReportActivation(
                    Rules.BinaryCrossEntropyWithoutSigmoid, "Sigmoid", last.GivesShares && output.Shape.Size > 1 ? "CrossEntropy" : null);
                break;
            case Expectation.Labels when !loss.FromLogits && last.GivesShares && output.Shape.Size > 1:
                problems.Report(Rules.BinaryCrossEntropyAfterSoftmax, attribute, null, SuggestedFix.Replace("CrossEntropy"));
                break;
            case not Expectation.Class when !loss.FromLogits && last.IsFlatBelow && last.Attribute < attribute:
                string smooth = last.GivesProbabilities ? "use [Sigmoid]" : $"remove [{last.Kind}], or use [Softplus]";
                problems.Report(Rules.LastActivationIsFlat, last.Attribute, null, SuggestedFix.Remove(), last.Kind, loss.Kind, smooth);
                break;
        }

        // Suggests how to make the network end in the probabilities of an activation; the alternative is the loss that suits its current
        // outputs, if there is one.
        void ReportActivation(Microsoft.CodeAnalysis.DiagnosticDescriptor rule, string activation, string? alternative)
        {
            Layer? previous = graph.Before(last);
            (string text, SuggestedFix suggestion) =
                last.IsAffine && previous?.Kind == activation ? ($"remove [{last.Kind}]", SuggestedFix.Remove(last.Attribute))
                : last is { IsAffine: true, Formula: not null }
                    ? ($"replace [{last.Kind}] by [{activation}], or state FromLogits = true", SuggestedFix.Replace(activation, last.Attribute))
                : last.IsAffine ? ($"add [{activation}], or state FromLogits = true", SuggestedFix.Insert(activation, after: last.Attribute))
                : ($"replace [{last.Kind}] by [{activation}]" + (alternative is null ? "" : $", or use [{alternative}]"), SuggestedFix.Replace(activation, last.Attribute));
            problems.Report(rule, attribute, null, suggestion, last.Title, text);
        }
    }

    /// <summary>The range of a layer's values.</summary>
    private static ValueRange RangeOf(NetworkGraph graph, Layer layer)
    {
        ValueRange arriving = graph.Before(layer) is { } before ? RangeOf(graph, before) : ValueRange.All;
        return layer.IsTransparent ? arriving : layer.Range(arriving);
    }
}
