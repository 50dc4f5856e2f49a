using System.Diagnostics;
using System.Runtime.CompilerServices;
using NNGen;

namespace Amp;

/// <summary>Runs the model as a plug-in does: blocks of 64 samples come in, and have to be ready before the next one comes.</summary>
internal sealed record SoundCard
{
    public const int BlockSize = 64;

    /// <summary>The time between two blocks, in nanoseconds.</summary>
    public const double Period = 1e9 * BlockSize / Amplifier.SampleRate;

    /// <summary>The time of each block, in nanoseconds, the shortest first.</summary>
    public required double[] Blocks { get; init; }

    /// <summary>Bytes that the thread has allocated.</summary>
    public required long Allocated { get; init; }

    /// <summary>Mean time of a sample, in nanoseconds.</summary>
    public double PerSample => Blocks.Average() / BlockSize;

    /// <summary>Part of the time that computing takes: 1 would be all of it.</summary>
    public double MeanLoad => Blocks.Average() / Period;

    /// <summary>Part of the time between two blocks that a block takes.</summary>
    /// <param name="part">Which block: 0.5 for the median, 1 for the slowest.</param>
    public double Load(double part) => Blocks[(int)(part * (Blocks.Length - 1))] / Period;

    /// <summary>Blocks that were not ready in time: a click can be heard.</summary>
    public int Late => Blocks.Count(time => time > Period);

    /// <summary>Plays a piece.</summary>
    /// <param name="network">The model.</param>
    /// <param name="dry">The signal of the guitar; a rest of less than a block is not played.</param>
    /// <param name="wet">Receives what the model makes of it.</param>
    public static SoundCard Play(AmplifierModel network, ReadOnlySpan<float> dry, Span<float> wet)
    {
        var state = network.CreateState();
        double[] blocks = new double[dry.Length / BlockSize];

        // The first block compiles the code and packs the weights: what may not be late computes one before it begins.
        Compute(network, dry[..BlockSize], wet[..BlockSize], state);
        state.Reset();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < blocks.Length; i++)
        {
            long began = Stopwatch.GetTimestamp();
            Compute(network, dry.Slice(i * BlockSize, BlockSize), wet.Slice(i * BlockSize, BlockSize), state);
            blocks[i] = (Stopwatch.GetTimestamp() - began) * (1e9 / Stopwatch.Frequency);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(blocks);
        return new SoundCard { Blocks = blocks, Allocated = allocated };
    }

    // Optimized from the beginning: otherwise the JIT would compile the loop once more while it runs, and one block would be late.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute(AmplifierModel network, ReadOnlySpan<float> dry, Span<float> wet, StreamState<AmplifierModel, float> state)
    {
        for (int at = 0; at < dry.Length; at++) { network.Step(dry.Slice(at, 1), wet.Slice(at, 1), state); }
    }
}
