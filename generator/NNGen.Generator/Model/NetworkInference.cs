using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Layers;
using NNGen.Generator.Losses;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <summary>Turns a declaration into a graph: infers shapes from layer to layer and reports mismatches.</summary>
internal static class NetworkInference
{
    /// <summary>
    /// The graph, or null if the declaration has errors. All mistakes are reported, not only the first; consequences of an argument out of range are
    /// not.
    /// </summary>
    public static NetworkGraph? Infer(NetworkDeclaration declaration, IProblems problems) => Infer(declaration, problems, null);

    /// <param name="declaration">The declaration.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="trainable">The number of trainable values, once it is known: what is not trained follows them.</param>
    /// <param name="wholeProblems">Receives the problems of the network as a whole, if not the same.</param>
    private static NetworkGraph? Infer(NetworkDeclaration declaration, IProblems problems, int? trainable, IProblems? wholeProblems = null)
    {
        NetworkRules.CheckOrder(declaration, problems);
        var builder = new GraphBuilder(declaration, problems);
        IReadOnlyList<string> names = LayerNames.Of(declaration);
        int parameters = 0, frozen = 0;
        long values = 0;
        bool isKnown = true;
        bool hasFormulas = true; // all of them can be read
        IProblems shapeProblems = problems;
        for (int i = 0; i < declaration.Attributes.Count; i++)
        {
            AttributeDeclaration attribute = declaration.Attributes[i];
            if (OwnFormula.IsIn(attribute)) { hasFormulas &= FormulaRules.Check(attribute, i, problems); }
            if (attribute.IsInput)
            {
                if (InputShape(attribute, i, problems) is not { } shape) { return null; }
                builder.Input(i, shape, attribute.Vocabulary);
                values += shape.Size;
            }
            else if (builder.Current is not { } current) { return null; }
            else if (LossCatalog.Contains(attribute.Kind)) { builder.Loss(LossCatalog.Make(attribute), attribute.Number("Weight", 1), i); }
            else if (!LayerCatalog.Contains(attribute.Kind)) { builder.Connect(attribute, i); }
            else
            {
                if (builder.Others(attribute, i) is not { } others) { return null; }
                current = builder.Current!; // the end of a region goes back to its body
                if (RelativeWidths.Resolve(attribute, i, current, shapeProblems) is not { } resolved) { return null; }
                if (!attribute.ReadsIds && others.Prepend(current).FirstOrDefault(value => value.Vocabulary > 0) is { } tokens)
                {
                    shapeProblems.Report(Rules.TokensAreNotNumbers, i, null, attribute.Kind == "EndResidual" ? "EndResidual" : $"{attribute.Kind} '{names[i]}'", tokens.Source);
                    return null;
                }

                Layer? owner = null;
                if (attribute.SharesParameters && (owner = SharedParameters.Owner(builder.Layers, declaration, i, problems)) is null) { return null; }
                if (owner is not null) { resolved = SharedParameters.Arguments(resolved, declaration.Attributes[owner.Attribute]); }
                bool isFrozen = owner is not null ? owner.Parameters[0].IsState : attribute.IsFrozen || !resolved.Flag("Trainable", true);
                Layer? tied = null;
                if (attribute.Text("Tied") is not null && (tied = SharedParameters.Tied(builder.Layers, declaration, i, problems)) is null) { return null; }
                if (tied is not null && isFrozen && !tied.Parameters[0].IsState)
                {
                    problems.Report(
                        Rules.ArgumentOutOfRange, i, "Trainable", SuggestedFix.Remove(), attribute.Kind, "Trainable", "false", $"left out: its weights are those of '{tied.Name}', which are trained");
                }
                else if (tied is not null && !isFrozen && tied.Parameters[0].IsState)
                {
                    bool hasBias = resolved.Flag("Bias", true);
                    problems.Report(
                        Rules.TiedToFrozen, i, "Tied", $"{attribute.Kind} '{names[i]}'", $"'{tied.Name}'", hasBias ? "only its bias is" : "nothing of it is",
                        $"state Trainable = false here, too{(hasBias ? ", if the bias is to stay as it is" : "")}, or train '{tied.Name}'");
                }

                int offset = owner?.Parameters[0].Offset ?? (isFrozen ? (trainable ?? 0) + frozen : parameters);
                var context = new LayerContext(resolved, i, names[i], attribute.Path, current, others, offset, shapeProblems) { Tied = tied, IsFrozen = isFrozen };

                // After an invalid layer no shape is known: any further report would be a guess.
                if (LayerCatalog.Infer(context) is not { } layer) { return null; }

                if (context.IsGuess)
                {
                    // Shape mismatches from here on would be consequences of the guess.
                    isKnown = false;
                    shapeProblems = Silence.Instance;
                }

                if (owner is not null)
                {
                    if (!SharedParameters.Fit(layer, owner, problems)) { return null; }
                    layer = layer with { IsShared = true };
                }

                values += layer.Output.Size;
                if (values > Limits.Values)
                {
                    shapeProblems.Report(
                        Rules.TooLarge, i, "units", "The network", values, $"values per sample up to {layer.Title}", Limits.Values);
                    return null;
                }

                builder.Add(layer, current, others);
                parameters += layer.ParameterCount;
                if (isFrozen) { frozen += layer.OwnParameters.Sum(parameter => parameter.Count); }
            }
        }

        if (builder.Layers.Count == 0) { return null; }
        (EquatableArray<NetworkInput> inputs, EquatableArray<NetworkOutput> outputs) = builder.End();
        if (builder.IsBroken) { return null; }
        if (frozen > 0 && trainable is null)
        {
            // The rules about the whole network are checked in the second pass, everything else has been reported.
            return Infer(declaration, Silence.Instance, parameters, problems);
        }

        // State follows all trainable values.
        int state = parameters + frozen;
        Layer[] layers = [.. builder.Layers];
        var places = new Dictionary<string, int>();
        for (int i = 0; i < layers.Length; i++)
        {
            string? first = layers[i].State.FirstOrDefault()?.Name;
            layers[i] = layers[i].WithState(first is not null && places.TryGetValue(first, out int place) ? place : state);
            if (first is not null && !layers[i].IsShared) { places.Add(first, state); }
            state += layers[i].OwnState.Sum(parameter => parameter.Count);
        }

        var graph = new NetworkGraph(declaration, inputs, layers.ToEquatableArray(), outputs);
        NetworkRules.Check(graph, isKnown, wholeProblems ?? problems);
        if (declaration.IsStreaming && !StreamRules.Check(graph, wholeProblems ?? problems)) { return null; }
        return isKnown && hasFormulas ? graph : null;
    }

    private static Shape? InputShape(AttributeDeclaration input, int index, IProblems problems)
    {
        EquatableArray<long> dimensions = input.Kind == "Tokens" ? new EquatableArray<long>([input.Integer("length", 0)]) : input.Integers("shape");
        if (dimensions.Count == 0 || dimensions.Any(dimension => dimension < 1) || (input.Kind == "Tokens" && input.Vocabulary < 1)) { return null; }

        BigInteger size = dimensions.Aggregate(BigInteger.One, (product, dimension) => product * dimension);
        if (size <= Limits.Values) { return Shape.Of(dimensions.Select(dimension => (int)dimension)); }

        problems.Report(Rules.TooLarge, index, input.Kind == "Tokens" ? "length" : "shape", input.Kind, size, "values", Limits.Values);
        return null;
    }
}
