using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.CompilerServices;

/// <summary>
/// A network's pass over one sample, as a type: the JIT compiles <see cref="OneSample"/> for each network, with its sizes as constants.
/// </summary>
/// <typeparam name="T">The element type of the network.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOneSample<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values that the pass keeps between its layers.</summary>
    static abstract int ScratchLength { get; }

    /// <summary>Whether these values are few enough for the stack.</summary>
    static abstract bool IsScratchOnStack { get; }

    /// <summary>The position of the output among these values.</summary>
    static abstract int OutputAt { get; }

    /// <summary>Values of the packed weights.</summary>
    static abstract int PackedLength { get; }

    /// <summary>Where the sample holds token ids.</summary>
    static virtual IReadOnlyList<TokensDescription> Tokens => [];

    /// <summary>Copies the weights into the order in which <see cref="PredictOne(ref T, ref T, ref T)"/> reads them.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="packed">Receives <see cref="PackedLength"/> values.</param>
    static abstract void Pack(ref T parameters, ref T packed);

    /// <summary>Runs the pass.</summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="input">The sample.</param>
    /// <param name="scratch">Uninitialized memory that starts at a cache line; if the network's values stay in registers, the output.</param>
    /// <returns>False if the input is not finite, or an id is not in the vocabulary; then nothing is written.</returns>
    static abstract bool PredictOne(ref T packed, ref T input, ref T scratch);

    /// <summary>Floating-point operations of the pass, if threads can share it; otherwise 0.</summary>
    static virtual long ParallelWork => 0;

    /// <summary>Runs one thread's part of the pass.</summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="input">The sample.</param>
    /// <param name="scratch">The same memory for all threads.</param>
    /// <param name="team">The thread's part.</param>
    /// <returns>As of the whole pass; the other threads must then be released.</returns>
    /// <exception cref="NotSupportedException"><see cref="ParallelWork"/> is 0.</exception>
    static virtual bool PredictOne(ref T packed, ref T input, ref T scratch, Team team) => throw new NotSupportedException();
}

/// <summary>
/// Provides the memory of the pass over one sample. On the stack it is not zeroed, which generated code could only skip as unsafe code: zeroing
/// took 2 of 71 ns of 20-32-32-1, and 9 of 75 with 512-bit vectors.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OneSample
{
    /// <summary>Predicts one sample.</summary>
    /// <param name="packed">The network's packed weights, which are renewed if they are not current.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="input">The sample.</param>
    /// <param name="inputSize">Values of a sample.</param>
    /// <param name="output">Receives the output.</param>
    /// <param name="outputSize">Values of an output.</param>
    /// <exception cref="ArgumentException">
    /// A length is wrong, or the input has a value that is not finite or an id that is not in the vocabulary; nothing is written.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Predict<TPass, T>(
        ref PackedWeights<T> packed, ParameterBlock<T> parameters, ReadOnlySpan<T> input, int inputSize, Span<T> output, int outputSize)
        where TPass : struct, IOneSample<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Predict<TPass, T>(ref Check<TPass, T>(ref packed, parameters, input.Length, inputSize, output.Length, outputSize), input, output);

    /// <summary>Predicts one sample with a network whose values stay in registers: the pass writes the output itself.</summary>
    /// <inheritdoc cref="Predict{TPass, T}(ref PackedWeights{T}, ParameterBlock{T}, ReadOnlySpan{T}, int, Span{T}, int)" path="/param|/exception"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PredictSmall<TPass, T>(
        ref PackedWeights<T> packed, ParameterBlock<T> parameters, ReadOnlySpan<T> input, int inputSize, Span<T> output, int outputSize)
        where TPass : struct, IOneSample<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run<TPass, T>(ref Check<TPass, T>(ref packed, parameters, input.Length, inputSize, output.Length, outputSize), input, output);

    /// <summary>Predicts the class of one sample.</summary>
    /// <param name="packed">The network's packed weights, which are renewed if they are not current.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="input">The sample.</param>
    /// <param name="inputSize">Values of a sample.</param>
    /// <param name="outputSize">Values of an output.</param>
    /// <param name="fromLogits">Whether a single output is a logit, not a probability.</param>
    /// <returns>The class.</returns>
    /// <exception cref="ArgumentException">The length is wrong, or the input has a value that is not finite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Classify<TPass, T>(
        ref PackedWeights<T> packed, ParameterBlock<T> parameters, ReadOnlySpan<T> input, int inputSize, int outputSize, bool fromLogits)
        where TPass : struct, IOneSample<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Classify<TPass, T>(ref Check<TPass, T>(ref packed, parameters, input.Length, inputSize, outputSize, outputSize), input, outputSize, fromLogits);

    /// <summary>Checks lengths; returns the current packed weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Check<TPass, T>(ref PackedWeights<T> packed, ParameterBlock<T> parameters, int input, int inputSize, int output, int outputSize)
        where TPass : struct, IOneSample<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (input != inputSize || output != outputSize) { ArgumentChecks.ThrowPredict(input, inputSize, output, outputSize); }
        if (!packed.IsCurrent(parameters)) { PackedWeights<T>.Renew<TPass>(ref packed, parameters); }
        return ref packed.Start;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Predict<TPass, T>(ref T packed, ReadOnlySpan<T> input, Span<T> output)
        where TPass : struct, IOneSample<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> stack = stackalloc T[TPass.IsScratchOnStack ? TPass.ScratchLength + Slack<T>() : 0];
        Span<T> scratch = TPass.IsScratchOnStack ? Align(stack) : Scratch<T>.Get(TPass.ScratchLength);
        Run<TPass, T>(ref packed, input, scratch);
        if (output.Length == 1) { output[0] = scratch[TPass.OutputAt]; }
        else { scratch.Slice(TPass.OutputAt, output.Length).CopyTo(output); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static int Classify<TPass, T>(ref T packed, ReadOnlySpan<T> input, int outputs, bool fromLogits)
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
        bool isValid;
        if (TPass.ParallelWork == 0 || !ParallelSample<TPass, T>.TryRun(ref packed, input, scratch, out isValid))
        {
            isValid = TPass.PredictOne(ref packed, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(scratch));
        }

        if (!isValid)
        {
            BatchChecks.ThrowInputs(input, input.Length, TPass.Tokens, nameof(input));
        }
    }

    /// <summary>The most values before the first whole cache line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Slack<T>()
        where T : unmanaged => (AlignedBlock<T>.Alignment / Unsafe.SizeOf<T>()) - 1;

    /// <summary>
    /// Memory on the stack from its first whole cache line on. Store forwarding of a vector that crosses two lines is slow, and the start of the
    /// stack varies: one sample of 20-32-32-1 took 43, 63 or 77 ns with 512-bit vectors, from run to run.
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
