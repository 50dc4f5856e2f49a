using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <content>What losses and activations must be: 2xxx.</content>
internal static partial class Rules
{
    private const string Training = "NNGen.Training";

    // 0 kind of the later loss (Huber), 1 kind of the earlier one
    public static readonly DiagnosticDescriptor SeveralLosses = new(
        "NNG2001",
        "An output has one loss",
        "[{0}] is a second loss after [{1}], but an output has one (remove one of them)",
        Training,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2001"));

    // 0 kind of the layer (Dense), 1 kind of the loss (CrossEntropy)
    public static readonly DiagnosticDescriptor LayerAfterLoss = new(
        "NNG2002",
        "The loss comes last",
        "[{0}] comes after the loss [{1}], but the loss ends the network (move [{1}] below it)",
        Training,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2002"));

    // 0 what the network ends in (Dense 'out'), 1 suggestion (add [Softmax], ...)
    public static readonly DiagnosticDescriptor BinaryCrossEntropyWithoutSigmoid = new(
        "NNG2003",
        "Binary cross-entropy needs probabilities",
        "BinaryCrossEntropy takes the probabilities of a sigmoid, but the network ends in {0} ({1})",
        Training,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2003"));

    // 0 what the network ends in (Dense 'out'), 1 suggestion (add [Softmax], ...)
    public static readonly DiagnosticDescriptor CrossEntropyWithoutSoftmax = new(
        "NNG2004",
        "Cross-entropy needs probabilities",
        "CrossEntropy takes the probabilities of a softmax, but the network ends in {0} ({1})",
        Training,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2004"));

    // 0 kind of the attribute (CrossEntropy, Softmax, LogSoftmax)
    public static readonly DiagnosticDescriptor SingleOutput = new(
        "NNG2005",
        "One output is always certain",
        "[{0}] is over a single output, whose probability is always 1 (for yes or no use [Sigmoid] and [BinaryCrossEntropy], else add outputs)",
        Training,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2005"));

    // 0 kind of the loss (CrossEntropy), 1 kind of the activation (Softmax)
    public static readonly DiagnosticDescriptor LogitsAlreadyActivated = new(
        "NNG2006",
        "Logits are already probabilities",
        "{0} states FromLogits = true, but [{1}] has turned the logits into probabilities already (remove one of them)",
        Training,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2006"));

    // 0 later layer (Dense 'fc2'), 1 earlier layer (Dense 'fc1')
    public static readonly DiagnosticDescriptor LinearLayersCollapse = new(
        "NNG2007",
        "Two linear layers are one",
        "{0} follows {1} without an activation, so both are one linear map (add one, such as [ReLU], or [Linear] to show that this is intended)",
        Training,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2007"));

    // 0 kind of the activation (ReLU), 1 kind before it (Softmax, LogSoftmax)
    public static readonly DiagnosticDescriptor ActivationAfterSoftmax = new(
        "NNG2008",
        "An activation after softmax",
        "[{0}] is applied to the output of [{1}], so the result is no longer a distribution (remove [{0}])",
        Training,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2008"));

    // 0 kind of the activation (ReLU), 1 what arrives ([Sigmoid], Dense 'fc1', Input)
    public static readonly DiagnosticDescriptor ActivationWithoutEffect = new(
        "NNG2009",
        "An activation changes nothing",
        "[{0}] returns every value of {1} unchanged, so it has no effect (remove [{0}])",
        Training,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2009"));

    // 0 kind of the later activation (Sigmoid), 1 kind of the earlier one (ReLU), 2 what the later one gives (between 0.5 and 1)
    public static readonly DiagnosticDescriptor ActivationAfterActivation = new(
        "NNG2010",
        "Two activations in a row",
        "[{0}] directly follows the activation [{1}], so its values are {2} (remove one of the two, put a layer between them, or [Linear] to show that this is intended)",
        Training,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2010"));

    // 0 kind of the last activation (ReLU), 1 kind of the loss (MeanSquaredError), 2 suggestion (remove [ReLU], or use [Softplus])
    public static readonly DiagnosticDescriptor LastActivationIsFlat = new(
        "NNG2011",
        "The last activation can stop an output from learning",
        "[{0}] ends the network, and where it is flat [{1}] passes no gradient: an output that gets there stops learning ({2})",
        Training,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2011"));

    // 0 units, 1 layer (Dense 'fc1'), 2 what follows (so they compute the same until the following layers make them differ)
    public static readonly DiagnosticDescriptor EqualWeights = new(
        "NNG2012",
        "All units of a hidden layer start equal",
        "The {0} units of {1} start with equal weights, {2} (leave WeightInitializer out, or choose a random one)",
        Training,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2012"));

    // no values
    public static readonly DiagnosticDescriptor BinaryCrossEntropyAfterSoftmax = new(
        "NNG2013",
        "Probabilities of a softmax are not independent",
        "[BinaryCrossEntropy] trains every output independently, but those of [Softmax] sum to 1 (use [CrossEntropy] for one of several classes, or [Sigmoid] for independent answers)",
        Training,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2013"));

    // 0 kind of the loss (CrossEntropy)
    public static readonly DiagnosticDescriptor NothingToTrain = new(
        "NNG2014",
        "A loss without anything to train",
        "[{0}] trains a network without parameters, so training has no effect (add a layer such as [Dense(10)], or remove [{0}])",
        Training,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2014"));

    // 0 kind of the layer (Dropout, SpatialDropout, GaussianNoise)
    public static readonly DiagnosticDescriptor NoiseAtTheEnd = new(
        "NNG2015",
        "Noise on the outputs",
        "[{0}] ends the network, so training compares disturbed outputs with the targets (remove it, or move it before the last layer with weights)",
        Training,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2015"));

    // 0 kind of the attribute (Activation, Loss), 1 what is wrong ('+' stands where a value should), 2 fix (write a number, a variable or a function)
    public static readonly DiagnosticDescriptor FormulaSyntax = new(
        "NNG2016",
        "A formula cannot be read",
        "The formula of [{0}] cannot be read: {1} ({2})",
        Training,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2016"));

    // 0 word (tahn), 1 kind of the attribute (Activation, Loss), 2 functions (abs, erf, ...), 3 fix (did you mean 'tanh'?)
    public static readonly DiagnosticDescriptor UnknownInFormula = new(
        "NNG2017",
        "A formula has an unknown name",
        "'{0}' in the formula of [{1}] is unknown: the functions are {2} ({3})",
        Training,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2017"));

    // 0 kind of the attribute (Activation, Loss), 1 fact (does not depend on x), 2 fix (use x in it)
    public static readonly DiagnosticDescriptor FormulaWithoutGradient = new(
        "NNG2018",
        "A formula passes no gradient",
        "The formula of [{0}] {1}, so it passes no gradient and nothing can be learned ({2})",
        Training,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2018"));

    // 0 kind of the attribute (Activation, Loss), 1 fact (is NaN, has the slope ∞), 2 place (x = -1)
    public static readonly DiagnosticDescriptor FormulaNotFinite = new(
        "NNG2019",
        "A formula is not finite everywhere",
        "The formula of [{0}] {1} at {2} (limit the argument, as in log(max(x, 1e-6)), or choose another value there, as in x > 0 ? log(x) : 0)",
        Training,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2019"));

    // 0 layer (Conv2D 'conv2d1'), 1 layer (BatchNorm 'batchnorm1')
    public static readonly DiagnosticDescriptor BiasBeforeBatchNorm = new(
        "NNG2020",
        "A bias before a batch normalization has no effect",
        "The bias of {0} has no effect, because {1} subtracts the mean of each channel right after it (write Bias = false)",
        Training,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2020"));

    // 0 layer (Dense 'dense1'), 1 positions (784), 2 shape of the input ([28, 28, 3]), 3 shape of the output ([28, 28, 10]), 4 values (2352)
    public static readonly DiagnosticDescriptor DenseAtEachPosition = new(
        "NNG2021",
        "A dense layer maps only the last axis",
        "{0} maps the last axis at each of {1} positions, {2} → {3}, as in PyTorch and Keras (insert [Flatten] to map all {4} values together)",
        Training,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2021"));

    // 0 the loss (MeanSquaredError), 1 the layer with a mask or Lengths ('embedding1'), 2 suggestion
    public static readonly DiagnosticDescriptor LossCountsPadding = new(
        "NNG2022",
        "A loss counts the steps behind the end of samples",
        "{0} counts all steps, also those behind the end of samples, although {1} knows where they end ({2})",
        Training,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2022"));

    // 0 the layer (Dense 'dense2'), 1 the owner of its weights ('encoder'), 2 what follows (only its bias is), 3 suggestion
    public static readonly DiagnosticDescriptor TiedToFrozen = new(
        "NNG2023",
        "Tied weights are not trained",
        "{0} has the weights of {1}, which are not trained, so {2} ({3})",
        Training,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG2023"));
}
