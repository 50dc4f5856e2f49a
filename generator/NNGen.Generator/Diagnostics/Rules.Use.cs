using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <content>How a network is used: 4xxx.</content>
internal static partial class Rules
{
    private const string Usage = "NNGen.Usage";

    // 0 method (Predict), 1 network, 2 takes or gives, 3 how many (64 values), 4 why (Input(64)), 5 argument ('image'), 6 how many it has,
    // 7 where it is from ( (new float[63], line 12)), or nothing
    public static readonly DiagnosticDescriptor WrongLength = new(
        "NNG4001",
        "A number of values does not fit the network",
        "{0} of {1} {2} {3} ({4}), but {5} has {6}{7}",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4001"));

    // 0 method, 1 network, 2 takes or gives, 3 values of a sample (64 values), 4 why (Input(64)), 5 argument, 6 how many it has, 7 arithmetic and
    // where it is from ( (2 × 64 + 2; new float[130], line 3)), or nothing
    public static readonly DiagnosticDescriptor PartialSample = new(
        "NNG4002",
        "A batch holds whole samples",
        "{0} of {1} {2} whole samples of {3} ({4}), but {5} has {6}{7}",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4002"));

    // 0 method, 1 network, 2 samples (3 samples), 3 where they are from (12 = 3 × 4), 4 argument, 5 how many it must have (30 values), 6 why (3 ×
    // 10), 7 how many it has, 8 where it is from, or nothing
    public static readonly DiagnosticDescriptor SamplesDiffer = new(
        "NNG4003",
        "Two arguments hold different numbers of samples",
        "{0} of {1} gets {2} ({3}), so {4} must have {5} ({6}), not {7}{8}",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4003"));

    // 0 method, 1 network, 2 what it takes (8 values), 3 why (Input(8)), 4 argument, 5 the other network, 6 values that this gives,
    // 7 why (Dense 'code')
    public static readonly DiagnosticDescriptor NetworksDoNotChain = new(
        "NNG4004",
        "The output of one network does not fit another",
        "{0} of {1} takes {2} ({3}), but {4} is an output of {5}, which gives {6} ({7}) (change one of the two)",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4004"));

    // 0 who knows the classes (DigitClassifier), 1 highest class, 2 why (10 outputs), 3 sample, 4 its class
    public static readonly DiagnosticDescriptor ClassOutOfRange = new(
        "NNG4005",
        "A class is out of range",
        "{0} knows classes from 0 to {1} ({2}), but sample {3} has class {4}",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4005"));

    // 0 network, 1 its loss (MeanSquaredError), 2 argument, 3 targets (3 targets)
    public static readonly DiagnosticDescriptor ClassesForNumbers = new(
        "NNG4006",
        "A loss that compares numbers gets classes",
        "{0} learns with {1}, which compares numbers, but {2} holds class numbers (give {3} per sample, or declare [CrossEntropy] or [BinaryCrossEntropy])",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4006"));

    // 0 network, 1 what it takes (2 values), 2 why (Input(2)), 3 dataset ('train'), 4 what that has (64 features), 5 where it is from, or nothing
    public static readonly DiagnosticDescriptor DatasetFeatures = new(
        "NNG4007",
        "A dataset's features do not fit the network",
        "{0} takes {1} ({2}), but the samples of {3} have {4}{5}",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4007"));

    // 0 network, 1 what it does (gives 3 values, tells 3 classes apart), 2 why (Dense 'out'), 3 dataset, 4 what that has (4 targets per
    // sample, 10 classes), 5 where it is from, or nothing
    public static readonly DiagnosticDescriptor DatasetTargets = new(
        "NNG4008",
        "A dataset's targets do not fit the network",
        "{0} {1} ({2}), but {3} has {4}{5}",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4008"));

    // 0 argument ('features'), 1 what it has (7 values), 2 what does not fit (a row has 2 (3 × 2 + 1)), 3 where it is from, or nothing
    public static readonly DiagnosticDescriptor DatasetPartsDiffer = new(
        "NNG4009",
        "The parts of a dataset do not fit one another",
        "{0} has {1}, but {2}{3}",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4009"));

    // 0 network, 1 method that needs a loss (Fit)
    public static readonly DiagnosticDescriptor NothingToTrainFor = new(
        "NNG4010",
        "Training needs a loss",
        "{0} has no loss to train for, but {1} needs one (add one to its declaration, such as [CrossEntropy] or [MeanSquaredError])",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4010"));

    // 0 file, 1 network, 2 differences ('0.weight' has the shape [32, 63], expected [32, 64]; ...)
    public static readonly DiagnosticDescriptor FileDoesNotFit = new(
        "NNG4011",
        "A file of the project does not fit the network",
        "\"{0}\" does not fit {1}: {2} (save it again, or change the network)",
        Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4011"));

    // 0 call (net.Predict)
    public static readonly DiagnosticDescriptor ResultIgnored = new(
        "NNG4012",
        "A result is not used",
        "The result of '{0}' is not used, but the call has no other effect (assign it, or remove the call)",
        Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4012"));

    // 0 method (Fit), 1 network as it is written (net), 2 method of the other thread (Predict), 3 its line
    public static readonly DiagnosticDescriptor UsedWhileTrained = new(
        "NNG4013",
        "A network is used while it is trained",
        "{0} changes the parameters of '{1}' while another thread calls {2} (line {3}), which may see half of a step (wait for that thread first)",
        Usage,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4013"));

    // 0 layer (BatchNorm 'batchnorm1'), 1 network
    public static readonly DiagnosticDescriptor BatchOfOne = new(
        "NNG4014",
        "A batch of one sample has no variance",
        "{0} of {1} normalizes by the statistics of a batch, and a batch of one sample has only one value per channel, whose variance is 0 (take 2 samples or more, or LayerNorm)",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG4014"));

    /// <summary>The rules about uses, ordered by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfUse => ImmutableArray.Create(
        WrongLength,
        PartialSample,
        SamplesDiffer,
        NetworksDoNotChain,
        ClassOutOfRange,
        ClassesForNumbers,
        DatasetFeatures,
        DatasetTargets,
        DatasetPartsDiffer,
        NothingToTrainFor,
        FileDoesNotFit,
        ResultIgnored,
        UsedWhileTrained,
        BatchOfOne);
}
