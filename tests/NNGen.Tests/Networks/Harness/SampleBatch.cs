namespace NNGen.Tests;

/// <summary>Samples for a network of any element type; every number is exact in <see cref="float"/>.</summary>
internal sealed record SampleBatch(double[] Inputs, int Size)
{
    /// <summary>Targets, <c>[batch, outputs]</c>, or empty if there are classes.</summary>
    public double[] Targets { get; init; } = [];

    /// <summary>Class numbers, <c>[batch]</c>, or empty.</summary>
    public int[] Classes { get; init; } = [];

    /// <summary>Sample weights, <c>[batch]</c>, or empty.</summary>
    public double[] Weights { get; init; } = [];
}

/// <summary>The mean loss of a batch with its gradients.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Parameters">A gradient for each parameter.</param>
/// <param name="Inputs">A gradient for each value of the inputs.</param>
internal sealed record Slopes(double Loss, double[] Parameters, double[] Inputs);
