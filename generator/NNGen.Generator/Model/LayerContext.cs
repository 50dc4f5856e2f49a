using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <summary>The context of a layer's rule: its attribute, its input shape, and where to report.</summary>
/// <param name="declaration">The attribute, with widths resolved.</param>
/// <param name="attribute">Its index.</param>
/// <param name="name">The layer's name in code and tables.</param>
/// <param name="tensorPrefix">The prefix of its tensors' names in files.</param>
/// <param name="arriving">The current value.</param>
/// <param name="others">The other values of a layer that merges several.</param>
/// <param name="parameterOffset">The offset of its parameters.</param>
/// <param name="problems">Receives the problems.</param>
internal sealed class LayerContext(
    AttributeDeclaration declaration, int attribute, string name, string tensorPrefix, Arriving arriving, IReadOnlyList<Arriving> others, int parameterOffset, IProblems problems)
{
    public AttributeDeclaration Declaration => declaration;

    public int Attribute => attribute;

    /// <summary>The layer's name in code and tables.</summary>
    public string Name => name;

    /// <summary>The prefix of its tensors' names in files: the declared name, or the position in the sequence as in PyTorch.</summary>
    public string TensorPrefix => tensorPrefix;

    /// <summary>Whether its parameters are not trained.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>A parameter of the layer; of a layer that is not trained, it is state.</summary>
    public Parameter Placed(Parameter parameter) => IsFrozen ? parameter with { IsState = true, L1 = 0, L2 = 0, MaxNorm = 0, NonNegative = false } : parameter;

    /// <summary>The layer whose weights it uses, if it is tied to one.</summary>
    public Layer? Tied { get; init; }

    /// <summary>The shape of the input.</summary>
    public Shape Input => arriving.Shape;

    /// <summary>The number of different ids if the input is token ids; 0 if it is numbers.</summary>
    public int Vocabulary => arriving.Vocabulary;

    /// <summary>Whether a padding id says where samples end: for layers that read it, the mask is the first of the other values, unless lengths are stated.</summary>
    public bool IsMasked => arriving.Mask is not null;

    /// <summary>The other values, of a layer that merges several.</summary>
    public IReadOnlyList<Arriving> Others => others;

    /// <summary>The offset of its parameters.</summary>
    public int ParameterOffset => parameterOffset;

    public string Title => $"{declaration.Kind} '{name}'";

    /// <summary>Whether the shape of the input is that of the network's input.</summary>
    public bool IsFirst => arriving.Decides is null;

    /// <summary>The layer that determines the input shape, for messages; not an activation, which a suggestion would not change.</summary>
    public string Source => arriving.Source;

    /// <summary>That layer; null if it is the network's input.</summary>
    public Layer? Decides => arriving.Decides;

    /// <summary>Whether its output shape is unknown, because an argument is out of range.</summary>
    public bool IsGuess { get; private set; }

    /// <summary>A number of units that replaces one out of range, so that the following layers can be checked, except for their shapes.</summary>
    public int GuessUnits()
    {
        IsGuess = true;
        return 2; // enough for a choice of classes
    }

    public void Report(DiagnosticDescriptor rule, string? argument, params object[] details) =>
        problems.Report(rule, attribute, argument, details);

    /// <summary>Reports with the data for a code fix.</summary>
    public void Report(DiagnosticDescriptor rule, string? argument, SuggestedFix suggestion, params object[] details) =>
        problems.Report(rule, attribute, argument, suggestion, details);

    /// <summary>Checks the number of inputs, if the layer states it.</summary>
    public void RequireInputs(int arriving)
    {
        long stated = declaration.Integer("Inputs", 0);
        if (stated <= 0 || stated == arriving) { return; }
        Report(Rules.InputsDiffer, "Inputs", SuggestedFix.Write(arriving), Title, stated, arriving, Source);
    }

    /// <summary>Checks that the layer accepts its input shape.</summary>
    /// <param name="fits">Whether it accepts the shape.</param>
    /// <param name="takes">The shapes that it accepts, for the message: <c>a flat input</c>, <c>[height, width, channels]</c>.</param>
    /// <param name="suggestion">The suggestion: <c>insert [Flatten]: 256 values</c>.</param>
    /// <param name="fix">The data for the code fix: the layer to insert before this one.</param>
    public bool RequireShape(bool fits, string takes, string suggestion, SuggestedFix? fix = null)
    {
        if (!fits) { problems.Report(Rules.WrongRank, attribute, null, fix, [Title, takes, Source, Input.ToString(), suggestion]); }
        return fits;
    }

    /// <summary>Reports that the shapes of values to merge differ.</summary>
    /// <param name="title">What merges them.</param>
    /// <param name="other">The value whose shape differs from that of the current one.</param>
    /// <param name="suggestion">What makes them fit.</param>
    public void ReportShapes(string title, Arriving other, string suggestion) =>
        Report(Rules.ShapesDiffer, null, title, Input.ToString(), Source, other.Shape.ToString(), other.Source, suggestion);

    /// <summary>Checks that a layer's parameters fit in addition to those of the preceding layers.</summary>
    public bool RequireParameters(long count, string argument)
    {
        if (count + parameterOffset <= Limits.Parameters) { return true; }

        if (count > Limits.Parameters) { Report(Rules.TooLarge, argument, Title, count, "parameters", Limits.Parameters); }
        else { Report(Rules.TooLarge, argument, "The network", count + parameterOffset, $"parameters up to {Title}", Limits.Parameters); }
        return false;
    }
}
