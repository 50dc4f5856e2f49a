using System.Globalization;

namespace NNGen;

/// <summary>The divisor of a normalized confusion matrix; scikit-learn's <c>normalize</c>.</summary>
public enum ConfusionNormalization
{
    /// <summary>Each row by its sum: the fractions of a class that were predicted as each class. The diagonal is the recall.</summary>
    Actual,

    /// <summary>Each column by its sum: the fractions of a predicted class that really are of each class. The diagonal is the precision.</summary>
    Predicted,

    /// <summary>Everything by the number of samples.</summary>
    All,
}

/// <summary>
/// How many samples of each class (row) were predicted as each class (column), as in scikit-learn; created by
/// <c>net.ConfusionMatrix(test)</c> or filled by hand.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly double[] cells;

    // A cell may hold samples of weight 0.
    private readonly bool[] filled;

    /// <summary>Creates an empty matrix.</summary>
    /// <param name="classCount">Number of classes; at least 1.</param>
    /// <param name="classNames">Their names, or null for their numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is below 1.</exception>
    /// <exception cref="ArgumentException">There are not as many names as classes.</exception>
    public ConfusionMatrix(int classCount, IReadOnlyList<string>? classNames = null)
    {
        Guard.AtLeast(classCount, 1, nameof(classCount));
        ClassNames = NamesOf(classCount, classNames);
        ClassCount = classCount;
        cells = new double[checked(classCount * classCount)];
        filled = new bool[cells.Length];
    }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Names of the classes; their numbers by default.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Samples of one class that were predicted as another, or their weights.</summary>
    /// <param name="actual">The class of the samples: the row.</param>
    /// <param name="predicted">The predicted class: the column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double this[int actual, int predicted] => cells[IndexOf(actual, predicted)];

    /// <summary>All samples, or their weights.</summary>
    public double Total => cells.Sum();

    /// <summary>Fraction of the samples on the diagonal; NaN without samples.</summary>
    public double Accuracy => Enumerable.Range(0, ClassCount).Sum(c => this[c, c]) / Total;

    /// <summary>Adds one sample.</summary>
    /// <param name="actual">Its class.</param>
    /// <param name="predicted">The predicted class.</param>
    /// <param name="weight">Its weight, finite and not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    /// <exception cref="ArgumentException">The weight is negative or not finite.</exception>
    public void Add(int actual, int predicted, double weight = 1)
    {
        int index = IndexOf(actual, predicted);
        BatchChecks.Weights<double>([weight], "weight", nameof(weight));
        cells[index] += weight;
        filled[index] = true;
    }

    /// <summary>Adds a batch.</summary>
    /// <param name="batch">Predictions and targets of samples with one class each.</param>
    /// <exception cref="ArgumentException">The samples have several labels, or another number of classes.</exception>
    public void Add(in MetricBatch batch)
    {
        if (batch.IsMultiLabel || batch.ClassCount > ClassCount)
        {
            string problem = batch.IsMultiLabel
                ? $"A confusion matrix takes samples of one class each, but these have {FileText.Number(batch.OutputSize)} labels (use a ClassificationReport)."
                : $"The matrix has {FileText.Number(ClassCount)} classes, but the predictions distinguish {FileText.Number(batch.ClassCount)}.";
            throw new ArgumentException(problem, nameof(batch));
        }

        for (int i = 0; i < batch.Size; i++)
        {
            int index = (batch.ClassOf(i) * ClassCount) + batch.PredictedClassOf(i);
            cells[index] += batch.WeightOf(i);
            filled[index] = true;
        }
    }

    /// <summary>Removes all samples.</summary>
    public void Reset()
    {
        cells.AsSpan().Clear();
        filled.AsSpan().Clear();
    }

    /// <summary>Precision, recall and F-score of the classes and their means.</summary>
    /// <param name="zeroDivision">The value of a ratio whose denominator is 0: 0, 1 or NaN.</param>
    /// <returns>The report.</returns>
    /// <exception cref="InvalidOperationException">There are no samples.</exception>
    public ClassificationReport Report(double zeroDivision = 0)
    {
        var counts = new ClassCounts();
        counts.Fit(ClassCount, false);
        for (int i = 0; i < cells.Length; i++)
        {
            if (filled[i]) { counts.Add(i / ClassCount, i % ClassCount, cells[i]); }
        }

        return new ClassificationReport(counts, ClassNames, zeroDivision);
    }

    /// <summary>The matrix as fractions instead of counts; 0 if the denominator is 0.</summary>
    /// <param name="by">What to divide by.</param>
    /// <returns>A new array, <c>[actual, predicted]</c>.</returns>
    public double[,] Normalize(ConfusionNormalization by)
    {
        double[,] parts = new double[ClassCount, ClassCount];
        for (int actual = 0; actual < ClassCount; actual++)
        {
            for (int predicted = 0; predicted < ClassCount; predicted++)
            {
                double whole = by switch
                {
                    ConfusionNormalization.Actual => Enumerable.Range(0, ClassCount).Sum(c => this[actual, c]),
                    ConfusionNormalization.Predicted => Enumerable.Range(0, ClassCount).Sum(c => this[c, predicted]),
                    _ => Total,
                };
                parts[actual, predicted] = whole > 0 ? this[actual, predicted] / whole : 0;
            }
        }

        return parts;
    }

    /// <summary>The counts as an array, for plots.</summary>
    /// <returns>A new array, <c>[actual, predicted]</c>.</returns>
    /// <exception cref="InvalidOperationException">The samples have weights that do not add up to whole numbers.</exception>
    public int[,] ToCounts()
    {
        int[,] counts = new int[ClassCount, ClassCount];
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i] != Math.Floor(cells[i]))
            {
                throw new InvalidOperationException("The samples have weights, so the cells are not whole numbers (use Normalize or the indexer).");
            }

            counts[i / ClassCount, i % ClassCount] = checked((int)cells[i]);
        }

        return counts;
    }

    /// <summary>A table: a row per class, a column per prediction.</summary>
    /// <returns>Lines that end in a line feed.</returns>
    public override string ToString()
    {
        var table = new AlignedTable();
        table.Add(["actual \\ predicted", .. ClassNames]);
        for (int actual = 0; actual < ClassCount; actual++)
        {
            int row = actual;
            table.Add([ClassNames[actual], .. Enumerable.Range(0, ClassCount).Select(c => this[row, c].ToString("0.###", CultureInfo.InvariantCulture))]);
        }

        return table.ToString();
    }

    internal static IReadOnlyList<string> NamesOf(int classCount, IReadOnlyList<string>? classNames)
    {
        if (classNames is null or []) { return [.. Enumerable.Range(0, classCount).Select(c => c.ToString(CultureInfo.InvariantCulture))]; }
        return classNames.Count == classCount
            ? DatasetChecks.ClassNames(classNames, classCount, nameof(classNames))
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"There are {classNames.Count} class names for {classCount} classes."), nameof(classNames));
    }

    private int IndexOf(int actual, int predicted)
    {
        Guard.InRange(actual, 0, ClassCount - 1, nameof(actual));
        Guard.InRange(predicted, 0, ClassCount - 1, nameof(predicted));
        return actual * ClassCount + predicted;
    }
}
