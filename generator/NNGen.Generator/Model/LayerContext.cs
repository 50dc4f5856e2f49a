using System.Linq;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <summary>What a layer's rule works with: its attribute, what arrives, and where to report.</summary>
internal sealed class LayerContext(
    AttributeDeclaration declaration, int attribute, string name, string tensorPrefix, Layer? source, Shape input, int parameterOffset, IProblems problems)
{
    public AttributeDeclaration Declaration => declaration;

    public int Attribute => attribute;

    /// <summary>The layer's name in code and tables.</summary>
    public string Name => name;

    /// <summary>What its tensors' names in files start with: the declared name, or the position in the chain as PyTorch counts it.</summary>
    public string TensorPrefix => tensorPrefix;

    /// <summary>What arrives.</summary>
    public Shape Input => input;

    /// <summary>Where its parameters start.</summary>
    public int ParameterOffset => parameterOffset;

    public string Title => $"{declaration.Kind} '{name}'";

    /// <summary>Which layer has decided the shape that arrives, for messages: not an activation, which a suggestion would not change.</summary>
    public string Source => source is null ? "Input" : $"'{source.Name}'";

    /// <summary>Whether what it gives is not known, because an argument is out of range.</summary>
    public bool IsGuess { get; private set; }

    /// <summary>A number of units in place of one that is out of range: with it the layers behind can be checked, except for their shapes.</summary>
    public int GuessUnits()
    {
        IsGuess = true;
        return 2; // of which a choice is possible
    }

    public void Report(DiagnosticDescriptor rule, string? argument, params object[] details) =>
        problems.Report(rule, attribute, argument, details);

    /// <summary>Reports with what a code fix needs.</summary>
    public void Report(DiagnosticDescriptor rule, string? argument, SuggestedFix suggestion, params object[] details) =>
        problems.Report(rule, attribute, argument, suggestion, details);

    /// <summary>Checks the number of inputs that the layer states, if it does.</summary>
    public void RequireInputs(int arriving)
    {
        long stated = declaration.Integer("Inputs", 0);
        if (stated <= 0 || stated == arriving) { return; }
        Report(Rules.InputsDiffer, "Inputs", SuggestedFix.Write(arriving), Title, stated, arriving, Source);
    }

    /// <summary>Checks that the layer takes the shape that arrives.</summary>
    /// <param name="fits">Whether it does.</param>
    /// <param name="takes">What it takes, for the message: <c>a flat input</c>, <c>[height, width, channels]</c>.</param>
    /// <param name="suggestion">What suggestions it: <c>insert [Flatten]: 256 values</c>.</param>
    /// <param name="fix">What the code fix needs: the layer to be inserted before this one, as the suggestion.</param>
    public bool RequireShape(bool fits, string takes, string suggestion, SuggestedFix? fix = null)
    {
        if (!fits) { problems.Report(Rules.WrongRank, attribute, null, fix, [Title, takes, Source, input.ToString(), suggestion]); }
        return fits;
    }

    /// <summary>Checks that what arrives is flat.</summary>
    public bool RequireFlat() => RequireShape(
        input.IsFlat,
        "a flat input",
        $"insert [Flatten]: {input.Size} values",
        new SuggestedFix(Suggestion: "Flatten"));

    /// <summary>Checks that a layer's parameters fit beside those of the layers before it.</summary>
    public bool RequireParameters(long count, string argument)
    {
        if (count + parameterOffset <= Limits.Parameters) { return true; }

        if (count > Limits.Parameters) { Report(Rules.TooLarge, argument, Title, count, "parameters", Limits.Parameters); }
        else { Report(Rules.TooLarge, argument, "The network", count + parameterOffset, $"parameters up to {Title}", Limits.Parameters); }
        return false;
    }
}
