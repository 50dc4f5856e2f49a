using System.Collections.Generic;
using NNGen.Generator.Graph;

namespace NNGen.Generator.Differentiation;

/// <summary>An intermediate result of one sample.</summary>
/// <param name="Name">A name for the code.</param>
/// <param name="Size">How many numbers; a value of one number is broadcast against larger ones.</param>
internal sealed record Value(string Name, int Size);

/// <summary>
/// One of the few operations that layers are made of. Shapes are static; only operations have adjoints
/// (<see cref="Adjoint"/>), so a layer that is written in them needs no backward pass of its own.
/// </summary>
/// <param name="Output">What it computes.</param>
internal abstract record Operation(Value Output)
{
    /// <summary>What it reads.</summary>
    public abstract IEnumerable<Value> Inputs { get; }
}

/// <summary><c>output = W input + b</c>, with <c>W</c> of shape <c>[output, input]</c>.</summary>
internal sealed record Contract(Value Output, Value Input, string Layer, Parameter Weight, Parameter? Bias) : Operation(Output)
{
    public override IEnumerable<Value> Inputs => [Input];
}

/// <summary><c>output = Wᵀ input</c>: how a gradient passes through a <see cref="Contract"/>.</summary>
internal sealed record ContractTransposed(Value Output, Value Input, string Layer, Parameter Weight) : Operation(Output)
{
    public override IEnumerable<Value> Inputs => [Input];
}

/// <summary>An element-wise formula over one or more values.</summary>
/// <param name="Output">What it computes.</param>
/// <param name="Formula">The formula over <paramref name="Operands"/>.</param>
/// <param name="Operands">Its operands; each as large as the output, or a single number.</param>
/// <param name="Partials">Partial derivatives where the room that wrote the formula knows better ones than the symbolic; null entries are derived.</param>
internal sealed record Map(Value Output, Expression Formula, EquatableArray<Value> Operands, EquatableArray<Expression> Partials = default)
    : Operation(Output)
{
    public override IEnumerable<Value> Inputs => Operands;
}

/// <summary>A sum or a maximum over a value's numbers.</summary>
internal sealed record Reduce(Value Output, Reduction Reduction, Value Input) : Operation(Output)
{
    public override IEnumerable<Value> Inputs => [Input];
}

internal enum Reduction
{
    Sum,

    /// <summary>Only used to shift exponents, where it cancels: it passes no gradient.</summary>
    Max,
}

/// <summary>The gradients of a <see cref="Contract"/>'s parameters, summed over the batch: <c>∂W = Σ gradient · inputᵀ</c>, <c>∂b = Σ gradient</c>.</summary>
internal sealed record ParameterGradient(Value Gradient, Value Input, string Layer, Parameter Weight, Parameter? Bias);
