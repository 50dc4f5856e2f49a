using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.CompilerServices;

/// <summary>A network's pass over one sample, as a type: the JIT compiles <see cref="OneSample"/> for each network, with its sizes as constants.</summary>
/// <typeparam name="T">The element type of the network.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOneSample<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values that the pass keeps between its layers.</summary>
    static abstract int ScratchLength { get; }

    /// <summary>Whether they are few enough for the stack.</summary>
    static abstract bool IsScratchOnStack { get; }

    /// <summary>Where the output lies among them.</summary>
    static abstract int OutputAt { get; }

    /// <summary>Values of the packed weights.</summary>
    static abstract int PackedLength { get; }

    /// <summary>Copies the weights into the order in which <see cref="PredictOne"/> reads them.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="packed">Receives <see cref="PackedLength"/> values.</param>
    static abstract void Pack(ref T parameters, ref T packed);

    /// <summary>Creates the pass.</summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="input">The sample.</param>
    /// <param name="scratch">Memory of which nothing is known, from the start of a cache line on; of a network whose values stay in registers, where the output goes.</param>
    /// <returns>False, and nothing done, where the input is not finite.</returns>
    static abstract bool PredictOne(ref T packed, ref T input, ref T scratch);
}

/// <summary>
/// Gives the pass over one sample its memory. On the stack it is not zeroed first, which generated code could only ask for as unsafe code: zeroing took 2 of 71 ns
/// of 20-32-32-1, and 9 of 75 with 512-bit vectors.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OneSample
{
    /// <summary>Predicts one sample.</summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="input">The sample; its length is known to be right.</param>
    /// <param name="output">Receives the output; its length is known to be right.</param>
    /// <exception cref="ArgumentException">The input has a value that is not finite; nothing is written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Predict<TPass, T>(ref T packed, ReadOnlySpan<T> input, Span<T> output)
        where TPass : struct, IOneSample<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> stack = stackalloc T[TPass.IsScratchOnStack ? TPass.ScratchLength + Slack<T>() : 0];
        Span<T> scratch = TPass.IsScratchOnStack ? Align(stack) : Scratch<T>.Get(TPass.ScratchLength);
        Run<TPass, T>(ref packed, input, scratch);
        if (output.Length == 1) { output[0] = scratch[TPass.OutputAt]; }
        else { scratch.Slice(TPass.OutputAt, output.Length).CopyTo(output); }
    }

    /// <summary>Predicts one sample with a network whose values stay in registers: it writes the output by itself.</summary>
    /// <inheritdoc cref="Predict{TPass, T}" path="/param|/exception"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PredictSmall<TPass, T>(ref T packed, ReadOnlySpan<T> input, Span<T> output)
        where TPass : struct, IOneSample<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<TPass, T>(ref packed, input, output);

    /// <summary>Predicts the class of one sample.</summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="input">The sample; its length is known to be right.</param>
    /// <param name="outputs">Values of an output.</param>
    /// <param name="fromLogits">Whether a single output is a logit, not a probability.</param>
    /// <returns>The class.</returns>
    /// <exception cref="ArgumentException">The input has a value that is not finite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static int Classify<TPass, T>(ref T packed, ReadOnlySpan<T> input, int outputs, bool fromLogits)
        where TPass : struct, IOneSample<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> stack = stackalloc T[TPass.IsScratchOnStack ? TPass.ScratchLength + Slack<T>() : 0];
        Span<T> scratch = TPass.IsScratchOnStack ? Align(stack) : Scratch<T>.Get(TPass.ScratchLength);
        Run<TPass, T>(ref packed, input, scratch);
        return Passes.Class<T>(scratch.Slice(TPass.OutputAt, outputs), fromLogits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TPass, T>(ref T packed, ReadOnlySpan<T> input, Span<T> scratch)
        where TPass : struct, IOneSample<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!TPass.PredictOne(ref packed, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(scratch)))
        {
            BatchChecks.ThrowNotFinite(input, input.Length, nameof(input));
        }
    }

    /// <summary>Values that lie before the first whole cache line, at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Slack<T>()
        where T : unmanaged => (AlignedBlock<T>.Alignment / Unsafe.SizeOf<T>()) - 1;

    /// <summary>
    /// Memory on the stack from its first whole cache line on. A vector that crosses two lines goes slowly from the store that wrote it to the
    /// loads that follow, and where a stack starts is luck: one sample of 20-32-32-1 took 43, 63 or 77 ns with 512-bit vectors, from run to run.
    /// </summary>
    /// <param name="stack">Memory that cannot move, with <see cref="Slack{T}"/> values to spare.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<T> Align<T>(Span<T> stack)
        where T : unmanaged
    {
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(stack));
        return stack[(int)((nuint)(-address & (AlignedBlock<T>.Alignment - 1)) / (nuint)Unsafe.SizeOf<T>())..];
    }
}
