using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <content>How values are named, merged and ended in graphs: 101x.</content>
internal static partial class Rules
{
    // 0 the mark, 1 hint (did you mean 'skip1')
    public static readonly DiagnosticDescriptor UnknownMark = new(
        "NNG1010",
        "A name of a value is unknown",
        "No value above is called '{0}' ({1})",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1010"));

    // 0 the name
    public static readonly DiagnosticDescriptor DuplicateMark = new(
        "NNG1011",
        "A name of a value is given twice",
        "'{0}' is the name of another value above (write another name)",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1011"));

    // 0 attribute (EndResidual), 1 what is wrong (there is no [Residual] above it), 2 suggestion
    public static readonly DiagnosticDescriptor UnpairedRegion = new(
        "NNG1012",
        "A residual region is not closed, or not opened",
        "[{0}]: {1} ({2})",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1012"));

    // 0 what (Dense 'fc1'), 1 what is wrong (gives a value that nothing reads), 2 suggestion
    public static readonly DiagnosticDescriptor UnusedValue = new(
        "NNG1013",
        "A value is never used",
        "{0} {1} ({2})",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1013"));

    // 0 the mark
    public static readonly DiagnosticDescriptor UnusedMark = new(
        "NNG1014",
        "A name of a value is never used",
        "Nothing reads '{0}' (remove it, or write the name where a value is read: in [From], in a merge, as InitialState)",
        Shape,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1014"));

    // 0 the merge (Add 'add1'), 1 shape of the current value, 2 where it comes from, 3 shape of the other, 4 where it comes from, 5 suggestion
    public static readonly DiagnosticDescriptor ShapesDiffer = new(
        "NNG1015",
        "Values to merge have different shapes",
        "{0} merges {1} of {2} with {3} of {4} ({5})",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1015"));

    // 0 the class, 1 what is wrong (is not a block, contains itself: A → B → A), 2 suggestion
    public static readonly DiagnosticDescriptor InvalidBlock = new(
        "NNG1016",
        "A class cannot be used as a block",
        "'{0}' {1} ({2})",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1016"));

    // 0 the output's name
    public static readonly DiagnosticDescriptor OutputWithoutLoss = new(
        "NNG1017",
        "An output has no loss, although others have one",
        "The output '{0}' has no loss, so training leaves its layers unchanged (state a loss below it, or leave out all of them and train with Forward and Backward)",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1017"));

    // 0 the layer, 1 why it cannot, 2 suggestion
    public static readonly DiagnosticDescriptor DoesNotStream = new(
        "NNG1022",
        "A layer cannot compute a stream",
        "{0} cannot compute a stream: it {1} ({2})",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1022"));

    // 0 the layer, 1 what it begins with ([64]), 2 the name, 3 what that is ([32] of 'encoder'), 4 suggestion
    public static readonly DiagnosticDescriptor InitialStateDiffers = new(
        "NNG1023",
        "An initial state does not fit",
        "{0} begins with {1}, but '{2}' is {3} ({4})",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG1023"));
}
