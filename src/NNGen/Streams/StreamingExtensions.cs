using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>Blocks of steps, and many streams at once.</summary>
public static class StreamingExtensions
{
    /// <summary>Computes several steps of a stream, such as a block of audio: the same as one after another. Allocates nothing.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The steps, one behind the other.</param>
    /// <param name="outputs">Receives the outputs, one behind the other; as many as there are steps suffice.</param>
    /// <param name="state">The memory of the stream.</param>
    /// <returns>The number of outputs.</returns>
    /// <exception cref="ArgumentException">
    /// A length is wrong, or a value is not finite; then the stream has taken the steps before it, as <see cref="StreamState{TNetwork, T}.Steps"/> says.
    /// </exception>
    public static int Steps<TNetwork, T>(this TNetwork network, ReadOnlySpan<T> inputs, Span<T> outputs, StreamState<TNetwork, T> state)
        where TNetwork : class, IStreamingNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(state);
        int size = TNetwork.StepInputSize, given = TNetwork.StepOutputSize;
        if (inputs.Length % size != 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Got {FileText.Counted(inputs.Length, "value")}, but a step has {size}: pass whole steps."), nameof(inputs));
        }

        int count = 0;
        for (int at = 0; at < inputs.Length; at += size)
        {
            // Whether a step has an output is known only afterwards: one that has none writes nothing.
            Span<T> output = outputs.Length - (count * given) >= given ? outputs.Slice(count * given, given) : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"There is room for {FileText.Counted(outputs.Length / given, "output")} of {FileText.Counted(given, "value")}; {inputs.Length / size} steps may give as many outputs."), nameof(outputs));
            if (network.Step(inputs.Slice(at, size), output, state)) { count++; }
        }

        return count;
    }

    /// <summary>Computes one step of each of several streams. Allocates nothing.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">A step of each stream, one behind the other.</param>
    /// <param name="outputs">Receives an output of each stream, one behind the other.</param>
    /// <param name="states">The memory of each stream.</param>
    /// <param name="reset">Which streams begin anew with this step; empty if none does.</param>
    /// <param name="hasOutput">Receives which streams have an output at this step; may be empty.</param>
    /// <exception cref="ArgumentException">A length is wrong, a value is not finite or not a token id, or a state is null; then nothing has changed.</exception>
    public static void StepBatch<TNetwork, T>(
        this TNetwork network, ReadOnlySpan<T> inputs, Span<T> outputs, ReadOnlySpan<StreamState<TNetwork, T>> states, ReadOnlySpan<bool> reset = default, Span<bool> hasOutput = default)
        where TNetwork : class, IStreamingNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        int size = TNetwork.StepInputSize, given = TNetwork.StepOutputSize;
        Require(inputs.Length, size, "value", nameof(inputs), states.Length);
        Require(outputs.Length, given, "value", nameof(outputs), states.Length);
        if (!reset.IsEmpty) { Require(reset.Length, 1, "flag", nameof(reset), states.Length); }
        if (!hasOutput.IsEmpty) { Require(hasOutput.Length, 1, "flag", nameof(hasOutput), states.Length); }
        foreach (StreamState<TNetwork, T> state in states)
        {
            if (state is null) { throw new ArgumentException("One of the states is null: each stream has a state of its network, CreateState().", nameof(states)); }
        }

        if (!Lanes.AllFinite(inputs))
        {
            int at = Lanes.IndexOfNonFinite(inputs);
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"inputs holds {inputs[at]} at value {at % size} of stream {at / size}, step {states[at / size].Steps}, but must be finite; no stream has taken a step."), nameof(inputs));
        }

        CompilerServices.TokenIds.Require(inputs, size, TNetwork.StepTokens, nameof(inputs), " of the streams");
        for (int i = 0; i < states.Length; i++)
        {
            if (!reset.IsEmpty && reset[i]) { states[i].Reset(); }
            bool has = network.Step(inputs.Slice(i * size, size), outputs.Slice(i * given, given), states[i]);
            if (!hasOutput.IsEmpty) { hasOutput[i] = has; }
        }
    }

    private static void Require(int length, int each, string what, string parameter, int streams)
    {
        if (length == (long)streams * each) { return; }
        string several = parameter == "inputs" && streams == 1 && length % each == 0 ? "; several steps of one stream go into Steps" : "";
        throw new ArgumentException(
            $"{parameter} has {FileText.Counted(length, what)}, but {FileText.Counted(streams, "stream")} of {FileText.Counted(each, what)} {(streams == 1 ? "takes" : "take")} "
            + $"{FileText.Number((long)streams * each)} (one step for each of the states{several}).", parameter);
    }
}
