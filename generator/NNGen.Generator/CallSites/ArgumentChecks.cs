using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NNGen.Generator.Diagnostics;

/// <summary>The number of values that a parameter of a checked member takes.</summary>
internal enum Amount
{
    /// <summary>One input.</summary>
    Input,

    /// <summary>One output.</summary>
    Output,

    /// <summary>One input per sample; determines the number of samples.</summary>
    Inputs,

    /// <summary>One output per sample.</summary>
    Outputs,

    /// <summary>One value per sample.</summary>
    Samples,

    /// <summary>One value per sample, or none.</summary>
    SamplesOrNone,

    /// <summary>As many as the inputs, or none.</summary>
    InputsOrNone,

    /// <summary>One value per parameter.</summary>
    Parameters,
}

/// <summary>A checked argument.</summary>
/// <param name="Amount">The number of values that it must have.</param>
/// <param name="Value">The value passed.</param>
/// <param name="IsReceived">Whether the call writes to it.</param>
internal sealed record CheckedArgument(Amount Amount, IOperation Value, bool IsReceived);

/// <summary>
/// The members of a network, and of its trainer, that take values. Their parameters have the same names everywhere, so one table
/// defines how many values each takes.
/// </summary>
internal static class ArgumentChecks
{
    /// <summary>Whether a method takes values for a network and is not an overload that a user has added.</summary>
    public static bool IsChecked(IMethodSymbol method)
    {
        bool any = false;
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type is not INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", Arity: 1 }) { continue; }
            if (AmountOf(parameter.Name) is null) { return false; }
            any = true;
        }

        return any;
    }

    /// <summary>The arguments of a checked member, or of the batch that is created for it.</summary>
    public static IReadOnlyList<CheckedArgument> Arguments(NetworkUse use)
    {
        var arguments = new List<CheckedArgument>();
        if (Batch(use) is { Initializer: { } batch })
        {
            foreach (var assignment in batch.Initializers.OfType<ISimpleAssignmentOperation>())
            {
                if (assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && AmountOf(char.ToLowerInvariant(name[0]) + name.Substring(1)) is { } amount)
                {
                    arguments.Add(new CheckedArgument(amount, assignment.Value, false));
                }
            }
        }
        else if (IsChecked(use.Method))
        {
            foreach (var argument in use.Call.Arguments)
            {
                if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { Type.Name: "Span" or "ReadOnlySpan" } parameter } && AmountOf(parameter.Name) is { } amount)
                {
                    arguments.Add(new CheckedArgument(amount, argument.Value, parameter.Type.Name == "Span"));
                }
            }
        }

        return arguments;
    }

    /// <summary>The batch passed to a step, if it is created in the call: <c>trainer.Step(new Batch&lt;float&gt; { ... })</c>.</summary>
    public static IObjectCreationOperation? Batch(NetworkUse use) =>
        use.Method.Name == "Step" && ConstantEvaluator.WithoutConversions(use.Argument("batch")) is IObjectCreationOperation creation && ConstantEvaluator.IsOurs(creation.Type, "Batch")
            ? creation
            : null;

    /// <summary>Whether an initializer sets a property.</summary>
    public static bool Sets(IObjectOrCollectionInitializerOperation initializer, string property) => initializer.Initializers
        .OfType<ISimpleAssignmentOperation>()
        .Any(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && name == property);

    private static Amount? AmountOf(string parameter) => parameter switch
    {
        "input" => Amount.Input,
        "output" => Amount.Output,
        "inputs" => Amount.Inputs,
        "outputs" or "targets" or "outputGradients" => Amount.Outputs,
        "classes" => Amount.Samples,
        "sampleWeights" => Amount.SamplesOrNone,
        "inputGradients" => Amount.InputsOrNone,
        "gradients" => Amount.Parameters,
        _ => null,
    };
}
