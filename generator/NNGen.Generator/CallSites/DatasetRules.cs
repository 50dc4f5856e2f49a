using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Diagnostics;

/// <summary>Finds datasets that do not fit the network they are passed to, or whose parts do not fit one another.</summary>
internal static class DatasetRules
{
    /// <summary>
    /// Checks the datasets passed to <c>Fit</c> and <c>Evaluate</c>, and to <c>Predict</c> and <c>Classify</c>, which only use the features.
    /// </summary>
    public static void Check(NetworkUse use, UsedNetwork network)
    {
        if (use.Method.Name is not ("Fit" or "FitAsync" or "Evaluate" or "Predict" or "Classify")) { return; }
        foreach (string parameter in new[] { "training", "validation", "dataset" })
        {
            if (use.Argument(parameter) is { } argument && use.ConstantEvaluator.Dataset(argument) is { } dataset) { Fits(use, network, argument.Syntax, dataset); }
        }
    }

    /// <summary>Checks the arguments of <c>Dataset.Create</c> and <c>Dataset.FromLabels</c>.</summary>
    public static void CheckParts(NetworkUse use)
    {
        if (use.Method.Name is not ("Create" or "FromLabels")) { return; }
        var rows = Rows(use, "features", "featureCount");
        var given = use.Argument("labels");
        if (given is not null)
        {
            if (rows is { } features && use.ConstantEvaluator.Length(given) is { } labels && labels.Value != features.Rows)
            {
                Differ(use, given.Syntax, labels, features, "value");
            }

            if (use.ConstantEvaluator.Number(use.Argument("classCount")) is >= 2 and var count)
            {
                LabelRules.CheckRange(use, given, count, "The dataset", $"classCount: {count}");
            }
        }
        else if (Rows(use, "targets", "targetCount") is { } targets && rows is { } features && targets.Rows != features.Rows)
        {
            Differ(use, use.Argument("targets")!.Syntax, targets.Length, features, targets.Each.Length == 0 ? "row" : "value", targets);
        }
    }

    private static void Fits(NetworkUse use, UsedNetwork network, SyntaxNode place, KnownDataset dataset)
    {
        string name = NetworkUse.Quote(place);
        string origin = NetworkUse.Origin(place, dataset.Source);
        if (dataset.Features is { } features && features != network.InputSize)
        {
            use.Report(Rules.DatasetFeatures, place, network.Name, NetworkUse.Count(network.InputSize, "value"), network.Input, name, NetworkUse.Count(features, "feature"), origin);
            return;
        }

        if (use.Method.Name is "Predict" or "Classify") { return; }
        if (dataset.HasLabels == true && network.ComparesNumbers)
        {
            use.Report(Rules.ClassesForNumbers, place, network.Name, network.Loss!, name, NetworkUse.Count(network.OutputSize, "target"));
        }
        else if (dataset.Classes is { } classes && classes > network.ClassCount)
        {
            use.Report(
                Rules.DatasetTargets, place, network.Name, $"tells {network.ClassCount} classes apart", network.Output, name, $"{classes} classes", origin);
        }
        else if (dataset.Targets is { } targets && targets != network.OutputSize)
        {
            use.Report(
                Rules.DatasetTargets, place, network.Name, $"gives {NetworkUse.Count(network.OutputSize, "value")}", network.Output, name, $"{NetworkUse.Count(targets, "target")} per sample", origin);
        }
    }

    // Rows of a flat argument with a separate count, or of an array of rows.
    private static (long Rows, KnownLength Length, string Each)? Rows(NetworkUse use, string values, string count)
    {
        if (use.Argument(values) is not { } argument) { return null; }
        if (use.Argument(count) is not { } columns)
        {
            if (argument.Type is not IArrayTypeSymbol { Rank: 1, ElementType: IArrayTypeSymbol }
                || use.ConstantEvaluator.Elements(argument) is not { Count: > 0 } rows)
            {
                return null;
            }

            return SameLengths(use, rows, argument.Syntax) ? (rows.Count, new KnownLength(rows.Count, argument.Syntax), "") : null;
        }

        if (use.ConstantEvaluator.Number(columns) is not (>= 1 and var size) || use.ConstantEvaluator.Length(argument) is not { } length) { return null; }
        var place = argument.Syntax;
        if (length.Value == 0)
        {
            use.Report(Rules.DatasetPartsDiffer, place, NetworkUse.Quote(place), "0 values", "a dataset has at least 1 row", NetworkUse.Origin(place, length.Source));
            return null;
        }

        if (length.Value % size == 0) { return (length.Value / size, length, $"{size} each"); }
        long expected = System.Math.Max(1, (length.Value + (size / 2)) / size) * size;
        use.ReportNumber(
            Rules.DatasetPartsDiffer, place, length.Size, expected,
            NetworkUse.Quote(place), NetworkUse.Count(length.Value, "value"), $"a row has {size} ({length.Value / size} × {size} + {length.Value % size})", NetworkUse.Origin(place, length.Source));
        return null;
    }

    private static bool SameLengths(NetworkUse use, System.Collections.Generic.IReadOnlyList<IOperation> rows, SyntaxNode argument)
    {
        if (use.ConstantEvaluator.Length(rows[0]) is not { } first) { return true; }
        for (int i = 1; i < rows.Count; i++)
        {
            if (use.ConstantEvaluator.Length(rows[i]) is not { } row || row.Value == first.Value) { continue; }

            // The row itself, if it is written in the call.
            var place = argument.Span.Contains(rows[i].Syntax.Span) ? rows[i].Syntax : argument;
            use.Report(Rules.DatasetPartsDiffer, place, $"Row {i} of {NetworkUse.Quote(argument)}", NetworkUse.Count(row.Value, "value"), $"row 0 has {first.Value}", "");
            return false;
        }

        return true;
    }

    private static void Differ(
        NetworkUse use, SyntaxNode place, KnownLength length, (long Rows, KnownLength Length, string Each) features, string thing,
        (long Rows, KnownLength Length, string Each)? own = null)
    {
        string arithmetic = own is { Each: { Length: > 0 } each, Rows: var rows } ? $"{NetworkUse.Count(rows, "row")}, {each}" : "";
        use.Report(
            Rules.DatasetPartsDiffer, place, NetworkUse.Quote(place), NetworkUse.Count(length.Value, thing),
            $"there are {NetworkUse.Count(features.Rows, "row")} of features", NetworkUse.Origin(place, length.Source, arithmetic));
    }
}
