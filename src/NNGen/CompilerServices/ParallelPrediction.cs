using System.Numerics;

namespace NNGen.CompilerServices;

/// <summary>Predicts one batch on several threads: each takes a run of whole panels.</summary>
internal static class ParallelPrediction<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Action<int, int> Part = RunPart;

    // The batch under way: there is one at a time, see Parallelism.TryEnter.
    private static TNetwork? current;
    private static ParameterValues<T>? values;
    private static nint input;
    private static nint output;
    private static int count;
    private static int group;
    private static volatile bool allFinite;

    /// <summary>False, and nothing done, where the shared threads are at work for somebody else.</summary>
    public static unsafe bool TryRun(
        TNetwork network, ParameterValues<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int panelGroup, int workers, out bool finite)
    {
        finite = true;
        if (!Parallelism.TryEnter(workers, out WorkerPool pool)) { return false; }

        try
        {
            // Spans live on one thread; while the call lasts, the memory behind them stays in place and all threads reach it.
            fixed (T* from = inputs)
            fixed (T* to = outputs)
            {
                (current, values, input, output, count, group) = (network, parameters, (nint)from, (nint)to, inputs.Length / TNetwork.Description.InputSize, panelGroup);
                allFinite = true;
                pool.Run(Part);
                finite = allFinite;
            }

            return true;
        }
        finally
        {
            (current, values) = (null, null);
            Parallelism.Exit();
        }
    }

    private static unsafe void RunPart(int worker, int workers)
    {
        (int inputSize, int outputSize) = (TNetwork.Description.InputSize, TNetwork.Description.OutputSize);
        int panels = (count + Tape<T>.PanelWidth - 1) / Tape<T>.PanelWidth;
        int first = (int)((long)panels * worker / workers) * Tape<T>.PanelWidth;
        int end = Math.Min(count, (int)((long)panels * (worker + 1) / workers) * Tape<T>.PanelWidth);
        if (first >= end) { return; }

        var inputs = new ReadOnlySpan<T>((T*)input + ((nint)first * inputSize), (end - first) * inputSize);
        var outputs = new Span<T>((T*)output + ((nint)first * outputSize), (end - first) * outputSize);
        if (!Passes.TryPredict(current!, values!, inputs, outputs, group)) { allFinite = false; }
    }
}
