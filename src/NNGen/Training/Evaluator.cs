using System.Numerics;

namespace NNGen;

/// <summary>Evaluates a network on one dataset, read in place; after the first time, nothing is allocated.</summary>
internal sealed class Evaluator<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PassRunner<TNetwork, T> passes;
    private readonly Dataset<T> dataset;
    private readonly int batchSize;
    private readonly DatasetWindow<T> window;
    private readonly MetricsAccumulator<T> metrics;
    private readonly MetricSet<T>? additional;
    private readonly Regularizer<T>? regularizer;

    /// <param name="passes">The memory and threads to use.</param>
    /// <param name="dataset">Samples that fit the network.</param>
    /// <param name="batchSize">Samples of a pass; the metrics do not depend on it.</param>
    /// <param name="additional">Further metrics, or null.</param>
    public Evaluator(PassRunner<TNetwork, T> passes, Dataset<T> dataset, int batchSize, IReadOnlyList<IMetric>? additional = null)
    {
        this.passes = passes;
        this.dataset = dataset;
        this.batchSize = batchSize;
        window = new DatasetWindow<T>(dataset);
        regularizer = Regularizer<T>.For(PassRunner<TNetwork, T>.Description);
        metrics = new MetricsAccumulator<T>(PassRunner<TNetwork, T>.Description, dataset);
        this.additional = additional is { Count: > 0 } ? new MetricSet<T>(PassRunner<TNetwork, T>.Description, additional) : null;
    }

    public Metrics Evaluate(CancellationToken cancellationToken)
    {
        PassMode mode = PassMode.Forward | PassMode.Outputs;
        if (PassRunner<TNetwork, T>.Description.Loss != LossKind.None) { mode |= PassMode.Loss; }

        metrics.Clear();
        additional?.Reset();
        ParameterValues<T> parameters = passes.Network.Parameters.Current;
        double penalty = regularizer?.PenaltyOf(parameters.Span) ?? 0;
        for (int start = 0; start < dataset.Count; start += batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            window.Start = start;
            window.Count = Math.Min(batchSize, dataset.Count - start);
            passes.Pass(parameters, window, mode, passes.WorkersFor(window.Count, 2));
            metrics.Add(window.View, passes.Workspace, penalty);
            additional?.Add(window.View, passes.Workspace);
        }

        return additional is null ? metrics.Current : metrics.Current with { Named = additional.Results };
    }
}
