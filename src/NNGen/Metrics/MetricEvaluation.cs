using System.Numerics;

namespace NNGen;

/// <summary>Measuring a network with metrics of one's choice.</summary>
public static class MetricEvaluation
{
    /// <summary>Measures the network on samples with further metrics; it does not change.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The samples.</param>
    /// <param name="metrics">The metrics; each is reset first and holds this evaluation afterwards.</param>
    /// <param name="batchSize">Samples of a pass, at least 1; the results do not depend on it.</param>
    /// <param name="degreeOfParallelism">Threads, the calling one included; 0 takes all processors where a batch is large enough.</param>
    /// <param name="cancellationToken">Ends measuring between two passes.</param>
    /// <returns>The loss, the metrics that suit it, and by their names those asked for: <c>result["f1_score"]</c>.</returns>
    /// <exception cref="ArgumentException">The dataset does not fit the network, or a metric does not fit the dataset.</exception>
    /// <exception cref="OperationCanceledException">Measuring was canceled.</exception>
    public static Metrics Evaluate<TNetwork, T>(
        this INetwork<TNetwork, T> network,
        Dataset<T> dataset,
        IReadOnlyList<IMetric> metrics,
        int batchSize = 256,
        int degreeOfParallelism = 0,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(metrics);
        Guard.AtLeast(batchSize, 1, nameof(batchSize));
        FitChecks.Fits(TNetwork.Description, dataset, nameof(dataset));
        using var passes = new PassRunner<TNetwork, T>((TNetwork)network, degreeOfParallelism);
        return new Evaluator<TNetwork, T>(passes, dataset, Math.Min(batchSize, dataset.Count), metrics).Evaluate(cancellationToken);
    }

    /// <summary>Counts which classes the network takes for which.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">A network that tells classes apart.</param>
    /// <param name="dataset">The samples; the matrix takes the names of its classes.</param>
    /// <param name="cancellationToken">Ends measuring between two passes.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentException">The dataset does not fit the network, or its samples have no class or several labels.</exception>
    /// <exception cref="OperationCanceledException">Measuring was canceled.</exception>
    public static ConfusionMatrix ConfusionMatrix<TNetwork, T>(
        this INetwork<TNetwork, T> network, Dataset<T> dataset, CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        int classes = BatchChecks.ClassCountOf(TNetwork.Description);
        var matrix = new ConfusionMatrix(classes, NamesFor(dataset.ClassNames, classes));
        network.Evaluate(dataset, [new MatrixCollector(matrix)], cancellationToken: cancellationToken);
        return matrix;
    }

    /// <summary>Precision, recall and F-score of every class, printed as scikit-learn's <c>classification_report</c>.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">A network that tells classes apart, or labels.</param>
    /// <param name="dataset">The samples; the report takes the names of its classes.</param>
    /// <param name="zeroDivision">What stands where there is nothing to divide by: 0, 1 or NaN.</param>
    /// <param name="cancellationToken">Ends measuring between two passes.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">The dataset does not fit the network, or its samples have no class.</exception>
    /// <exception cref="OperationCanceledException">Measuring was canceled.</exception>
    public static ClassificationReport ClassificationReport<TNetwork, T>(
        this INetwork<TNetwork, T> network, Dataset<T> dataset, double zeroDivision = 0, CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var counts = new ClassCounts();
        network.Evaluate(dataset, [new CountsCollector(counts)], cancellationToken: cancellationToken);
        return new ClassificationReport(
            counts, NNGen.ConfusionMatrix.NamesOf(counts.Count, NamesFor(dataset.ClassNames, counts.Count)), zeroDivision);
    }

    /// <summary>The names of a dataset's classes, where the network knows no more of them; the others have numbers.</summary>
    private static IReadOnlyList<string>? NamesFor(IReadOnlyList<string>? names, int classes) =>
        names is null ? null : [.. names, .. Enumerable.Range(names.Count, classes - names.Count).Select(c => FileText.Number(c))];

    private sealed class MatrixCollector(ConfusionMatrix matrix) : IMetric
    {
        public string Name => "confusion_matrix";

        public double Result => matrix.Accuracy;

        public void Add(in MetricBatch batch) => matrix.Add(batch);

        public void Reset() => matrix.Reset();
    }

    private sealed class CountsCollector(ClassCounts counts) : IMetric
    {
        public string Name => "classification_report";

        public double Result => double.NaN;

        public void Add(in MetricBatch batch) => counts.Add(batch);

        public void Reset() => counts.Reset();
    }
}
