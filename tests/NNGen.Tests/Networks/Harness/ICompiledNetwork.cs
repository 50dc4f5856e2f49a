using System.Numerics;

namespace NNGen.Tests;

/// <summary>The public members that every compiled network has in addition to <see cref="INetwork{TSelf, T}"/>, so that tests can call them.</summary>
/// <remarks>Only <c>Gradients</c> is missing: its targets depend on the loss.</remarks>
public interface ICompiledNetwork<TSelf, T> : INetwork<TSelf, T>
    where TSelf : class, ICompiledNetwork<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract TSelf Load(string path);

    void Save(string path);

    T[] PredictBatch(ReadOnlySpan<T> inputs);

    int Classify(ReadOnlySpan<T> input) => throw new NotSupportedException("A network with several outputs has no class.");

    void ClassifyBatch(ReadOnlySpan<T> inputs, Span<int> classes) => throw new NotSupportedException("A network with several outputs has no class.");

    void Forward(ReadOnlySpan<T> inputs, Span<T> outputs, Workspace<T> workspace);

    void Backward(
        ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradients, Workspace<T> workspace, Span<T> inputGradients = default);
}
