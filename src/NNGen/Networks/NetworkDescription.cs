using System.Globalization;

namespace NNGen;

/// <summary>What the compiler inferred about a network.</summary>
public sealed class NetworkDescription
{
    /// <summary>Name of the class.</summary>
    public required string Name { get; init; }

    /// <summary>Values of one input.</summary>
    public required int InputSize { get; init; }

    /// <summary>Values of one output.</summary>
    public required int OutputSize { get; init; }

    /// <summary>The shape of the input of a network with one; <c>[InputSize]</c> unless stated. Those of several are in <see cref="Inputs"/>.</summary>
    public IReadOnlyList<int> InputShape { get => field ?? [InputSize]; init; }

    /// <summary>The order of the axes in which samples arrive: with channels first, arrays have the last axis of <see cref="InputShape"/> first.</summary>
    public Layout InputLayout { get; init; }

    /// <summary>What training minimizes.</summary>
    public required LossKind Loss { get; init; }

    /// <summary>Whether the outputs are logits: the loss applies the sigmoid or softmax itself.</summary>
    public bool FromLogits { get; init; }

    /// <summary>The label smoothing of the loss: targets 0 and 1 become 0 + s / classes and 1 − s + s / classes; 0 for none.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The class number of steps that do not count in the loss and in metrics; null if all count.</summary>
    public int? IgnoreIndex { get; init; }

    /// <summary>The arguments of the loss, such as the <c>delta</c> of <c>[Huber]</c>.</summary>
    public IReadOnlyList<ArgumentDescription> LossArguments { get; init; } = [];

    /// <summary>The formula of a custom loss, <c>[Loss("...")]</c>; null for the losses of the library.</summary>
    public string? LossFormula { get; init; }

    /// <summary>
    /// Positions of an output that each have a class, such as the pixels of a segmentation with <c>[CrossEntropy]</c>; 1 if an output has one class.
    /// </summary>
    public int Positions { get; init; } = 1;

    /// <summary>
    /// The inputs of a network with several; a sample is all of them behind one another in this order. Empty for a network with one input.
    /// </summary>
    public IReadOnlyList<InputDescription> Inputs { get; init; } = [];

    /// <summary>Where a sample holds token ids, <c>[Tokens]</c>; empty if all values are numbers.</summary>
    public IReadOnlyList<TokensDescription> Tokens { get; init; } = [];

    /// <summary>
    /// The outputs of a network with several; an output of <c>Predict</c>, and a target, is all of them behind one another in this order. Empty for a
    /// network with one output, whose loss is <see cref="Loss"/>.
    /// </summary>
    public IReadOnlyList<OutputDescription> Outputs { get; init; } = [];

    /// <summary>The layers, in order.</summary>
    public required IReadOnlyList<LayerDescription> Layers { get; init; }

    /// <summary>The parameters, in their order in memory: those that are trained, then the state.</summary>
    public required IReadOnlyList<ParameterDescription> Parameters { get; init; }

    /// <summary>Number of trainable values; a network's gradients and its optimizer's state have as many.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>
    /// Number of values that are not trained, such as the running statistics of a batch normalization; they follow the trainable ones in memory.
    /// </summary>
    public int StateCount { get; init; }

    /// <summary>Whether training carries states from one batch to the next, because a recurrent layer is stateful.</summary>
    public bool CarriesState { get; init; }

    /// <summary>All values, trainable or not.</summary>
    internal int ValueCount => checked(ParameterCount + StateCount);
}

/// <summary>A number that an attribute was declared with, or its default.</summary>
/// <param name="Name">The argument's name, such as <c>rate</c>.</param>
/// <param name="Value">Its value; an enum is its number.</param>
public sealed record ArgumentDescription(string Name, double Value)
{
    /// <summary>Returns a text such as <c>rate=0.3</c>: the same text for the same value on every machine.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}={Value:R}");
}

/// <summary>What one attribute computes, in a form that can be compared.</summary>
/// <param name="Kind">The attribute's name, such as <c>Dropout</c>.</param>
/// <param name="Arguments">Its arguments that are neither shapes nor parameters.</param>
public sealed record OperationDescription(string Kind, IReadOnlyList<ArgumentDescription> Arguments)
{
    /// <summary>An operation without arguments.</summary>
    /// <param name="kind">The attribute's name.</param>
    public OperationDescription(string kind)
        : this(kind, [])
    {
    }

    /// <summary>The formula of a custom activation, <c>[Activation("...")]</c>; null for the layers of the library.</summary>
    public string? Formula { get; init; }

    /// <summary>Returns a text such as <c>Dropout rate=0.3</c>.</summary>
    public override string ToString() => string.Join(" ", Arguments.Select(argument => argument.ToString()).Prepend(Formula is null ? Kind : $"{Kind} {Formula}"));
}

/// <summary>One layer of a network.</summary>
/// <param name="Name">Its name: as declared, or its kind with a number.</param>
/// <param name="Kind">Its attribute's name, such as <c>Dense</c>.</param>
/// <param name="Description">A description for readers, such as <c>64 → 32, ReLU</c>; for comparisons use <see cref="Operations"/>.</param>
/// <param name="OutputShape">Shape of its output for one sample.</param>
/// <param name="ParameterCount">Its trainable values.</param>
/// <param name="MultiplyAdds">Multiply-adds of one sample's forward pass.</param>
public sealed record LayerDescription(
    string Name, string Kind, string Description, IReadOnlyList<int> OutputShape, int ParameterCount, long MultiplyAdds)
{
    /// <summary>What it computes: the layer itself, and the activations in its row.</summary>
    public IReadOnlyList<OperationDescription> Operations { get; init; } = [new(Kind)];

    /// <summary>Its values that are not trained, such as running statistics.</summary>
    public int StateCount { get; init; }

    /// <summary>Whether it normalizes by the statistics of a batch in training, so that a batch needs several values per channel.</summary>
    public bool NormalizesBatch { get; init; }

    /// <summary>
    /// The names of the layers and inputs whose values it takes, the current value first. Empty in a chain, where it is the layer before it.
    /// </summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Returns a text such as <c>dense1: Dense 64 → 32, ReLU</c>.</summary>
    public override string ToString() => $"{Name}: {Kind} {Description}".TrimEnd();
}

/// <summary>One of several inputs.</summary>
/// <param name="Name">Its name: the one behind it, <c>[As("image")]</c>, or <c>input</c> with a number.</param>
/// <param name="Shape">The shape of a sample.</param>
/// <param name="Offset">Where it starts in a sample.</param>
public sealed record InputDescription(string Name, IReadOnlyList<int> Shape, int Offset)
{
    /// <summary>Number of its values: the product of <see cref="Shape"/>.</summary>
    public int Size => Shape.Aggregate(1, (product, size) => product * size);

    /// <summary>Returns a text such as <c>image [84, 84, 4]</c>.</summary>
    public override string ToString() => $"{Name} {FileText.Shape(Shape)}";
}

/// <summary>A part of a sample that holds token ids.</summary>
/// <param name="Name">The name of the input.</param>
/// <param name="Offset">Where it starts in a sample.</param>
/// <param name="Count">How many ids there are.</param>
/// <param name="Vocabulary">The number of different ids, which are from 0 to this number − 1.</param>
public sealed record TokensDescription(string Name, int Offset, int Count, int Vocabulary)
{
    /// <summary>The least of them: 0 for ids, 1 for numbers of steps (<see cref="RecurrentAttribute.Lengths"/>).</summary>
    public int Least { get; init; }

    /// <summary>Returns a text such as <c>input [200], ids below 20000</c>.</summary>
    public override string ToString() => Least > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Name}, {Least} to {Vocabulary - 1} steps") : string.Create(CultureInfo.InvariantCulture, $"{Name} [{Count}], ids below {Vocabulary}");
}

/// <summary>One of several outputs.</summary>
/// <param name="Name">Its name: that of <c>[Output("policy")]</c>.</param>
/// <param name="Shape">Its shape for one sample.</param>
/// <param name="Offset">Where it starts among the values of all outputs.</param>
public sealed record OutputDescription(string Name, IReadOnlyList<int> Shape, int Offset)
{
    /// <summary>Number of its values: the product of <see cref="Shape"/>.</summary>
    public int Size => Shape.Aggregate(1, (product, size) => product * size);

    /// <summary>The name of the layer whose value it is.</summary>
    public required string Layer { get; init; }

    /// <summary>Its loss.</summary>
    public required LossKind Loss { get; init; }

    /// <summary>The factor of its loss in the sum of all.</summary>
    public double LossWeight { get; init; } = 1;

    /// <inheritdoc cref="NetworkDescription.FromLogits"/>
    public bool FromLogits { get; init; }

    /// <inheritdoc cref="NetworkDescription.LabelSmoothing"/>
    public double LabelSmoothing { get; init; }

    /// <inheritdoc cref="NetworkDescription.LossArguments"/>
    public IReadOnlyList<ArgumentDescription> LossArguments { get; init; } = [];

    /// <inheritdoc cref="NetworkDescription.LossFormula"/>
    public string? LossFormula { get; init; }

    /// <summary>Whether the loss is computed from the values before the last activation, as that of a softmax is, although the output has it applied.</summary>
    public bool LossReadsLogits { get; init; }

    /// <summary>The formula of a custom loss, of a prediction and its target; null for the losses of the library.</summary>
    public Func<double, double, double>? LossTerm { get; init; }

    /// <summary>Returns a text such as <c>policy [4], CrossEntropy</c>.</summary>
    public override string ToString() => $"{Name} {FileText.Shape(Shape)}{(Loss == LossKind.None ? "" : $", {Loss}")}";
}

/// <summary>One named tensor of a network.</summary>
/// <param name="Name">Its name in files: PyTorch's (<c>0.weight</c>), or the layer's (<c>fc1.weight</c>).</param>
/// <param name="Shape">Its shape; a dense layer's weights are <c>[out, in]</c>.</param>
/// <param name="Offset">Where it starts in the block of all parameters.</param>
/// <param name="Initializer">How a new network fills it.</param>
/// <param name="Scale">The initializer's argument, if it takes one.</param>
/// <param name="FanIn">Inputs of a unit of the layer.</param>
/// <param name="FanOut">Outputs fed by an input of the layer.</param>
public sealed record ParameterDescription(
    string Name, IReadOnlyList<int> Shape, int Offset, Initializer Initializer, double Scale, int FanIn, int FanOut)
{
    /// <summary>The factor of the sum of the values' magnitudes that is added to the loss.</summary>
    public double L1 { get; init; }

    /// <summary>The factor of the sum of the values' squares that is added to the loss.</summary>
    public double L2 { get; init; }

    /// <summary>The largest Euclidean norm of a row (a unit's incoming weights) after a step; 0 for no limit.</summary>
    public double MaxNorm { get; init; }

    /// <summary>
    /// Whether values that a step has made negative are set to zero. For state, such as a running variance: whether a file with negative values is
    /// refused.
    /// </summary>
    public bool NonNegative { get; init; }

    /// <summary>
    /// Whether optimizers change it. Otherwise it is state: values that the network itself keeps from batch to batch, such as the running statistics
    /// of a batch normalization.
    /// </summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>
    /// Whether it counts batches: one integer, of shape <c>[]</c>, in two values of memory, the remainder and the quotient by 2²⁰, so that
    /// <see cref="float"/> counts exactly up to 2⁴⁴.
    /// </summary>
    public bool IsCounter { get; init; }

    /// <summary>The row that starts at zero and gets no gradient, the padding id of an embedding; -1 for none.</summary>
    public int ZeroRow { get; init; } = -1;

    /// <summary>Number of values in memory: the product of <see cref="Shape"/>, or 2 for a counter.</summary>
    public int Count
    {
        get
        {
            if (IsCounter) { return 2; }
            int product = 1;
            for (int i = 0; i < Shape.Count; i++) { product *= Shape[i]; }
            return product;
        }
    }

    /// <summary>Whether this is a bias.</summary>
    public bool IsBias => Shape.Count == 1;

    /// <summary>Returns a text such as <c>0.weight [32, 64]</c>.</summary>
    public override string ToString() => $"{Name} {FileText.Shape(Shape)}";
}
