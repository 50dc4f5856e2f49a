using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.CompilerServices;

/// <summary>Runs the pass over one step of a stream.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Streams
{
    /// <summary>The state of a new stream.</summary>
    /// <param name="length">The length of the pass's memory.</param>
    /// <param name="remembered">How much of it stays from step to step.</param>
    public static StreamState<TNetwork, T> Create<TNetwork, T>(int length, int remembered)
        where TNetwork : class, IStreamingNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(length, remembered);

    /// <summary>Computes one step.</summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="input">The step; its length is already checked.</param>
    /// <param name="output">Receives the output; its length is already checked.</param>
    /// <param name="state">The memory of the stream.</param>
    /// <param name="flagAt">Where the pass says whether there is an output; -1 if there always is.</param>
    /// <exception cref="ArgumentException">The input has a value that is not finite; the state stays as it was.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Step<TPass, TNetwork, T>(ref T packed, ReadOnlySpan<T> input, Span<T> output, StreamState<TNetwork, T> state, int flagAt)
        where TPass : struct, IOneSample<T>
        where TNetwork : class, IStreamingNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        ref T memory = ref state.Start;
        if (!TPass.PredictOne(ref packed, ref MemoryMarshal.GetReference(input), ref memory)) { ThrowInput(input, TPass.Tokens, state.Steps); }
        state.Steps++;
        if (flagAt >= 0 && T.IsZero(Unsafe.Add(ref memory, flagAt))) { return false; }
        if (output.Length == 1) { output[0] = Unsafe.Add(ref memory, TPass.OutputAt); }
        else { MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref memory, TPass.OutputAt), output.Length).CopyTo(output); }
        return true;
    }

    /// <summary>Takes a step into a ring of the latest ones, and copies the window that ends with it.</summary>
    /// <param name="ring">The ring of (taps − 1) · dilation + 1 steps, behind which is where the next one goes, and how many there have been.</param>
    /// <param name="source">The step.</param>
    /// <param name="size">The values of a step.</param>
    /// <param name="taps">The steps of a window.</param>
    /// <param name="dilation">From one of them to the next.</param>
    /// <param name="first">How many steps come before the first window.</param>
    /// <param name="stride">From one window to the next.</param>
    /// <param name="window">Receives the window, the earliest step first.</param>
    /// <returns>Whether there is a window at this step.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Take<T>(ref T ring, ref T source, int size, int taps, int dilation, int first, int stride, ref T window)
        where T : unmanaged
    {
        int length = ((taps - 1) * dilation) + 1;
        ref int at = ref Unsafe.As<T, int>(ref Unsafe.Add(ref ring, length * size));
        ref int count = ref Unsafe.As<T, int>(ref Unsafe.Add(ref ring, (length * size) + 1));

        // What was restored from a file may be anything.
        int position = (uint)at < (uint)length ? at : 0;
        Copy(ref source, ref Unsafe.Add(ref ring, position * size), size);
        position = position + 1 == length ? 0 : position + 1;
        at = position;
        if (first > 0 || stride > 1)
        {
            int seen = count;
            bool isWindow = seen >= first && (seen - first) % stride == 0;
            count = seen >= first + stride - 1 ? first : seen + 1;
            if (!isWindow) { return false; }
        }

        // The next place holds the earliest step.
        for (int tap = 0; tap < taps; tap++)
        {
            Copy(ref Unsafe.Add(ref ring, position * size), ref Unsafe.Add(ref window, tap * size), size);
            position += dilation;
            if (position >= length) { position -= length; }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<T>(ref T from, ref T to, int count)
        where T : unmanaged
    {
        if (count == 1) { to = from; }
        else { MemoryMarshal.CreateReadOnlySpan(ref from, count).CopyTo(MemoryMarshal.CreateSpan(ref to, count)); }
    }

    [DoesNotReturn]
    private static void ThrowInput<T>(ReadOnlySpan<T> input, IReadOnlyList<TokensDescription> tokens, long step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Lanes.AllFinite(input))
        {
            TokenIds.Require(input, input.Length, tokens, nameof(input), string.Create(CultureInfo.InvariantCulture, $" of step {step}"));
        }

        int at = Lanes.IndexOfNonFinite(input);
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"input holds {input[at]} at value {at} of step {step}, but must be finite: remove or replace it first. The state is as it was before this step."), nameof(input));
    }
}
