using System;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>The known facts about a network at its use.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="InputSize">The number of values per input.</param>
/// <param name="Input">The origin of that number, for messages: <c>Input(64)</c>.</param>
/// <param name="OutputSize">The number of values per output.</param>
/// <param name="Output">The origin of that number: <c>Dense 'dense2'</c>.</param>
/// <param name="Positions">The positions of an output that each have a class.</param>
/// <param name="ParameterCount">The number of trainable values.</param>
/// <param name="Loss">The kind of its loss, or null if it has none.</param>
/// <param name="Precision">Its element type.</param>
/// <param name="Parameters">Its tensors, with state, or null if they are unknown, as for a network in another assembly.</param>
internal sealed record UsedNetwork(
    string Name,
    int InputSize,
    string Input,
    int OutputSize,
    string Output,
    int Positions,
    int ParameterCount,
    string? Loss,
    Precision Precision,
    EquatableArray<Parameter>? Parameters)
{
    /// <summary>The class number of positions that do not count, or null.</summary>
    public int? IgnoreIndex { get; init; }

    /// <summary>A layer that has one value for each channel of a sample and normalizes by the statistics of the batch, or null.</summary>
    public string? Normalizing { get; init; }

    /// <summary>The inputs, if generated members take inputs or outputs by their names; empty if these are unknown.</summary>
    public EquatableArray<NamedPart> Inputs { get; init; }

    /// <summary>The outputs, likewise.</summary>
    public EquatableArray<NamedPart> Outputs { get; init; }

    /// <summary>The number of classes that its outputs distinguish; a single output distinguishes two.</summary>
    public int ClassCount => Math.Max(OutputSize / Positions, 2);

    /// <summary>Whether its loss cannot be computed from class numbers.</summary>
    public bool ComparesNumbers => Loss is not (null or "CrossEntropy" or "BinaryCrossEntropy");
}
