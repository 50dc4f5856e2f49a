using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// All rules that NNGen reports, one file per range of ids. A message consists of subject, fact, and the suggestion in parentheses; the comment
/// above a rule lists the values of its message in order.
/// </summary>
internal static partial class Rules
{
    /// <summary>All rules, ordered by id.</summary>
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
        WindowTooLarge,
        GroupsDoNotDivide,
        StrideSkips,
        PoolingLeavesOut,
        EvenKernel,
        UnknownMark,
        DuplicateMark,
        UnpairedRegion,
        UnusedValue,
        UnusedMark,
        ShapesDiffer,
        InvalidBlock,
        OutputWithoutLoss,
        TokensAreNotNumbers,
        EmbeddingOfNumbers,
        DoesNotStream,
        InitialStateDiffers,
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
        BiasBeforeBatchNorm,
        DenseAtEachPosition,
        TooManyParameters,
        TooMuchMemory,
        TooMuchCode,
        Fallback,
        LayerShape).AddRange(OfUse);
}
