using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.CompilerServices;

/// <summary>Predicts one sample on several threads, which share the rows of each large layer.</summary>
internal static class ParallelSample<TPass, T>
    where TPass : struct, IOneSample<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Action<int, int> Part = Predict;
    private static readonly TeamBarrier Barrier = new();
    private static readonly ThreadTrials Trials = new(TimeProvider.System);

    // The sample under way: there is one at a time, see Parallelism.TryEnter.
    private static nint weights;
    private static nint sample;
    private static nint memory;
    private static volatile bool isValid;

    /// <summary>False if one thread is faster or the shared threads are in use; then nothing is done.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe bool TryRun(ref T packed, ReadOnlySpan<T> input, Span<T> scratch, out bool valid)
    {
        valid = true;
        if (!Parallelism.TryEnter(Parallelism.OfSamples, TPass.ParallelWork, Trials, out WorkerPool pool, out int workers)) { return false; }

        try
        {
            if (workers == 1) { valid = TPass.PredictOne(ref packed, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(scratch)); }
            else
            {
                // References cannot be shared by threads; during the call their memory is pinned, and all threads use pointers.
                fixed (T* from = &packed)
                fixed (T* read = input)
                fixed (T* written = scratch)
                {
                    (weights, sample, memory, isValid) = ((nint)from, (nint)read, (nint)written, true);
                    Barrier.Reset(workers);
                    pool.Run(Part, workers);
                    valid = isValid;
                    Parallelism.SharedSamples++;
                }
            }

            Trials.Done();
            return true;
        }
        finally { Parallelism.Exit(); }
    }

    private static unsafe void Predict(int worker, int workers)
    {
        bool done = false;
        try { done = TPass.PredictOne(ref *(T*)weights, ref *(T*)sample, ref *(T*)memory, new Team(Barrier, worker)); }
        finally
        {
            // A thread that refuses the sample does not reach the barriers at which the others wait.
            if (!done)
            {
                isValid = false;
                Barrier.Break();
            }
        }
    }
}
