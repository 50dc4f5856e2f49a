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

    // 0 layer (Conv2D 'conv1'), 1 reach of a window, 2 rows, columns or steps, 3 how many there are, padding included, 4 where they come from, 5 suggestion
    public static readonly DiagnosticDescriptor WindowTooLarge = new(
        "NNG1003",
        "A window does not fit",
        "{0} has windows of {1} {2}, but {4} gives {3}, padding included ({5})",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1003"));

    // 0 layer, 1 groups, 2 how many, 3 of what (filters)
    public static readonly DiagnosticDescriptor GroupsDoNotDivide = new(
        "NNG1004",
        "Groups must divide channels and filters",
        "{0} has {1} groups, which do not divide the {2} {3} (write a number that divides both the channels and the filters)",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1004"));

    // 0 layer, 1 stride, 2 reach of a window
    public static readonly DiagnosticDescriptor StrideSkips = new(
        "NNG1005",
        "A stride skips values",
        "{0} moves windows of {2} by {1}, so the values between them are never read (use a smaller stride or larger windows)",
        Shape,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1005"));

    // 0 layer, 1 how many, 2 rows, columns or steps, 3 how many arrive
    public static readonly DiagnosticDescriptor PoolingLeavesOut = new(
        "NNG1006",
        "Pooling leaves out the last values",
        "{0} never reads the last {1} of {3} {2} (write Ceil = true or Padding = Padding.Same to read them)",
        Shape,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1006"));

    // 0 layer (Conv2D 'conv1'), 1 kernel, 2 padding before, 3 padding after, 4 rows, columns or steps, 5 odd kernel
    public static readonly DiagnosticDescriptor EvenKernel = new(
        "NNG1007",
        "An even kernel pads one side more",
        "{0} has a kernel of {1}, which is even, so Padding.Same pads the {4} by {2} before and {3} after (use an odd kernel, such as {5}, to keep the result centered)",
        Shape,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1007"));

    // 0 layer (Dense 'dense1'), 1 where the ids come from (Tokens)
    public static readonly DiagnosticDescriptor TokensAreNotNumbers = new(
        "NNG1020",
        "Token ids reach a layer that takes numbers",
        "{0} takes numbers, but {1} gives token ids, which are names, not amounts (insert [Embedding(16)], with as many dimensions as you need, before it)",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1020"));

    // 0 layer (Embedding 'embedding1'), 1 where the numbers come from ('dense1')
    public static readonly DiagnosticDescriptor EmbeddingOfNumbers = new(
        "NNG1021",
        "An embedding looks up token ids",
        "{0} takes the token ids of an input, but {1} gives numbers (state the input as [Tokens(length, vocabulary)], and place the embedding behind it)",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1021"));
}
