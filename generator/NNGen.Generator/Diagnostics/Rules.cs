using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Every rule that NNGen reports, one file a range of ids. A message is subject, fact, and the suggestion in parentheses; the comment
/// above a rule names the values of its message in order.
/// </summary>
internal static partial class Rules
{
    /// <summary>All rules, in the order of their ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All => ImmutableArray.Create(
        NotPartial,
        ContainerNotPartial,
        UnsupportedKind,
        NoInput,
        SeveralInputs,
        InputNotFirst,
        NoLayers,
        SecondDeclaration,
        ArgumentOutOfRange,
        DuplicateName,
        MemberCollides,
        NoNetwork,
        InvalidName,
        TooLarge,
        ConstructorNotChained,
        UnknownAttribute,
        UnknownArgument,
        GeneratedConstant,
        OldLanguage,
        NetworkInMarkup,
        WrongRank,
        InputsDiffer,
        SeveralLosses,
        LayerAfterLoss,
        BinaryCrossEntropyWithoutSigmoid,
        CrossEntropyWithoutSoftmax,
        SingleOutput,
        LogitsAlreadyActivated,
        LinearLayersCollapse,
        ActivationAfterSoftmax,
        ActivationWithoutEffect,
        ActivationAfterActivation,
        LastActivationIsFlat,
        EqualWeights,
        BinaryCrossEntropyAfterSoftmax,
        NothingToTrain,
        NoiseAtTheEnd,
        FormulaSyntax,
        UnknownInFormula,
        FormulaWithoutGradient,
        FormulaNotFinite,
        TooManyParameters,
        TooMuchMemory,
        TooMuchCode,
        Fallback,
        LayerShape).AddRange(OfUse);
}
