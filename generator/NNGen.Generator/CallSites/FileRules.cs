using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary><c>Load</c> of a file that is part of the project and holds other tensors than the network.</summary>
internal static class FileRules
{
    /// <summary>More differences than these tell nothing new.</summary>
    private const int MaxDifferences = 3;

    private static readonly string[] OfSingle = ["F32", "F64", "F16", "BF16"];
    private static readonly string[] OfDouble = ["F64", "F32"];

    public static void Check(NetworkUse use, UsedNetwork network, ProjectFiles files)
    {
        if (use.Method.Name != "Load" || network.Parameters is not { } parameters || use.Argument("path") is not { } path) { return; }
        bool isOurs = ConstantEvaluator.IsOurs(use.Method.ContainingType, "ParameterFile")
            || use.Method is { IsStatic: true, Parameters: [{ Type.SpecialType: SpecialType.System_String }] };
        if (!isOurs || Path(use.ConstantEvaluator, path) is not { } text || files.Find(text) is not { } file || files.Tensors(file) is not { } tensors) { return; }

        var differences = Differences(parameters, tensors, network.Precision == Precision.Double ? OfDouble : OfSingle);
        if (differences.Count == 0) { return; }
        string list = string.Join("; ", differences.Take(MaxDifferences));
        if (differences.Count > MaxDifferences) { list += $"; and {differences.Count - MaxDifferences} more"; }
        use.Report(Rules.FileDoesNotFit, path.Syntax, text, network.Name, list);
    }

    // "a.safetensors", or Path.Combine(AppContext.BaseDirectory, "models", "a.safetensors"): what is known of its end.
    private static string? Path(ConstantEvaluator evaluator, IOperation? operation)
    {
        operation = evaluator.Resolve(operation);
        if (operation?.ConstantValue is { HasValue: true, Value: string text }) { return text; }
        if (operation is not IInvocationOperation { TargetMethod: { Name: "Combine" or "Join", ContainingType: { Name: "Path", ContainingNamespace.Name: "IO" } } } call)
        {
            return null;
        }

        var parts = new List<string>();
        foreach (var argument in call.Arguments.Reverse())
        {
            if (argument.Value.ConstantValue is not { HasValue: true, Value: string part }) { break; }
            parts.Insert(0, part);
        }

        return parts.Count > 0 ? string.Join("/", parts) : null;
    }

    // As the library's ParameterMismatchException says it.
    private static List<string> Differences(EquatableArray<Parameter> parameters, IReadOnlyList<TensorHeader> tensors, string[] types)
    {
        var differences = new List<string>();
        foreach (var parameter in parameters)
        {
            if (tensors.FirstOrDefault(tensor => tensor.Name == parameter.Name) is not { } tensor)
            {
                differences.Add($"'{parameter.Name}' {parameter.Shape} is missing");
                continue;
            }

            if (!tensor.Shape.SequenceEqual(parameter.Shape.Select(dimension => (long)dimension)))
            {
                differences.Add($"'{parameter.Name}' has the shape {tensor.Shape}, expected {parameter.Shape}");
            }

            if (!types.Contains(tensor.Type)) { differences.Add($"'{parameter.Name}' holds {tensor.Type}, expected {string.Join(" or ", types)}"); }
        }

        differences.AddRange(tensors
            .Where(tensor => parameters.All(parameter => parameter.Name != tensor.Name))
            .Select(tensor => $"'{tensor.Name}' {tensor.Shape} is not expected"));
        return differences;
    }
}
