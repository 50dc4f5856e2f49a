using System.Globalization;
using System.Numerics;

namespace NNGen.Plots;

/// <content>Decision boundaries.</content>
public static partial class Charts
{
    private const double BoundaryRoom = 0.1;
    private const double TintOfStep = 0.085;

    private static readonly Marker[] classMarkers = [Marker.Circle, Marker.Square, Marker.Triangle, Marker.Diamond, Marker.Cross];

    // Six steps to each side of a half; the tints of all that are reached add up.
    private static readonly double[] probabilities = [0.5, 0.6, 0.7, 0.8, 0.9, 0.97];

    /// <summary>The decision regions of a classifier of two classes: tinted by its certainty, with the line of even odds and the samples.</summary>
    /// <param name="probability">The probability of class 1 in the plane; see <see cref="Field.Sample"/>.</param>
    /// <param name="samples">Samples whose first two features are drawn; null for none.</param>
    /// <param name="title">The title; null for none.</param>
    /// <exception cref="ArgumentException">The samples have fewer than two features, or are not of two classes.</exception>
    public static Plot DecisionBoundary<T>(Field probability, Dataset<T>? samples = null, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(probability);
        Plot plot = BoundaryPlot(title, samples);
        foreach (double part in probabilities)
        {
            plot.Region(probability, part, color: PlotColor.Series(1), opacity: TintOfStep);
            plot.Region(probability.Select(p => -p), part - 1, color: PlotColor.Series(0), opacity: TintOfStep);
        }

        plot.Contour(probability, [0.5], PlotColor.Ink, width: 1.5);
        return AddSamples(plot, samples, classCount: 2);
    }

    /// <summary>The decision regions of a classifier of several classes, with the borders and the samples.</summary>
    /// <param name="scores">For each class a score in the plane; the highest wins.</param>
    /// <param name="samples">Samples whose first two features are drawn; null for none.</param>
    /// <param name="title">The title; null for none.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer than two scores, their grids differ, or the samples have fewer than two features or other classes.
    /// </exception>
    public static Plot DecisionBoundary<T>(IReadOnlyList<Field> scores, Dataset<T>? samples = null, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Count < 2) { throw new ArgumentException($"Expected a score for each of at least 2 classes, got {scores.Count}.", nameof(scores)); }
        Plot plot = BoundaryPlot(title, samples);
        Field[] leads = [.. scores.Select((_, i) => Lead(scores, i))];
        for (int i = 0; i < leads.Length; i++) { plot.Region(leads[i], 0, color: PlotColor.Series(i), opacity: 0.22); }
        foreach (Field lead in leads) { plot.Contour(lead, [0], PlotColor.Ink, width: 1); }
        return AddSamples(plot, samples, scores.Count);
    }

    /// <summary>The first two features of a dataset's samples, with a color and a shape for each class.</summary>
    /// <param name="samples">The samples: with classes, or with one target that is 0 or 1.</param>
    /// <param name="title">The title; null for none.</param>
    /// <exception cref="ArgumentException">The samples have fewer than two features.</exception>
    public static Plot Samples<T>(Dataset<T> samples, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples);
        return AddSamples(BoundaryPlot(title, samples), samples, Math.Max(2, samples.ClassCount));
    }

    /// <summary>The ranges of the first two features, with room around them.</summary>
    internal static (double XMin, double XMax, double YMin, double YMax) RangeOf<T>(Dataset<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (samples.FeatureCount < 2) { throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A plane needs samples of 2 features, these have {samples.FeatureCount}."), nameof(samples)); }
        (double min, double max) x = Around(0);
        (double min, double max) y = Around(1);
        return (x.min, x.max, y.min, y.max);

        (double, double) Around(int feature)
        {
            double[] values = [.. Enumerable.Range(0, samples.Count).Select(i => double.CreateSaturating(samples.Rows[i][feature]))];
            double room = Math.Max((values.Max() - values.Min()) * BoundaryRoom, 1e-6 * Math.Max(1, Math.Abs(values.Max())));
            return (values.Min() - room, values.Max() + room);
        }
    }

    private static Plot BoundaryPlot<T>(string? title, Dataset<T>? samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(title, samples?.FeatureNames is [var first, ..] ? first : "x₁", samples?.FeatureNames is [_, var second, ..] ? second : "x₂") { Width = 480, Height = 420 };

    private static Plot AddSamples<T>(Plot plot, Dataset<T>? samples, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (samples is null) { return plot; }
        _ = RangeOf(samples);
        int[] classes = ClassesOf(samples);
        if (classes.Max() >= classCount) { throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The samples have a class {classes.Max()}, but there are only {classCount} classes."), nameof(samples)); }
        double radius = samples.Count <= 150 ? 4 : samples.Count <= 600 ? 3.2 : 2.4;
        for (int k = 0; k < classCount; k++)
        {
            int[] rows = [.. Enumerable.Range(0, samples.Count).Where(i => classes[i] == k)];
            if (rows.Length == 0) { continue; }
            plot.Scatter(
                rows.Select(i => samples.Rows[i][0]),
                rows.Select(i => samples.Rows[i][1]),
                samples.ClassNames.Count > 0 ? samples.ClassNames[k] : FormattableString.Invariant($"class {k}"),
                PlotColor.Series(k),
                classMarkers[k % classMarkers.Length],
                radius,
                opacity: 0.95);
        }

        return plot;
    }

    private static int[] ClassesOf<T>(Dataset<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (samples.HasLabels) { return samples.Labels.ToArray(); }
        return samples.TargetCount == 1
            ? [.. samples.Targets.ToArray().Select(target => double.CreateSaturating(target) >= 0.5 ? 1 : 0)]
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected samples with classes or with one target, these have {samples.TargetCount} targets."), nameof(samples));
    }

    /// <summary>How far a class's score is above the best of the others: negative if another is better.</summary>
    private static Field Lead(IReadOnlyList<Field> scores, int index)
    {
        Field own = scores[index];
        double[,] values = new double[own.Y.Count, own.X.Count];
        foreach (Field field in scores)
        {
            if (!field.X.SequenceEqual(own.X) || !field.Y.SequenceEqual(own.Y)) { throw new ArgumentException("The scores are not on the same grid.", nameof(scores)); }
        }

        for (int row = 0; row < own.Y.Count; row++)
        {
            for (int column = 0; column < own.X.Count; column++)
            {
                values[row, column] = own[row, column] - scores.Where((_, i) => i != index).Max(field => field[row, column]);
            }
        }

        return new Field(own.X, own.Y, values);
    }
}
