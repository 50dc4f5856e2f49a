using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <content>How shapes must fit: 1xxx.</content>
internal static partial class Rules
{
    private const string Shape = "NNGen.Shape";

    // 0 layer (Dense 'fc1'), 1 what it takes (a flat input), 2 where the shape comes from ('pool2'), 3 shape ([4, 4, 16]),
    // 4 suggestion (insert [Flatten]: 256 values)
    public static readonly DiagnosticDescriptor WrongRank = new(
        "NNG1001",
        "A layer cannot take this shape",
        "{0} takes {1}, but {2} gives {3} ({4})",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1001"));

    // 0 layer (Dense 'fc2'), 1 stated inputs, 2 arriving inputs, 3 where they come from ('fc1')
    public static readonly DiagnosticDescriptor InputsDiffer = new(
        "NNG1002",
        "The stated number of inputs is wrong",
        "{0} states Inputs = {1}, but {3} gives {2} (write Inputs = {2}, or change {3})",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1002"));
}
