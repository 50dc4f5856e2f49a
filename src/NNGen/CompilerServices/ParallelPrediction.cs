using System.Numerics;

namespace NNGen.CompilerServices;

/// <summary>Predicts one batch on several threads: each takes a run of whole panels or, if there are few, rows of every product.</summary>
internal static class ParallelPrediction<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Action<int, int> PanelsPart = PredictPanels;
    private static readonly Action<int, int> RowsPart = PredictTogether;
    private static readonly TeamBarrier Barrier = new();
    private static readonly ThreadTrials Trials = new(TimeProvider.System);

    // The batch under way: there is one at a time, see Parallelism.TryEnter.
    private static TNetwork? current;
    private static ParameterValues<T>? values;
    private static Workspace<T>? memory;
    private static nint input;
    private static nint output;
    private static int count;
    private static int group;
    private static volatile bool allFinite;

    /// <summary>False if one thread is faster or the shared threads are in use; then nothing is done.</summary>
    public static unsafe bool TryRun(
        TNetwork network, ParameterValues<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int panelGroup, int maxDegreeOfParallelism, out bool finite)
    {
        finite = true;
        int samples = inputs.Length / TNetwork.Description.InputSize, panels = (samples + Workspace<T>.PanelWidth - 1) / Workspace<T>.PanelWidth;
        double multiplyAdds = Parallelism.MultiplyAddsOf(TNetwork.Description);
        if (!Parallelism.TryEnter(maxDegreeOfParallelism, samples * multiplyAdds * 2, Trials, out WorkerPool pool, out int workers)) { return false; }

        try
        {
            // Spans cannot be shared by threads; during the call their memory is pinned, and all threads use pointers.
            fixed (T* from = inputs)
            fixed (T* to = outputs)
            {
                (current, values, input, output, count, group) = (network, parameters, (nint)from, (nint)to, samples, panelGroup);
                allFinite = true;
                if (Parallelism.SharesRows(panels, workers, multiplyAdds))
                {
                    memory = Passes.PredictionWorkspace<TNetwork, T>(samples);
                    memory.Size = samples;
                    Barrier.Reset(workers);
                    pool.Run(RowsPart, workers);
                    memory.Outputs.CopyTo(outputs);
                    finite = !memory.HasNonFiniteInputs;
                }
                else
                {
                    if (workers == 1) { PredictPanels(0, 1); }
                    else { pool.Run(PanelsPart, workers); }
                    finite = allFinite;
                }
            }

            Trials.Done();
            return true;
        }
        finally
        {
            (current, values, memory) = (null, null, null);
            Parallelism.Exit();
        }
    }

    private static unsafe void PredictPanels(int worker, int workers)
    {
        (int inputSize, int outputSize) = (TNetwork.Description.InputSize, TNetwork.Description.OutputSize);
        int panels = (count + Workspace<T>.PanelWidth - 1) / Workspace<T>.PanelWidth;
        int first = (int)((long)panels * worker / workers) * Workspace<T>.PanelWidth;
        int end = Math.Min(count, (int)((long)panels * (worker + 1) / workers) * Workspace<T>.PanelWidth);
        if (first >= end) { return; }

        var inputs = new ReadOnlySpan<T>((T*)input + ((nint)first * inputSize), (end - first) * inputSize);
        var outputs = new Span<T>((T*)output + ((nint)first * outputSize), (end - first) * outputSize);
        if (!Passes.TryPredict(current!, values!, inputs, outputs, group)) { allFinite = false; }
    }

    private static unsafe void PredictTogether(int worker, int workers)
    {
        try
        {
            var batch = new Batch<T> { Size = count, Inputs = new ReadOnlySpan<T>((T*)input, count * TNetwork.Description.InputSize) };
            current!.Pass(values!, in batch, memory!, PassMode.Forward | PassMode.Outputs, 0, memory!.PanelCount, new Team(Barrier, worker));
        }
        catch
        {
            Barrier.Break();
            throw;
        }
    }
}
