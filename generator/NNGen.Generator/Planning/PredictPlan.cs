using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Differentiation;
using NNGen.Generator.Graph;

namespace NNGen.Generator.Planning;

/// <summary>The pass over one sample: lanes are features, weights are packed.</summary>
/// <param name="Blocks">What to do, in order.</param>
/// <param name="Slots">Where each intermediate value lies in the scratch memory.</param>
/// <param name="ScratchLength">Length of the scratch memory.</param>
/// <param name="PackedLength">Length of the packed weights.</param>
internal sealed record PredictPlan(EquatableArray<PredictBlock> Blocks, EquatableArray<TapeSlot> Slots, int ScratchLength, int PackedLength)
{
    /// <summary>Whether one vector of any machine holds each layer's outputs: then they stay in registers, and the pass writes the output by itself, without scratch memory.</summary>
    public bool IsSmall { get; init; }

    public int Offset(Value value) => Slots.First(slot => slot.Value == value).Row;
}

internal abstract record PredictBlock(string Title);

/// <summary>A matrix product for one sample.</summary>
/// <param name="Packed">Where its packed weights start; the packed bias follows them.</param>
/// <param name="Vectors">Vectors of outputs held in registers (lanes over outputs), or rows (lanes over inputs).</param>
/// <param name="Chains">Independent sums per vector, so that additions do not wait for one another.</param>
/// <param name="Group">Lanes over outputs: inputs that are loaded together; 1 where each is loaded by itself.</param>
/// <param name="HalvedFrom">
/// Lanes over outputs: vectors of so many numbers need only half of <paramref name="Vectors"/> for all outputs; 0 where none are so wide.
/// </param>
/// <param name="Lanes">Lanes over inputs: lanes a sum runs in before they are added, whatever the width of a vector.</param>
/// <param name="LanesAt">Lanes over inputs: where in the scratch memory those lanes are; of a single output they stay in registers.</param>
/// <param name="CopyAt">Lanes over inputs: where the input is copied to, with zeros behind it; null where its length needs none.</param>
internal sealed record PredictProduct(
    string Title, bool LanesOverInputs, Value Source, Value Sum, Map? Epilogue, Parameter Weight, Parameter? Bias, int Packed, int PackedBias, int Vectors,
    int Chains, int Group, int HalvedFrom, int Lanes, int LanesAt, int? CopyAt)
    : PredictBlock(Title)
{
    /// <summary>
    /// How far ahead of the weights that it multiplies a product asks for others, in bytes, one cache line for each input: the processor's own guesses end with each page of
    /// 4 KiB, and one line begins the next. Zen 4 is hindered by more: one sample of 784-512-512-10, whose weights come from the third-level cache, takes 37 µs where every
    /// line is asked for, 27.5 with every fourth (256-bit vectors), 27 with none. On Zen 5, where none took 25.5, every line 2 KiB ahead took 21.5.
    /// </summary>
    public const int Ahead = 4096;

    /// <summary>Whether it asks for its weights before it multiplies with them.</summary>
    public bool AsksAhead { get; init; }

    /// <summary>Whether it sees by its first sum that the network's input is finite: it is the first to read it.</summary>
    public bool ChecksInput { get; init; }

    /// <summary>Lanes over inputs: length of a packed row.</summary>
    public int PaddedInputs => PredictPlanner.RoundUp(Inputs, Lanes);

    public int Inputs => Source.Size;

    /// <summary>Lanes over outputs: inputs of a round of the loop.</summary>
    public int Round => Math.Max(Chains, Group);

    public int Outputs => Sum.Size;

    public Value Destination => Epilogue?.Output ?? Sum;
}

/// <summary>Copies the input where loops over vectors may read past its end.</summary>
internal sealed record PredictCopy(string Title, Value Value) : PredictBlock(Title);

/// <summary>Formulas and reductions over the features of one sample.</summary>
internal sealed record PredictFormulas(EquatableArray<Operation> Operations) : PredictBlock(Operations[Operations.Count - 1].Output.Name);
