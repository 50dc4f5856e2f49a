using System.Numerics;

namespace NNGen;

/// <summary>
/// A network that computes streams, one step at a time. Implemented by the generated part of every class marked <c>[Network(Streaming = true)]</c>; not
/// meant to be implemented by hand.
/// </summary>
/// <typeparam name="TSelf">The network class itself.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
public interface IStreamingNetwork<TSelf, T> : INetwork<TSelf, T>
    where TSelf : class, IStreamingNetwork<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of values of one step of the input.</summary>
    static abstract int StepInputSize { get; }

    /// <summary>The number of values of one step of the output.</summary>
    static abstract int StepOutputSize { get; }

    /// <summary>Where a step of the input holds token ids; empty if all values are numbers.</summary>
    static virtual IReadOnlyList<TokensDescription> StepTokens => [];

    /// <summary>Creates the memory of a stream, which begins with the next step.</summary>
    StreamState<TSelf, T> CreateState();

    /// <summary>Computes one step. Allocates nothing; any number of threads may compute steps at once, each with separate states.</summary>
    /// <param name="input"><see cref="StepInputSize"/> values.</param>
    /// <param name="output">Receives <see cref="StepOutputSize"/> values, if there is an output at this step.</param>
    /// <param name="state">The memory of the stream.</param>
    /// <returns>
    /// Whether there is an output: always, unless a layer has a stride, or a window without padding that is not full yet.
    /// </returns>
    /// <exception cref="ArgumentException">A length is wrong, or a value is not finite; the state stays as it was.</exception>
    bool Step(ReadOnlySpan<T> input, Span<T> output, StreamState<TSelf, T> state);
}
