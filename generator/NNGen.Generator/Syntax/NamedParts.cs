using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Syntax;

/// <summary>The members of a network with several inputs or outputs that take each of them by its name, as far as attributes tell before inference.</summary>
internal static class NamedParts
{
    private const string ReadOnlySpan = "ReadOnlySpan<T>";
    private const string Span = "Span<T>";
    private const string Targets = "TargetValues<T>";
    private const string Workspace = "Workspace<T>";

    /// <summary>Names that the members use themselves.</summary>
    private const string Ids = "ReadOnlySpan<Int32>";

    private static readonly string[] Reserved = ["rows", "samples", "count", "end", "gradients", "targets", "workspace", "maxDegreeOfParallelism"];

    /// <summary>The names of the members that only some networks have.</summary>
    public static IReadOnlyList<string> Names { get; } = ["JoinInputs", "JoinTargets", "SplitOutputs", "CreateDataset"];

    /// <summary>The members: their names, and the types and names of their parameters.</summary>
    public static IEnumerable<(string Name, (string Type, string Name)[] Parameters)> Members(NetworkDeclaration declaration)
    {
        IReadOnlyList<(string Name, bool IsTokens)> inputNames = Inputs(declaration);
        IReadOnlyList<string> outputNames = Outputs(declaration);
        if (inputNames.Count < 2 && outputNames.Count < 2) { yield break; }
        (string, string)[] inputs = [.. Parameters(inputNames.Select(input => input.Name), "inputs").Zip(inputNames, (name, input) => (input.IsTokens ? Ids : ReadOnlySpan, name))];
        string[] outputs = [.. Parameters(outputNames, "outputs")];
        (string, string)[] received = [.. outputs.Select(name => (Span, name))];
        yield return ("Predict", [.. inputs, .. received]);
        yield return ("PredictBatch", [.. inputs, .. received, ("Int32", "maxDegreeOfParallelism")]);
        yield return ("Forward", [.. inputs, .. received, (Workspace, "workspace")]);
        yield return ("Backward", [.. inputs, .. outputs.Select(name => (ReadOnlySpan, name + "Gradients")), (Span, "gradients"), (Workspace, "workspace")]);
        yield return ("CreateDataset", [.. inputs, .. outputs.Select(name => (Targets, name))]);
        if (inputs.Length > 1) { yield return ("JoinInputs", [.. inputs, (Span, "samples")]); }
        if (outputs.Length < 2) { yield break; }
        yield return ("JoinTargets", [.. outputs.Select(name => (ReadOnlySpan, name)), (Span, "targets")]);
        yield return ("SplitOutputs", [(ReadOnlySpan, "rows"), .. received]);
    }

    /// <summary>The names of parameters for the names of inputs or outputs.</summary>
    /// <param name="names">The names.</param>
    /// <param name="others">A further name that is taken.</param>
    public static IEnumerable<string> Parameters(IEnumerable<string> names, string others)
    {
        var taken = new HashSet<string>(Reserved) { others };
        foreach (string name in names)
        {
            string pascal = Generator.Names.Pascal(name), parameter = char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
            while (!taken.Add(parameter)) { parameter += "Part"; }
            yield return SyntaxFacts.GetKeywordKind(parameter) == SyntaxKind.None ? parameter : "@" + parameter;
        }
    }

    /// <summary>The names of the inputs.</summary>
    private static IReadOnlyList<(string Name, bool IsTokens)> Inputs(NetworkDeclaration declaration)
    {
        var names = new List<(string, bool)>();
        for (int i = 0; i < declaration.Attributes.Count; i++)
        {
            if (!declaration.Attributes[i].IsInput) { continue; }
            AttributeDeclaration? next = declaration.Attributes.ElementAtOrDefault(i + 1);
            names.Add(((next?.Kind == "As" ? next.Text("mark") : null) ?? (names.Count == 0 ? "input" : $"input{names.Count + 1}"), declaration.Attributes[i].Kind == "Tokens"));
        }

        return names;
    }

    /// <summary>The names of the outputs: each <c>[Output]</c>, a value with a loss before another branch begins, and the last value.</summary>
    private static IReadOnlyList<string> Outputs(NetworkDeclaration declaration)
    {
        var names = new List<string?>();
        bool isOpen = false, hasLoss = false; // whether the current value is not an output yet, and has a loss
        foreach (AttributeDeclaration attribute in declaration.Attributes)
        {
            bool isOutput = attribute.Kind == "Output";
            if (isOutput || (attribute.Kind == "From" && isOpen && hasLoss)) { names.Add(isOutput ? attribute.Text("name") : null); }
            if (isOutput || attribute.Kind == "From") { (isOpen, hasLoss) = (false, false); }
            else if (attribute.IsLoss) { hasLoss = true; }
            else if (attribute.HasPosition || attribute.MergesValues || attribute.Kind == "EndResidual") { isOpen = true; }
        }

        if (isOpen) { names.Add(null); }
        int unnamed = 0;
        return [.. names.Select(name => name ?? (++unnamed == 1 ? "output" : $"output{unnamed}"))];
    }
}
