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
    private readonly RankAgreement? agreement;
    private readonly ThreadTrials trials = new(TimeProvider.System);

    /// <param name="passes">The memory and threads to use.</param>
    /// <param name="dataset">Samples that fit the network.</param>
    /// <param name="batchSize">Samples of a pass; the metrics do not depend on it.</param>
    /// <param name="additional">Further metrics, or null.</param>
    /// <param name="agreement">The ranks that share the samples, or null.</param>
    public Evaluator(
        PassRunner<TNetwork, T> passes, Dataset<T> dataset, int batchSize, IReadOnlyList<IMetric>? additional = null, RankAgreement? agreement = null)
    {
        this.agreement = agreement;
        this.passes = passes;
        this.dataset = dataset;
        this.batchSize = batchSize;
        window = new DatasetWindow<T>(dataset);
        regularizer = Regularizer<T>.For(PassRunner<TNetwork, T>.Description);
        metrics = new MetricsAccumulator<T>(PassRunner<TNetwork, T>.Description, dataset);
        this.additional = additional is { Count: > 0 } ? new MetricSet<T>(PassRunner<TNetwork, T>.Description, additional) : null;
    }

    /// <summary>The names of the metrics that are measured, in the order in which they are shown.</summary>
    public IEnumerable<string> Names => metrics.Measured.Concat(additional?.Names ?? []);

    public Metrics Evaluate(CancellationToken cancellationToken)
    {
        additional?.Reset();
        ParameterValues<T> parameters = passes.Network.Parameters.Current;
        double penalty = regularizer?.PenaltyOf(parameters.Span) ?? 0;
        if (agreement is null)
        {
            metrics.Clear();
            Add(parameters, 0, dataset.Count, penalty, metrics, cancellationToken);
        }
        else { AddShards(agreement, parameters, penalty, cancellationToken); }

        Metrics own = metrics.Current;
        return additional is null ? own : own with { Named = own.Named is { } byOutput ? byOutput.With(additional.Results) : additional.Results };
    }

    /// <summary>
    /// Adds the metrics of the shards in pairs, in their fixed order. Further metrics cannot be added up: then each rank evaluates all samples.
    /// </summary>
    private void AddShards(RankAgreement agreement, ParameterValues<T> parameters, double penalty, CancellationToken cancellationToken)
    {
        RankSum ranks = agreement.Ranks;
        (int first, int end, int all) = additional is null ? (ranks.Rank * ranks.OwnShards, (ranks.Rank + 1) * ranks.OwnShards, ranks.Shards)
            : ranks.IsFixed ? (0, ranks.Shards, ranks.Shards)
            : (0, 1, 1);
        var sums = new Stack<MetricsAccumulator<T>>();
        for (int shard = first; shard < end; shard++)
        {
            var sum = new MetricsAccumulator<T>(metrics);
            int start = (int)((long)dataset.Count * shard / all);
            Add(parameters, start, (int)((long)dataset.Count * (shard + 1) / all) - start, penalty, sum, cancellationToken);
            for (int rest = shard - first; (rest & 1) != 0; rest >>= 1)
            {
                sums.Peek().Add(sum.Sums);
                sum = sums.Pop();
            }

            sums.Push(sum);
        }

        bool isShared = additional is null;
        agreement.Prepare();
        agreement.IsCanceled = cancellationToken.IsCancellationRequested;
        if (isShared) { sums.Peek().Sums.CopyTo(agreement.Metrics); }
        agreement.Exchange(RankMoment.Validation);
        if (agreement.IsCanceled) { throw new OperationCanceledException(cancellationToken); }
        metrics.Clear();
        metrics.Add(isShared ? agreement.Metrics : sums.Peek().Sums);
    }

    private void Add(
        ParameterValues<T> parameters, int first, int count, double penalty, MetricsAccumulator<T> sums, CancellationToken cancellationToken)
    {
        PassMode mode = PassMode.Forward | PassMode.Outputs;
        if (PassRunner<TNetwork, T>.Description.Loss != LossKind.None) { mode |= PassMode.Loss; }
        for (int start = first; start < first + count; start += batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            window.Start = start;
            window.Count = Math.Min(batchSize, first + count - start);
            window.CountedSteps = 0;
            window.CountedSteps = CompilerServices.IgnoredSteps.Count(PassRunner<TNetwork, T>.Description, window.View);
            passes.Pass(parameters, window, mode, passes.WorkersFor(window.Count, 2, trials));
            trials.Done();
            sums.Add(window.View, passes.Workspace, penalty);
            additional?.Add(window.View, passes.Workspace);
        }
    }
}
