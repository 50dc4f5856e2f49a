using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Diagnostics;

/// <summary>Finds arguments of a network's members whose number of values is known and wrong.</summary>
internal static class LengthRules
{
    public static void Check(NetworkUse use, UsedNetwork network)
    {
        if (NamedArguments.Of(use, network) is { } named)
        {
            CheckNamed(use, network, named);
            return;
        }

        var arguments = ArgumentChecks.Arguments(use);
        if (arguments.Count == 0) { return; }

        var known = new List<(CheckedArgument Argument, KnownLength Length)>();
        foreach (var argument in arguments)
        {
            if ((use.ConstantEvaluator.Length(argument.Value) ?? OfNull(argument.Value)) is not { } length) { continue; }

            // Parts of a batch may be empty: the targets, if it has classes.
            if (length.Value == 0 && argument.Amount != Amount.Inputs && ArgumentChecks.Batch(use) is not null) { continue; }
            known.Add((argument, length));
        }

        // The inputs determine the number of samples, unless they are wrong themselves.
        var inputs = known.FirstOrDefault(item => item.Argument.Amount == Amount.Inputs).Length;
        long? samples = inputs is { Value: > 0 and var count } && count % network.InputSize == 0 ? count / network.InputSize : null;
        string counted = $"{inputs?.Value} = {samples} × {network.InputSize}";
        foreach (var (argument, length) in known)
        {
            switch (argument.Amount)
            {
                case Amount.Input:
                    Exact(use, network, argument, length, network.InputSize, network.Input);
                    break;
                case Amount.Output:
                    Exact(use, network, argument, length, network.OutputSize, network.Output);
                    break;
                case Amount.Parameters:
                    Exact(use, network, argument, length, network.ParameterCount, "one per parameter");
                    break;
                case Amount.Inputs:
                    Whole(use, network, argument, length, network.InputSize, network.Input);
                    break;
                case Amount.Outputs:
                    if (samples is null) { Whole(use, network, argument, length, network.OutputSize, network.Output); }
                    else { PerSample(use, network, argument, length, samples.Value, network.OutputSize, counted); }
                    break;
                case Amount.Samples when samples is not null:
                    PerSample(use, network, argument, length, samples.Value, network.Positions, counted);
                    break;
                case Amount.SamplesOrNone when samples is not null && length.Value != 0:
                    PerSample(use, network, argument, length, samples.Value, 1, counted);
                    break;
                case Amount.InputsOrNone when samples is not null && length.Value != 0:
                    PerSample(use, network, argument, length, samples.Value, network.InputSize, counted);
                    break;
            }
        }
    }

    /// <summary>Inputs and outputs by their names. The first whose samples are known and whole determines their number.</summary>
    private static void CheckNamed(NetworkUse use, UsedNetwork network, IReadOnlyList<NamedArgument> arguments)
    {
        (NamedArgument Argument, KnownLength Length)? decides = null;
        foreach (NamedArgument argument in arguments)
        {
            if ((use.ConstantEvaluator.Length(argument.Value) ?? OfNull(argument.Value)) is not { } length) { continue; }
            var checkedArgument = new CheckedArgument(Amount.Outputs, argument.Value, argument.IsReceived);
            if (use.Method.Name == "Predict") { Exact(use, network, checkedArgument, length, argument.Size, argument.Title); }
            else if (decides is var (first, count))
            {
                long samples = count.Value / first.Size;
                PerSample(use, network, checkedArgument, length, samples, argument.Size, $"{first.Title}: {count.Value} = {samples} × {first.Size}");
            }
            else
            {
                Whole(use, network, checkedArgument, length, argument.Size, argument.Title);
                if (length.Value > 0 && length.Value % argument.Size == 0) { decides = (argument, length); }
            }
        }
    }

    // A span created from null is empty.
    private static KnownLength? OfNull(IOperation argument) =>
        ConstantEvaluator.WithoutConversions(argument) is ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } ? new KnownLength(0, null) : null;

    private static void Exact(NetworkUse use, UsedNetwork network, CheckedArgument argument, KnownLength length, int expected, string why)
    {
        if (length.Value == expected) { return; }
        var place = argument.Value.Syntax;
        if (length.Giver is { } giver)
        {
            use.Report(
                Rules.NetworksDoNotChain, place, use.Method.Name, network.Name, NetworkUse.Count(expected, "value"), why,
                NetworkUse.Quote(place), giver.Name, giver.OutputSize, giver.Output);
            return;
        }

        use.ReportNumber(
            Rules.WrongLength, place, length.Size, expected,
            use.Method.Name, network.Name, Verb(argument), NetworkUse.Count(expected, "value"), why,
            NetworkUse.Quote(place), length.Value, NetworkUse.Origin(place, length.Source));
    }

    private static void Whole(NetworkUse use, UsedNetwork network, CheckedArgument argument, KnownLength length, int size, string why)
    {
        if (length.Value > 0 && length.Value % size == 0) { return; }
        var place = argument.Value.Syntax;
        if (length.Giver is { } giver && argument.Amount == Amount.Inputs)
        {
            use.Report(
                Rules.NetworksDoNotChain, place, use.Method.Name, network.Name, NetworkUse.Count(size, "value"), why,
                NetworkUse.Quote(place), giver.Name, giver.OutputSize, giver.Output);
            return;
        }

        // Rounded to the nearest number of samples, at least one.
        long expected = System.Math.Max(1, (length.Value + (size / 2)) / size) * size;
        string arithmetic = length.Value == 0 ? "at least 1 sample is needed" : $"{length.Value / size} × {size} + {length.Value % size}";
        use.ReportNumber(
            Rules.PartialSample, place, length.Size, expected,
            use.Method.Name, network.Name, Verb(argument), NetworkUse.Count(size, "value"), why,
            NetworkUse.Quote(place), length.Value, NetworkUse.Origin(place, length.Source, arithmetic));
    }

    private static void PerSample(
        NetworkUse use, UsedNetwork network, CheckedArgument argument, KnownLength length, long samples, int size, string counted)
    {
        long expected = samples * size;
        if (length.Value == expected) { return; }
        var place = argument.Value.Syntax;
        use.ReportNumber(
            Rules.SamplesDiffer, place, length.Size, expected,
            use.Method.Name, network.Name, NetworkUse.Count(samples, "sample"), counted,
            NetworkUse.Quote(place), NetworkUse.Count(expected, "value"), $"{samples} × {size}", length.Value, NetworkUse.Origin(place, length.Source));
    }

    private static string Verb(CheckedArgument argument) => argument.IsReceived ? "gives" : "takes";
}
