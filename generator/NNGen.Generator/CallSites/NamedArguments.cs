using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NNGen.Generator.Diagnostics;

/// <summary>An input or output of a network with several.</summary>
/// <param name="Parameter">The name of its parameter in generated members.</param>
/// <param name="Title">Its name in messages: <c>input 'image'</c>.</param>
/// <param name="Size">Its values per sample.</param>
/// <param name="Positions">Its positions that each have a class.</param>
internal sealed record NamedPart(string Parameter, string Title, int Size, int Positions = 1);

/// <summary>An argument for one of several inputs or outputs, or for rows of all.</summary>
/// <param name="Value">The value passed.</param>
/// <param name="Title">What it is.</param>
/// <param name="Size">Its values per sample.</param>
/// <param name="IsReceived">Whether the call writes to it.</param>
internal sealed record NamedArgument(IOperation Value, string Title, int Size, bool IsReceived);

/// <summary>Finds the arguments of generated members that take inputs and outputs by their names.</summary>
internal static class NamedArguments
{
    /// <summary>The members by their names.</summary>
    public static bool IsMember(string name) => name is "Predict" or "PredictBatch" or "Forward" or "Backward" or "JoinInputs" or "JoinTargets" or "SplitOutputs" or "CreateDataset";

    /// <summary>The parameters of a member that take values per sample; null for other members.</summary>
    public static IReadOnlyList<NamedPart>? Parameters(IMethodSymbol method, UsedNetwork network)
    {
        if (!IsMember(method.Name) || network.Inputs.Count + network.Outputs.Count < 3) { return null; }
        var rows = new NamedPart("samples", "a row of all inputs", network.InputSize);
        var targets = new NamedPart(method.Name == "SplitOutputs" ? "rows" : "targets", "a row of all outputs", network.OutputSize);
        IReadOnlyList<NamedPart> expected = method.Name switch
        {
            "JoinInputs" => [.. network.Inputs, rows],
            "JoinTargets" => [.. network.Outputs, targets],
            "SplitOutputs" => [targets, .. network.Outputs],
            "Backward" => [.. network.Inputs, .. network.Outputs.Select(output => output with { Parameter = output.Parameter + "Gradients" })],
            _ => [.. network.Inputs, .. network.Outputs],
        };
        return method.Parameters.Select(parameter => parameter.Name).Take(expected.Count).SequenceEqual(expected.Select(part => part.Parameter)) ? expected : null;
    }

    /// <summary>The arguments of such a call, in the order of its parameters; null for another call.</summary>
    public static IReadOnlyList<NamedArgument>? Of(NetworkUse use, UsedNetwork network)
    {
        if (Parameters(use.Method, network) is not { } parts) { return null; }
        var arguments = new List<NamedArgument>();
        foreach (NamedPart part in parts)
        {
            IArgumentOperation? argument = use.Call.Arguments.FirstOrDefault(one => one is { ArgumentKind: ArgumentKind.Explicit } && one.Parameter?.Name == part.Parameter);
            if (argument is null) { continue; }

            // Arrays of either kind convert to targets.
            bool isTarget = argument.Parameter!.Type.Name == "TargetValues";
            IOperation value = isTarget ? Converted(argument.Value) : argument.Value;
            bool hasClasses = isTarget && value.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32 };
            arguments.Add(new NamedArgument(value, part.Title, hasClasses ? part.Positions : part.Size, argument.Parameter.Type.Name == "Span"));
        }

        return arguments;
    }

    private static IOperation Converted(IOperation value)
    {
        while (value is IConversionOperation conversion) { value = conversion.Operand; }
        return value;
    }
}
