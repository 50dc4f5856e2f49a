using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>Collects operations and gives their results unique names.</summary>
/// <param name="isTraining">Whether layers that differ in training do what they do there.</param>
internal sealed class ProgramBuilder(bool isTraining = true)
{
    private readonly HashSet<string> names = [];
    private readonly HashSet<string> axes = [];
    private readonly List<Operation> operations = [];
    private readonly List<Noise> noises = [];
    private readonly List<Penalty> penalties = [];
    private readonly List<Tensor> parameters = [];
    private readonly List<RunningStatistics> statistics = [];
    private readonly List<Derivation> derivations = [];
    private readonly List<WindowWeights> windows = [];
    private readonly List<CarriedState> carried = [];
    private readonly Dictionary<string, IReadOnlyList<EquatableArray<Tensor>>> finals = [];
    private Batch? batch;
    private int derivedSize;

    public IReadOnlyList<Operation> Operations => operations;

    /// <summary>
    /// Whether layers add noise and normalize by statistics of the batch; in a prediction, there is neither noise nor a batch, and statistics are running ones.
    /// </summary>
    public bool IsTraining => isTraining;

    /// <summary>Whether training and prediction differ.</summary>
    public bool DiffersInTraining => noises.Count > 0 || statistics.Count > 0 || carried.Count > 0;

    /// <summary>The random numbers of the layers, in their order.</summary>
    public IReadOnlyList<Noise> Noises => noises;

    /// <summary>The penalties that tensors add to the loss.</summary>
    public IReadOnlyList<Penalty> Penalties => penalties;

    /// <summary>The uses of parameters.</summary>
    public IReadOnlyList<Tensor> Parameters => parameters;

    /// <summary>Returns the operations collected so far and starts a new section; names stay in use.</summary>
    public EquatableArray<Operation> Take()
    {
        EquatableArray<Operation> section = operations.ToEquatableArray();
        operations.Clear();
        return section;
    }

    /// <summary>A new tensor; its name is made a unique identifier.</summary>
    public Tensor Declare(string name, IEnumerable<Axis> axes) => new(Unique(name), axes.ToEquatableArray());

    /// <summary>A new tensor with samples and one more axis, unless it is a single number per sample.</summary>
    public Tensor DeclareFlat(string name, int size) => Declare(name, [Axis.Samples, .. NewAxis(name, size)]);

    /// <summary>An axis that no other tensor has; none for a single number.</summary>
    public Axis[] NewAxis(string name, int size)
    {
        return size == 1 ? [] : [NewAxisOf(name, size)];
    }

    /// <summary>Axes of a shape, one for each dimension, those of a single number among them.</summary>
    public Axis[] NewAxes(string name, IReadOnlyList<int> shape)
    {
        string[] directions = shape.Count switch { 1 => [""], 2 => ["Steps", "Channels"], 3 => ["Rows", "Columns", "Channels"], _ => [.. shape.Select((_, i) => $"Axis{i + 1}")] };
        return [.. shape.Select((size, i) => NewAxisOf(name + directions[i], size))];
    }

    private Axis NewAxisOf(string name, int size)
    {
        string unique = name;
        for (int i = 2; !axes.Add(unique); i++) { unique = $"{name}{i}"; }
        return new Axis(unique, size);
    }

    /// <summary>A parameter at one of its uses; each use has separate axes, and a separate gradient.</summary>
    public Tensor Parameter(Parameter parameter, string name, params Axis[] axes)
    {
        var tensor = new Tensor(Unique(name), axes.ToEquatableArray(), parameter);
        parameters.Add(tensor);
        return tensor;
    }

    /// <summary>The samples of the batch; only operations that normalize by its statistics read them.</summary>
    public Batch Batch => batch ??= new Batch(Declare("batchSize", []), Declare("present", [Axis.Samples]));

    /// <summary>The samples of the batch, if an operation reads them.</summary>
    public Batch? BatchOrNone => batch;

    /// <summary>The statistics of the batch that update running ones.</summary>
    public IReadOnlyList<RunningStatistics> Statistics => statistics;

    /// <summary>The weights of the network for prediction that are computed from several parameters.</summary>
    public IReadOnlyList<Derivation> Derivations => derivations;

    /// <summary>What samples of a batch begin with because the batch before it ended with it.</summary>
    public IReadOnlyList<CarriedState> Carried => carried;

    /// <summary>A value that a batch begins with: what another one was after the last batch.</summary>
    public Tensor CarryOver(string name, Tensor final)
    {
        carried.Add(new CarriedState(Declare(name, final.Axes), final));
        return carried[carried.Count - 1].Initial;
    }

    /// <summary>What a recurrent layer carries after its last step, for each direction.</summary>
    public IReadOnlyList<EquatableArray<Tensor>> FinalsOf(string layer) => finals[layer];

    /// <summary>Records what a recurrent layer carries after its last step.</summary>
    public void Ends(string layer, IReadOnlyList<EquatableArray<Tensor>> directions) => finals.Add(layer, directions);

    /// <summary>Records that running statistics follow those of the batch.</summary>
    public void Follow(RunningStatistics running) => statistics.Add(running);

    /// <summary>The weights of convolutions in the order of their windows.</summary>
    public IReadOnlyList<WindowWeights> Windows => windows;

    /// <summary>The weights of a convolution, <c>[filters, channels, taps]</c>, as <c>[filters, taps · channels]</c>: as windows of whole steps arrive.</summary>
    public Tensor TapsFirst(string name, Parameter weights, IEnumerable<Axis> axes)
    {
        Tensor tensor = Derived(name, new EquatableArray<int>([weights.Shape[0], weights.Shape[1] * weights.Shape[2]]), axes);
        windows.Add(new WindowWeights(tensor, weights));
        return tensor;
    }

    /// <summary>Records a derivation.</summary>
    public void Derive(Derivation derivation) => derivations.Add(derivation);

    /// <summary>A tensor of the prediction that is computed from parameters.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape, as that of a parameter.</param>
    /// <param name="axes">Its axes.</param>
    public Tensor Derived(string name, EquatableArray<int> shape, IEnumerable<Axis> axes)
    {
        var parameter = new Parameter(name, shape, derivedSize, "Zeros", 0, 0, 0) { IsDerived = true };
        derivedSize += parameter.Count;
        return new Tensor(Unique(name), axes.ToEquatableArray(), parameter);
    }

    /// <summary>The number of derived values.</summary>
    public int DerivedSize => derivedSize;

    /// <summary>Adds a penalty on a tensor to the loss of its sample.</summary>
    public void Penalize(Penalty penalty) => penalties.Add(penalty);

    /// <summary>Random numbers, drawn before the first layer.</summary>
    public Tensor Noise(string name, IEnumerable<Axis> axes, NoiseKind kind, double amount)
    {
        noises.Add(new Noise(Declare(name, axes), kind, amount));
        return noises[noises.Count - 1].Tensor;
    }

    /// <summary>The product of two tensors, summed over the axes that are not in the result.</summary>
    public Tensor Contract(string name, Tensor left, Tensor right, IEnumerable<Axis> axes) => Add(new Contract(Declare(name, axes), left, right));

    public Tensor Elementwise(string name, Expression formula, params Tensor[] operands) => Elementwise(name, formula, operands, []);

    /// <summary>Adds a formula with stated partial derivatives, one for each operand.</summary>
    public Tensor Elementwise(string name, Expression formula, IReadOnlyList<Tensor> operands, IReadOnlyList<Expression> partials) =>
        Add(new Elementwise(Declare(name, Union(operands)), formula, operands.ToEquatableArray(), partials.ToEquatableArray()));

    /// <summary>The sum over all axes except the samples.</summary>
    public Tensor Sum(string name, Tensor operand) => Reduce(name, Reduction.Sum, operand, [Axis.Samples]);

    /// <summary>The maximum over all axes except the samples.</summary>
    public Tensor Max(string name, Tensor operand) => Reduce(name, Reduction.Max, operand, [Axis.Samples]);

    /// <summary>A sum or a maximum over the axes that are not in the result.</summary>
    public Tensor Reduce(string name, Reduction by, Tensor operand, IEnumerable<Axis> axes) => Add(new Reduce(Declare(name, axes), by, operand));

    public Tensor View(string name, Tensor source, IEnumerable<Axis> axes, params AffineIndex[] map) =>
        Add(new View(Declare(name, axes), source, map.ToEquatableArray()));

    /// <summary>A convolution; its result has the samples and then these axes.</summary>
    public Tensor Convolve(string name, Tensor source, Tensor weights, Window window, IEnumerable<Axis> axes) =>
        Add(new Convolve(Declare(name, [Axis.Samples, .. axes]), source, weights, window));

    /// <summary>A transposed convolution: the adjoint of the one with this window, whose source has the shape of the result.</summary>
    public Tensor ConvolveTransposed(string name, Tensor source, Tensor weights, Window window, IEnumerable<Axis> axes) =>
        Add(new ConvolveTransposed(Declare(name, [Axis.Samples, .. axes]), source, weights, window));

    /// <summary>A pooling; its result has the samples and then these axes.</summary>
    public Tensor Pool(string name, Pooling by, Tensor source, Window window, IEnumerable<Axis> axes) =>
        Add(new Pool(Declare(name, [Axis.Samples, .. axes]), by, source, window));

    /// <summary>The same numbers in the same order over other axes.</summary>
    public Tensor Reshape(string name, Tensor source, IEnumerable<Axis> axes) => Add(new Reshape(Declare(name, [Axis.Samples, .. axes]), source));

    /// <summary>Tensors behind one another along an axis of the features; the result has the samples and then these axes.</summary>
    public Tensor Concatenate(string name, IEnumerable<Tensor> sources, int axis, IEnumerable<Axis> axes) =>
        Add(new Concatenate(Declare(name, [Axis.Samples, .. axes]), sources.ToEquatableArray(), axis));

    /// <summary>Rows of a table, selected by indices; one of them may be constant, so that it gets no gradient.</summary>
    public Tensor Gather(string name, Tensor table, Tensor indices, int constant = -1) =>
        Add(new Gather(Declare(name, indices.Axes.Append(table.Axes[1])), table, indices, constant));

    public Tensor Add(Operation operation)
    {
        operations.Add(operation);
        return operation.Output;
    }

    /// <summary>All axes of some tensors: those of the tensor with the most, then the remaining axes of the others.</summary>
    private static IEnumerable<Axis> Union(IReadOnlyList<Tensor> operands) =>
        operands.OrderByDescending(operand => operand.Axes.Count).SelectMany(operand => operand.Axes).Distinct();

    private string Unique(string name)
    {
        string local = Names.Local(name);
        string unique = local;
        for (int i = 2; !names.Add(unique); i++) { unique = $"{local}{i}"; }
        return unique;
    }
}
