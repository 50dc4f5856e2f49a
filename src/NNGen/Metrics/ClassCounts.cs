using System.Globalization;

namespace NNGen;

/// <summary>Hits and misses of each class (or label), by weight.</summary>
internal sealed class ClassCounts
{
    private double[] truePositives = [];
    private double[] falsePositives = [];
    private double[] falseNegatives = [];
    private bool[] occurring = [];
    private bool isEmpty = true;

    /// <summary>A ratio of true positives, false positives and false negatives.</summary>
    public delegate double Ratio(double truePositives, double falsePositives, double falseNegatives);

    /// <summary>Whether a sample may have several labels or none.</summary>
    public bool IsMultiLabel { get; private set; }

    /// <summary>Number of classes; 0 before the first batch.</summary>
    public int Count => truePositives.Length;

    public bool IsEmpty => isEmpty;

    /// <summary>
    /// The classes that occur among targets or predictions, even with weight 0; all labels if a sample may have several.
    /// </summary>
    public IEnumerable<int> Occurring => Enumerable.Range(0, Count).Where(Occurs);

    public double SupportOf(int label) => truePositives[label] + falseNegatives[label];

    public double Of(int label, Ratio ratio) => ratio(truePositives[label], falsePositives[label], falseNegatives[label]);

    /// <exception cref="ArgumentException">The batch is of a different network than the previous one.</exception>
    public void Add(in MetricBatch batch, double threshold = 0.5)
    {
        Fit(batch.IsMultiLabel ? batch.OutputSize : batch.ClassCount, batch.IsMultiLabel);
        for (int i = 0; i < batch.Size; i++)
        {
            double weight = batch.WeightOf(i);
            if (!batch.IsMultiLabel)
            {
                Add(batch.ClassOf(i), batch.PredictedClassOf(i, threshold), weight);
                continue;
            }

            ReadOnlySpan<double> outputs = batch.OutputsOf(i);
            for (int label = 0; label < outputs.Length; label++)
            {
                bool actual = batch.HasLabel(i, label), predicted = outputs[label] > threshold;
                if (actual) { (predicted ? truePositives : falseNegatives)[label] += weight; }
                else if (predicted) { falsePositives[label] += weight; }
            }

            isEmpty = false;
        }
    }

    public void Add(int actual, int predicted, double weight)
    {
        isEmpty = false;
        occurring[actual] = occurring[predicted] = true;
        if (actual == predicted)
        {
            truePositives[actual] += weight;
            return;
        }

        falsePositives[predicted] += weight;
        falseNegatives[actual] += weight;
    }

    /// <summary>Creates room for the classes before the first batch.</summary>
    public void Fit(int count, bool isMultiLabel)
    {
        if (IsEmpty && (Count != count || IsMultiLabel != isMultiLabel))
        {
            (truePositives, falsePositives, falseNegatives, occurring) = (new double[count], new double[count], new double[count], new bool[count]);
            IsMultiLabel = isMultiLabel;
        }

        if (Count != count || IsMultiLabel != isMultiLabel)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Expected samples of {Count} classes, as before, got {count} (Reset between networks)."), "batch");
        }
    }

    public void Reset()
    {
        truePositives.AsSpan().Clear();
        falsePositives.AsSpan().Clear();
        falseNegatives.AsSpan().Clear();
        occurring.AsSpan().Clear();
        isEmpty = true;
    }

    /// <summary>The average over all classes. Undefined values (NaN) are left out of the mean, as in scikit-learn from 1.3 on.</summary>
    public double Average(Averaging averaging, int positiveClass, Ratio ratio)
    {
        switch (averaging)
        {
            case Averaging.Binary: return Of(positiveClass, ratio);
            case Averaging.Micro: return ratio(truePositives.Sum(), falsePositives.Sum(), falseNegatives.Sum());
        }

        // Without any sample of any label there are no weights.
        if (averaging == Averaging.Weighted && truePositives.Sum() + falseNegatives.Sum() == 0) { return Average(Averaging.Micro, 0, ratio); }
        double sum = 0, weights = 0;
        for (int label = 0; label < Count; label++)
        {
            if (!Occurs(label)) { continue; }
            double value = Of(label, ratio), weight = averaging == Averaging.Weighted ? SupportOf(label) : 1;
            if (double.IsNaN(value)) { continue; }
            sum += weight * value;
            weights += weight;
        }

        return weights > 0 ? sum / weights : double.NaN;
    }

    private bool Occurs(int label) => IsMultiLabel || occurring[label];
}
