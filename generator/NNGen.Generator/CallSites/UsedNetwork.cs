using System;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>What is known about a network where it is used.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="InputSize">Values of one input.</param>
/// <param name="Input">Where that number is from, for a reader: <c>Input(64)</c>.</param>
/// <param name="OutputSize">Values of one output.</param>
/// <param name="Output">Where that number is from: <c>Dense 'dense2'</c>.</param>
/// <param name="ParameterCount">Trainable values.</param>
/// <param name="Loss">Kind of its loss, or null where it has none.</param>
/// <param name="Precision">Its element type.</param>
/// <param name="Parameters">Its tensors, or null where they are not known: of a network in another assembly.</param>
internal sealed record UsedNetwork(
    string Name,
    int InputSize,
    string Input,
    int OutputSize,
    string Output,
    int ParameterCount,
    string? Loss,
    Precision Precision,
    EquatableArray<Parameter>? Parameters)
{
    /// <summary>Classes that its outputs tell apart: a single output separates two.</summary>
    public int ClassCount => Math.Max(OutputSize, 2);

    /// <summary>Whether its loss cannot be computed from class numbers.</summary>
    public bool ComparesNumbers => Loss is not (null or "CrossEntropy" or "BinaryCrossEntropy");
}
