using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule;

/// <summary>One kernel's turn in a pass over panels of samples.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Arguments">What it is given, in the order of its references; null stands for all parameters.</param>
/// <param name="Written">What it writes to memory.</param>
internal sealed record Step(Kernel Kernel, EquatableArray<KernelArgument> Arguments, EquatableArray<Tensor> Written)
{
    /// <summary>Whether it prefetches the next samples, so many tiles over so many values, and says whether those that it has seen are finite.</summary>
    public BatchProduct? Prefetching { get; init; }

    /// <summary>Tiles that the threads of a team share; 0 where one of them does the step.</summary>
    public int SharedTiles { get; init; }
}

/// <summary>What a kernel is given: a tensor, or all parameters.</summary>
internal sealed record KernelArgument(Tensor? Tensor);

/// <summary>The gradients of one layer's parameters over a whole batch.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Source">What the layer reads.</param>
/// <param name="Gradient">The gradient of its product.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Bias">Its bias.</param>
/// <param name="ReadsRows">Whether it reads the network's inputs, row-major in the caller's memory, and not panels.</param>
/// <param name="LanesOverSamples">Whether lanes are samples and are added at the end; otherwise they are the layer's inputs.</param>
/// <param name="InPlace">Whether samples are read where they lie.</param>
/// <param name="Tiles">Tiles that threads share.</param>
internal sealed record WeightStep(
    Kernel Kernel, Tensor Source, Tensor Gradient, Parameter Weights, Parameter? Bias, bool ReadsRows, bool LanesOverSamples, bool InPlace, int Tiles);
