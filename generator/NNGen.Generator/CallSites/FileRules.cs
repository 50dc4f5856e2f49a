using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>Finds calls of <c>Load</c> with a file of the project whose tensors differ from those of the network.</summary>
internal static class FileRules
{
    /// <summary>The maximum number of differences in a message.</summary>
    private const int MaxDifferences = 3;

    private static readonly string[] OfSingle = ["F32", "F64", "F16", "BF16"];
    private static readonly string[] OfDouble = ["F64", "F32"];
    private static readonly string[] OfCounter = ["I64"];

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

    // "a.safetensors", or Path.Combine(AppContext.BaseDirectory, "models", "a.safetensors"): the known part at its end.
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

    // The same text as in the library's ParameterMismatchException.
    private static List<string> Differences(EquatableArray<Parameter> parameters, IReadOnlyList<TensorHeader> tensors, string[] types)
    {
        var differences = new List<string>();
        foreach (var parameter in parameters)
        {
            if (tensors.FirstOrDefault(tensor => tensor.Name == parameter.Name) is not { } tensor)
            {
                // Files of old versions of PyTorch do not count batches.
                if (parameter.IsCounter) { continue; }
                differences.Add($"'{parameter.Name}' {parameter.Shape} is missing");
                continue;
            }

            if (!tensor.Shape.SequenceEqual(parameter.Shape.Select(dimension => (long)dimension)))
            {
                differences.Add($"'{parameter.Name}' has the shape {tensor.Shape}, expected {parameter.Shape}{KerasLayout.Hint(tensor.Shape, parameter.Shape)}");
            }

            string[] expected = parameter.IsCounter ? OfCounter : types;
            if (!expected.Contains(tensor.Type)) { differences.Add($"'{parameter.Name}' holds {tensor.Type}, expected {string.Join(" or ", expected)}"); }
        }

        differences.AddRange(tensors
            .Where(tensor => parameters.All(parameter => parameter.Name != tensor.Name))
            .Select(tensor => $"'{tensor.Name}' {tensor.Shape} is not expected"));
        return differences;
    }
}
