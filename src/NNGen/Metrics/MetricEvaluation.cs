using System.Numerics;

namespace NNGen;

/// <summary>Evaluates networks with chosen metrics.</summary>
public static class MetricEvaluation
{
    /// <summary>Evaluates the network on samples with additional metrics; the network is not changed.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The samples.</param>
    /// <param name="metrics">The metrics; each is reset first and holds this evaluation afterwards.</param>
    /// <param name="batchSize">Samples of a pass, at least 1; the results do not depend on it.</param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of threads, including the calling one; -1 uses as many as are fastest if a batch is large enough.
    /// </param>
    /// <param name="cancellationToken">Cancels the evaluation between two passes.</param>
    /// <returns>The loss, the metrics that suit it, and the given metrics by name: <c>result["f1_score"]</c>.</returns>
    /// <exception cref="ArgumentException">The dataset does not fit the network, or a metric does not fit the dataset.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public static Metrics Evaluate<TNetwork, T>(
        this INetwork<TNetwork, T> network,
        Dataset<T> dataset,
        IReadOnlyList<IMetric> metrics,
        int batchSize = 256,
        int maxDegreeOfParallelism = -1,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(metrics);
        Guard.AtLeast(batchSize, 1, nameof(batchSize));
        FitChecks.Fits(TNetwork.Description, dataset, nameof(dataset));
        using var passes = new PassRunner<TNetwork, T>((TNetwork)network, maxDegreeOfParallelism);
        return new Evaluator<TNetwork, T>(passes, dataset, Math.Min(batchSize, dataset.Count), metrics).Evaluate(cancellationToken);
    }

    /// <summary>Counts how often each class is predicted as each class.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">A classifier.</param>
    /// <param name="dataset">The samples; the matrix takes the names of its classes.</param>
    /// <param name="cancellationToken">Cancels the evaluation between two passes.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentException">The dataset does not fit the network, or its samples have no class or several labels.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public static ConfusionMatrix ConfusionMatrix<TNetwork, T>(
        this INetwork<TNetwork, T> network, Dataset<T> dataset, CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        RequireOneOutput(TNetwork.Description);
        int classes = BatchChecks.ClassCountOf(TNetwork.Description);
        var matrix = new ConfusionMatrix(classes, NamesFor(dataset.ClassNames, classes));
        network.Evaluate(dataset, [new MatrixCollector(matrix)], cancellationToken: cancellationToken);
        return matrix;
    }

    /// <summary>Counts the decisions of a threshold: which samples are predicted as a class, and which are of it.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">A classifier, or a network with several labels.</param>
    /// <param name="dataset">The samples; the matrix takes the names of its classes.</param>
    /// <param name="threshold">Probabilities above it mean the class.</param>
    /// <param name="label">The class, or label, against the rest; of two classes it is class 1.</param>
    /// <param name="cancellationToken">Cancels the evaluation between two passes.</param>
    /// <returns>A matrix of two classes: without the class (0) and with it (1).</returns>
    /// <exception cref="ArgumentException">
    /// The dataset does not fit the network or has no classes, or there are more than two classes and none is named, or there is no such class.
    /// </exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public static ConfusionMatrix ConfusionMatrix<TNetwork, T>(
        this INetwork<TNetwork, T> network, Dataset<T> dataset, double threshold, int? label = null, CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        OneClass.CheckThreshold(threshold);
        NetworkDescription description = TNetwork.Description;
        RequireOneOutput(description);
        int chosen = OneClass.Resolve(label, description.OutputSize, OneClass.IsMultiLabel(description));
        var matrix = new ConfusionMatrix(2, OneClass.IsPair(description) ? dataset.ClassNames : OneAgainstRest(dataset.ClassNames, chosen));
        network.Evaluate(dataset, [new DecisionCollector(matrix, chosen, threshold)], cancellationToken: cancellationToken);
        return matrix;
    }

    /// <summary>The effect of every threshold on the samples, to find the best one.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">A classifier, or a network with several labels.</param>
    /// <param name="dataset">Samples that the network was not trained on.</param>
    /// <param name="label">The class, or label, against the rest; of two classes it is class 1.</param>
    /// <param name="cancellationToken">Cancels the evaluation between two passes.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">
    /// The dataset does not fit the network or has no classes, or there are more than two classes and none is named, or there is no such class.
    /// </exception>
    /// <exception cref="InvalidOperationException">A probability is NaN.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public static ThresholdCurve ThresholdCurve<TNetwork, T>(
        this INetwork<TNetwork, T> network, Dataset<T> dataset, int? label = null, CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        RequireOneOutput(description);
        OneClass.Resolve(label, description.OutputSize, OneClass.IsMultiLabel(description));
        var ranking = new RocAuc();
        network.Evaluate(dataset, [ranking], cancellationToken: cancellationToken);
        return ranking.ThresholdCurve(label);
    }

    /// <summary>Precision, recall and F-score of every class, printed as scikit-learn's <c>classification_report</c>.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">A classifier, or a network with several labels.</param>
    /// <param name="dataset">The samples; the report takes the names of its classes.</param>
    /// <param name="zeroDivision">The value of a ratio whose denominator is 0: 0, 1 or NaN.</param>
    /// <param name="threshold">The threshold for the probability of class 1 of two, or of each of several labels.</param>
    /// <param name="cancellationToken">Cancels the evaluation between two passes.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">
    /// The dataset does not fit the network, its samples have no class, or there is a threshold other than one half and more than two classes.
    /// </exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public static ClassificationReport ClassificationReport<TNetwork, T>(
        this INetwork<TNetwork, T> network, Dataset<T> dataset, double zeroDivision = 0, double threshold = 0.5, CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        RequireOneOutput(TNetwork.Description);
        var counts = new ClassCounts();
        network.Evaluate(dataset, [new CountsCollector(counts, threshold)], cancellationToken: cancellationToken);
        return new ClassificationReport(
            counts, NNGen.ConfusionMatrix.NamesOf(counts.Count, NamesFor(dataset.ClassNames, counts.Count)), zeroDivision);
    }

    private static void RequireOneOutput(NetworkDescription network)
    {
        if (network.Outputs.Count < 2) { return; }
        throw new ArgumentException(
            $"{network.Name} has several outputs, and this is about the classes of one (take a metric of one: new F1Score(Averaging.Macro).For(\"{network.Outputs[0].Name}\"); or split the outputs: {network.Name}.SplitOutputs).",
            nameof(network));
    }

    private static string[] OneAgainstRest(IReadOnlyList<string> names, int label)
    {
        string name = label < names.Count ? names[label] : FileText.Number(label);
        return [$"not {name}", name];
    }

    /// <summary>The names of a dataset's classes, unless the network has more classes; the others have numbers.</summary>
    private static IReadOnlyList<string> NamesFor(IReadOnlyList<string> names, int classes) =>
        [.. names, .. Enumerable.Range(names.Count, classes - names.Count).Select(c => FileText.Number(c))];

    private sealed class MatrixCollector(ConfusionMatrix matrix) : IMetric
    {
        public string Name => "confusion_matrix";

        public double Result => matrix.Accuracy;

        public void Add(in MetricBatch batch) => matrix.Add(batch);

        public void Reset() => matrix.Reset();
    }

    private sealed class DecisionCollector(ConfusionMatrix matrix, int label, double threshold) : IMetric
    {
        public string Name => "confusion_matrix";

        public double Result => matrix.Accuracy;

        public void Add(in MetricBatch batch)
        {
            for (int i = 0; i < batch.Size; i++)
            {
                bool actual = batch.IsMultiLabel ? batch.HasLabel(i, label) : batch.ClassOf(i) == label;
                bool predicted = OneClass.ScoreOf(batch.OutputsOf(i), label) > threshold;
                matrix.Add(actual ? 1 : 0, predicted ? 1 : 0, batch.WeightOf(i));
            }
        }

        public void Reset() => matrix.Reset();
    }

    private sealed class CountsCollector(ClassCounts counts, double threshold) : IMetric
    {
        public string Name => "classification_report";

        public double Result => double.NaN;

        public void Add(in MetricBatch batch) => counts.Add(batch, threshold);

        public void Reset() => counts.Reset();
    }
}
