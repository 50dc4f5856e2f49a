using System.Globalization;
using System.Text;

namespace NNGen;

/// <summary>One line of a <see cref="ClassificationReport"/>.</summary>
/// <param name="Name">The class, or the kind of mean.</param>
/// <param name="Precision">Fraction of the predictions that are correct.</param>
/// <param name="Recall">Fraction of the samples that are found.</param>
/// <param name="F1Score">Their harmonic mean.</param>
/// <param name="Support">Samples of the class, or their weights.</param>
public readonly record struct ClassificationReportRow(string Name, double Precision, double Recall, double F1Score, double Support)
{
    /// <summary>Returns a text such as <c>macro avg: precision 0.75, recall 0.8, f1-score 0.7742, support 40</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}: precision {Precision:0.####}, recall {Recall:0.####}, f1-score {F1Score:0.####}, support {Support:0.###}");
}

/// <summary>
/// Precision, recall and F-score of every class and their means, printed as in scikit-learn's <c>classification_report</c>. Created by
/// <c>net.ClassificationReport(test)</c>, <see cref="ConfusionMatrix.Report"/> or <see cref="Create"/>.
/// </summary>
/// <remarks>
/// As there, classes that occur neither among the targets nor among the predictions have no row. With several labels per sample, the
/// micro average replaces the accuracy (scikit-learn's additional mean over samples is not computed).
/// </remarks>
public sealed class ClassificationReport
{
    private const int LongestAverage = 12;

    internal ClassificationReport(ClassCounts counts, IReadOnlyList<string> classNames, double zeroDivision)
    {
        ClassificationMetric.CheckZeroDivision(zeroDivision, nameof(zeroDivision));
        if (counts.IsEmpty) { throw new InvalidOperationException("There are no samples to report on."); }
        ClassCounts.Ratio precision = (hits, wrong, _) => hits + wrong > 0 ? hits / (hits + wrong) : zeroDivision;
        ClassCounts.Ratio recall = (hits, _, missed) => hits + missed > 0 ? hits / (hits + missed) : zeroDivision;
        ClassCounts.Ratio f1 = (hits, wrong, missed) => FBetaScore.FScore(1, hits, wrong, missed, zeroDivision);

        Classes = [.. counts.Occurring.Select(c => new ClassificationReportRow(
            classNames[c], counts.Of(c, precision), counts.Of(c, recall), counts.Of(c, f1), counts.SupportOf(c)))];
        double support = Classes.Sum(row => row.Support);
        MicroAverage = Mean("micro avg", Averaging.Micro);
        MacroAverage = Mean("macro avg", Averaging.Macro);
        WeightedAverage = Mean("weighted avg", Averaging.Weighted);
        Accuracy = counts.IsMultiLabel ? double.NaN : MicroAverage.F1Score;

        ClassificationReportRow Mean(string name, Averaging averaging) => new(
            name, counts.Average(averaging, 0, precision), counts.Average(averaging, 0, recall), counts.Average(averaging, 0, f1), support);
    }

    /// <summary>The classes that occur.</summary>
    public IReadOnlyList<ClassificationReportRow> Classes { get; }

    /// <summary>Fraction of the samples that are correct; NaN if samples may have several labels.</summary>
    public double Accuracy { get; }

    /// <summary>All hits and misses together; equal to the accuracy if every sample has one class.</summary>
    public ClassificationReportRow MicroAverage { get; }

    /// <summary>The mean in which all classes have the same weight.</summary>
    public ClassificationReportRow MacroAverage { get; }

    /// <summary>The mean in which classes are weighted by their number of samples.</summary>
    public ClassificationReportRow WeightedAverage { get; }

    /// <summary>Reports on class numbers.</summary>
    /// <param name="actual">The class of every sample, from 0.</param>
    /// <param name="predicted">The predicted class of every sample.</param>
    /// <param name="classNames">Names of the classes, or null for their numbers.</param>
    /// <param name="zeroDivision">The value of a ratio whose denominator is 0: 0, 1 or NaN.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">The lengths differ, are zero, or a class has no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class is negative, or <paramref name="zeroDivision"/> is none of these.</exception>
    public static ClassificationReport Create(
        ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, IReadOnlyList<string>? classNames = null, double zeroDivision = 0)
    {
        if (actual.Length != predicted.Length || actual.IsEmpty)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Expected a prediction for every sample, and at least one, got {predicted.Length} for {actual.Length}."), nameof(predicted));
        }

        int count = classNames?.Count ?? 1;
        if (classNames is null)
        {
            foreach (int c in actual) { count = Math.Max(count, c + 1); }
            foreach (int c in predicted) { count = Math.Max(count, c + 1); }
        }

        var matrix = new ConfusionMatrix(count, classNames);
        for (int i = 0; i < actual.Length; i++) { matrix.Add(actual[i], predicted[i]); }
        return matrix.Report(zeroDivision);
    }

    /// <summary>scikit-learn's table with two digits.</summary>
    /// <returns>Lines that end in a line feed.</returns>
    public override string ToString() => ToString(2);

    /// <summary>scikit-learn's table.</summary>
    /// <param name="digits">Digits after the point; not negative.</param>
    /// <returns>Lines that end in a line feed.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="digits"/> is negative or above 15.</exception>
    public string ToString(int digits)
    {
        Guard.InRange(digits, 0, 15, nameof(digits));
        int width = Math.Max(Math.Max(LongestAverage, digits), Classes.Max(row => row.Name.Length));
        var text = new StringBuilder();
        Line("", "precision", "recall", "f1-score", "support");
        text.Append('\n');
        foreach (ClassificationReportRow row in Classes) { Row(row); }
        text.Append('\n');
        if (double.IsNaN(Accuracy)) { Row(MicroAverage); }
        else { Line("accuracy", "", "", Number(Accuracy), Support(MicroAverage.Support)); }
        Row(MacroAverage);
        Row(WeightedAverage);
        return text.ToString();

        void Row(ClassificationReportRow row) =>
            Line(row.Name, Number(row.Precision), Number(row.Recall), Number(row.F1Score), Support(row.Support));

        void Line(string name, params ReadOnlySpan<string> cells)
        {
            text.Append(name.PadLeft(width)).Append(' ');
            foreach (string cell in cells) { text.Append(' ').Append(cell.PadLeft(9)); }
            text.Append('\n');
        }

        string Number(double value) => double.IsNaN(value) ? "nan" : value.ToString($"F{digits}", CultureInfo.InvariantCulture);
    }

    private static string Support(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
