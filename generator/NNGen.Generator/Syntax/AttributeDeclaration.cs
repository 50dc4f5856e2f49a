using System;
using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Syntax;

/// <summary>An attribute as written.</summary>
/// <param name="Kind">Its class name without <c>Attribute</c>, such as <c>Dense</c>.</param>
/// <param name="Arguments">Constructor arguments by parameter name and properties by name; only explicit ones.</param>
internal sealed record AttributeDeclaration(string Kind, EquatableArray<ArgumentDeclaration> Arguments)
{
    /// <summary>Whether it is a layer with weights.</summary>
    public bool HasWeights { get; init; }

    /// <summary>Whether it is an input.</summary>
    public bool IsInput => Kind is "Input" or "Tokens";

    /// <summary>The number of different ids, if it is an input of token ids; 0 otherwise.</summary>
    public int Vocabulary => Kind == "Tokens" ? (int)Integer("vocabulary", 0) : 0;

    /// <summary>Whether it is a loss.</summary>
    public bool IsLoss { get; init; }

    /// <summary>Whether it has weights, but never a bias.</summary>
    public bool NeverHasBias { get; init; }

    /// <summary>Whether its weights are a number for each channel.</summary>
    public bool IsScale { get; init; }

    /// <summary>Whether it is a layer of two products, with weights for each.</summary>
    public bool IsSeparable { get; init; }

    /// <summary>Whether it is a recurrent layer, with weights of what arrives and of what is carried.</summary>
    public bool IsRecurrent { get; init; }

    /// <summary>Whether it computes something else for samples that end before the last step.</summary>
    public bool ReadsMask { get; init; }

    /// <summary>Whether it takes token ids, and not numbers.</summary>
    public bool ReadsIds { get; init; }

    /// <summary>Whether it keeps state that is not trained.</summary>
    public bool HasState { get; init; }

    /// <summary>Whether it merges the current value with named ones.</summary>
    public bool MergesValues { get; init; }

    /// <summary>Whether it is a layer that counts in the positions that name tensors.</summary>
    public bool HasPosition { get; init; }

    /// <summary>The prefix of its tensors' names in files, if it is a layer: <c>fc1</c>, <c>0</c>, <c>layer1.0.conv1</c>.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether the block that it stands in is not trained.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether its parameters are those of an earlier layer with the same <see cref="Path"/>.</summary>
    public bool SharesParameters { get; init; }

    /// <summary>The class of the block that it stands in, if it comes from one.</summary>
    public string? Block { get; init; }

    /// <summary>The number of the use of that block: marks in a block belong to one use of it. 0 outside of blocks.</summary>
    public int Use { get; init; }

    /// <summary>Whether it gives a value of the graph a name.</summary>
    public bool Names(string mark) => MarksGiven().Any(given => given.Mark == mark);

    /// <summary>The names that it gives to values of the graph, and the arguments that do.</summary>
    public IEnumerable<(string Mark, string Argument)> MarksGiven()
    {
        string[] arguments = Kind == "As" ? ["mark"] : IsRecurrent ? ["ReturnState", "ReturnCell"] : [];
        return arguments.Where(argument => Text(argument) is not null).Select(argument => (Text(argument)!, argument));
    }

    /// <summary>The names of values that it reads, and the arguments that do.</summary>
    public IEnumerable<(string Mark, string Argument)> MarksRead()
    {
        if (Kind == "From" || MergesValues)
        {
            EquatableArray<string> several = Texts("marks");
            if (several.Count > 0) { return several.Select((mark, i) => (mark, $"marks[{InvariantText.Of(i)}]")); }
        }

        string[] arguments = Kind == "From" || MergesValues ? ["mark"] : ["Lengths", "InitialState", "InitialCell"];
        return arguments.Where(argument => Text(argument) is not null).Select(argument => (Text(argument)!, argument));
    }

    public bool Has(string name) => Find(name) is not null;

    public long Integer(string name, long otherwise) => Find(name)?.Integer ?? otherwise;

    public double Number(string name, double otherwise = double.NaN) => Find(name)?.Number ?? otherwise;

    public bool Flag(string name, bool otherwise) => Find(name) is { } argument ? argument.Integer != 0 : otherwise;

    public string? Text(string name) => Find(name)?.Text;

    public EquatableArray<long> Integers(string name) => Find(name)?.Integers ?? default;

    public EquatableArray<string> Texts(string name) => Find(name)?.Texts ?? default;

    private ArgumentDeclaration? Find(string name) =>
        Arguments.FirstOrDefault(argument => string.Equals(argument.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>An argument; the parameter's type determines which field is used (an enum is its number, a bool is 0 or 1).</summary>
internal sealed record ArgumentDeclaration(string Name, long Integer, double Number, string? Text, EquatableArray<long> Integers)
{
    /// <summary>The elements of an array of texts.</summary>
    public EquatableArray<string> Texts { get; init; }
}
