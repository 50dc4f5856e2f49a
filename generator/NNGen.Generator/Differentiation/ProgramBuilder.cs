using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Graph;

namespace NNGen.Generator.Differentiation;

/// <summary>Collects operations and gives their results unique names.</summary>
/// <param name="isNoisy">Whether layers that disturb the values while training are there.</param>
internal sealed class ProgramBuilder(bool isNoisy = true)
{
    private readonly HashSet<string> names = [];
    private readonly List<Operation> operations = [];
    private readonly List<Noise> noises = [];
    private readonly List<Penalty> penalties = [];

    public IReadOnlyList<Operation> Operations => operations;

    /// <summary>Whether layers that disturb the values while training are to be written; otherwise they give what arrives.</summary>
    public bool IsNoisy => isNoisy;

    /// <summary>The random numbers that layers have asked for, in their order.</summary>
    public IReadOnlyList<Noise> Noises => noises;

    /// <summary>What values add to the loss.</summary>
    public IReadOnlyList<Penalty> Penalties => penalties;

    /// <summary>Takes what has been collected so far and starts a new section with the same names.</summary>
    public EquatableArray<Operation> Take()
    {
        EquatableArray<Operation> section = operations.ToEquatableArray();
        operations.Clear();
        return section;
    }

    /// <summary>A new value; its name becomes an identifier that no other value has.</summary>
    public Value Declare(string name, int size)
    {
        string local = Names.Local(name);
        string unique = local;
        for (int i = 2; !names.Add(unique); i++) { unique = $"{local}{i}"; }
        return new Value(unique, size);
    }

    /// <summary>Adds a penalty on a value to the loss of its sample.</summary>
    public void Penalize(Penalty penalty) => penalties.Add(penalty);

    /// <summary>Random numbers, drawn before the first layer.</summary>
    public Value Noise(string name, int size, NoiseKind kind, double amount)
    {
        noises.Add(new Noise(Declare(name, size), kind, amount));
        return noises[noises.Count - 1].Value;
    }

    public Value Contract(string layer, Value input, int outputs, Parameter weight, Parameter? bias)
    {
        Value output = Declare(layer, outputs);
        return Add(new Contract(output, input, output.Name, weight, bias));
    }

    public Value ContractTransposed(string name, string layer, Value input, int inputs, Parameter weight) =>
        Add(new ContractTransposed(Declare(name, inputs), input, layer, weight));

    public Value Map(string name, Expression formula, params Value[] inputs) => Map(name, formula, inputs, []);

    /// <summary>Adds a formula with partial derivatives of its own, one for each operand.</summary>
    public Value Map(string name, Expression formula, IReadOnlyList<Value> inputs, IReadOnlyList<Expression> partials) =>
        Add(new Map(Declare(name, inputs.Max(input => input.Size)), formula, inputs.ToEquatableArray(), partials.ToEquatableArray()));

    public Value Sum(string name, Value input) => Reduce(name, Reduction.Sum, input);

    public Value Max(string name, Value input) => Reduce(name, Reduction.Max, input);

    private Value Reduce(string name, Reduction reduction, Value input) => Add(new Reduce(Declare(name, 1), reduction, input));

    private Value Add(Operation operation)
    {
        operations.Add(operation);
        return operation.Output;
    }
}
