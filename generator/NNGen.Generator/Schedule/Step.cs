using System;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule;

/// <summary>One call of a kernel in a pass over panels of samples.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Arguments">Its arguments, in the order of its references; null stands for all parameters.</param>
/// <param name="Written">The tensors that it writes to memory.</param>
internal sealed record Step(Kernel Kernel, EquatableArray<KernelArgument> Arguments, EquatableArray<Tensor> Written)
{
    /// <summary>
    /// The product of a kernel that prefetches the next samples and returns whether the samples it has read are finite; otherwise null.
    /// </summary>
    public BatchProduct? Prefetching { get; init; }

    /// <summary>The number of tiles that the threads of a team share; 0 if one thread computes the step.</summary>
    public int SharedTiles { get; init; }

    /// <summary>The results that may be in the place of an operand: the kernel reads each number of it before it writes that number of the result.</summary>
    public EquatableArray<InPlace> InPlace { get; init; }

    /// <summary>The operand in whose place a result is written: one that the step reads under a single name. In terms of its root.</summary>
    /// <param name="result">The result.</param>
    /// <param name="aliases">Tensors in the memory of others.</param>
    /// <param name="isFree">Whether the place of an operand is free behind the step.</param>
    public Tensor? OperandOf(Tensor result, Aliases aliases, Func<Tensor, bool> isFree) =>
        InPlace.Where(pair => pair.Result == result).Select(pair => aliases.RootOf(pair.Operand)).FirstOrDefault(operand =>
            isFree(operand) && Arguments.Count(argument => argument.Tensor is { } tensor && aliases.RootOf(tensor) == operand) == 1);

    /// <summary>Whether one thread calls the kernel twice, for tiles of two heights.</summary>
    public bool CallsTwoHeights => SharedTiles == 0 && Prefetching is null && Kernel.Rows is { Full: > 0, Rest: > 0 };

    /// <summary>The number of tiles of a step that reads the whole batch, which all threads share; 0 if it reads a group of panels.</summary>
    public int BatchTiles { get; init; }
}

/// <summary>A result, and an operand in whose place it may be.</summary>
internal sealed record InPlace(Tensor Result, Tensor Operand);

/// <summary>An argument of a kernel: a tensor, or all parameters.</summary>
internal sealed record KernelArgument(Tensor? Tensor);

/// <summary>The gradients of one layer's parameters over a whole batch.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Source">The tensor that the layer reads.</param>
/// <param name="Gradient">The gradient of its product.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Bias">Its bias.</param>
/// <param name="ReadsRows">Whether it reads the network's inputs, row-major in the caller's memory, and not from panels.</param>
/// <param name="LanesOverSamples">Whether lanes are samples, which are added at the end; otherwise lanes are the layer's inputs.</param>
/// <param name="InPlace">Whether samples are read in place.</param>
/// <param name="Tiles">The number of tiles that threads share.</param>
internal sealed record WeightStep(
    Kernel Kernel, Tensor Source, Tensor Gradient, Parameter Weights, Parameter? Bias, bool ReadsRows, bool LanesOverSamples, bool InPlace, int Tiles)
{
    /// <summary>The memory in which a convolution packs what it reads; 0 if it reads in place.</summary>
    public int PackedLength { get; init; }
}

/// <summary>Gradients of parameters that are sums of formulas over the whole batch.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Arguments">Its arguments, in the order of its references; parameters stand for their gradients where <paramref name="Written"/> has them.</param>
/// <param name="Written">The gradients that it computes, with their parameters.</param>
/// <param name="Tiles">The number of tiles that threads share.</param>
internal sealed record SumStep(Kernel Kernel, EquatableArray<Tensor> Arguments, EquatableArray<ParameterSum> Written, int Tiles);

/// <summary>A gradient and its parameter.</summary>
internal sealed record ParameterSum(Tensor Gradient, Parameter Parameter);
