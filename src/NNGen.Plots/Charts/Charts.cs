using System.Globalization;
using System.Numerics;

namespace NNGen.Plots;

/// <summary>Ready-made pictures. Each returns a plot, grid or figure that can be changed before it is saved.</summary>
public static partial class Charts
{
    /// <summary>A confusion matrix: classes as rows, answers as columns, shaded by their part of the row.</summary>
    /// <param name="counts">How often each answer was given for each class, <c>[class, answer]</c>.</param>
    /// <param name="classNames">The classes' names; their numbers if none are given.</param>
    /// <param name="title">The title; null for none.</param>
    /// <exception cref="ArgumentException">
    /// The table is empty or not square, holds a negative count, or there are not as many names as classes.
    /// </exception>
    public static Plot ConfusionMatrix(int[,] counts, IReadOnlyList<string>? classNames = null, string? title = "Confusion matrix")
    {
        ArgumentNullException.ThrowIfNull(counts);
        int classes = counts.GetLength(0);
        if (classes == 0 || counts.GetLength(1) != classes)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected a row and a column for each class, got {classes} rows and {counts.GetLength(1)} columns."), nameof(counts));
        }

        if (classNames is not null && classNames.Count != classes)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected {classes} class names, got {classNames.Count}."), nameof(classNames));
        }

        double[,] shares = new double[classes, classes];
        for (int row = 0; row < classes; row++)
        {
            long sum = 0;
            for (int column = 0; column < classes; column++)
            {
                sum += counts[row, column] >= 0
                    ? counts[row, column]
                    : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The count of class {row}, answer {column} is {counts[row, column]}, but counts are not negative."), nameof(counts));
            }

            for (int column = 0; column < classes; column++) { shares[row, column] = sum == 0 ? 0 : counts[row, column] / (double)sum; }
        }

        string[] names = [.. classNames ?? [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))]];
        double cell = Math.Clamp(names.Max(name => FontMetrics.Width(name, Sizes.Tick)) + 10, 38, 90);
        double side = Math.Clamp(classes * cell, 200, 800);
        return new Plot(title, "answer", "class")
        {
            EqualUnits = true,
            Width = side + 140 + Math.Max(0, cell - 38),
            Height = side + 76 + (title is null ? 0 : Sizes.TitleLine + Sizes.TitleGap),
            X = { Categories = names },
            Y = { Categories = names },
        }.Cells(
            shares, ColorMap.Blues, (0, 1), "part of the class", showBar: true,
            (row, column) => counts[row, column] == 0 ? "" : counts[row, column].ToString("#,##0", CultureInfo.InvariantCulture));
    }

    /// <summary>A receiver operating characteristic, with the area under it in the legend.</summary>
    /// <param name="scores">The probability, or any score that grows with it, of the positive class for each sample.</param>
    /// <param name="labels">Whether each sample is positive.</param>
    /// <param name="name">The source of the scores, in the legend.</param>
    /// <param name="title">The title; null for none.</param>
    /// <exception cref="ArgumentException">The counts differ, a score is NaN, or all samples are of one class.</exception>
    public static Plot Roc<T>(IEnumerable<T> scores, IEnumerable<bool> labels, string name = "network", string? title = "ROC curve")
        where T : INumber<T> => new Plot(title, "false positive rate", "true positive rate")
        {
            EqualUnits = true,
            Width = 420,
            Height = 420,
            X = { Min = 0, Max = 1 },
            Y = { Min = 0, Max = 1 },
        }.Line([0.0, 1], [0.0, 1], "chance, AUC 0.500", PlotColor.Muted, LineStyle.Dashed, width: 1.2).AddRoc(scores, labels, name);

    /// <summary>Adds a further curve to a plot of <see cref="Roc"/>.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="scores">The score of the positive class for each sample.</param>
    /// <param name="labels">Whether each sample is positive.</param>
    /// <param name="name">The source of the scores, in the legend.</param>
    /// <returns>The plot.</returns>
    /// <exception cref="ArgumentException">The counts differ, a score is NaN, or all samples are of one class.</exception>
    public static Plot AddRoc<T>(this Plot plot, IEnumerable<T> scores, IEnumerable<bool> labels, string name)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(plot);
        RankingCurves curves = Curves(scores, labels);
        (double[] x, double[] y) = curves.Roc;
        return plot.Line(x, y, $"{name}, AUC {Ticks.Fixed(curves.Area, 3)}", width: 2);
    }

    /// <summary>A precision-recall curve, with the average precision in the legend.</summary>
    /// <param name="scores">The score of the positive class for each sample.</param>
    /// <param name="labels">Whether each sample is positive.</param>
    /// <param name="name">The source of the scores, in the legend.</param>
    /// <param name="title">The title; null for none.</param>
    /// <exception cref="ArgumentException">The counts differ, a score is NaN, or all samples are of one class.</exception>
    public static Plot PrecisionRecall<T>(
        IEnumerable<T> scores, IEnumerable<bool> labels, string name = "network", string? title = "Precision and recall")
        where T : INumber<T>
    {
        RankingCurves curves = Curves(scores, labels);
        (double[] x, double[] y) = curves.PrecisionRecall;
        double chance = curves.Positives / (double)(curves.Positives + curves.Negatives);
        return new Plot(title, "recall", "precision")
        {
            EqualUnits = true,
            Width = 420,
            Height = 420,
            X = { Min = 0, Max = 1 },
            Y = { Min = 0, Max = 1 },
        }.Line(x, y, $"{name}, AP {Ticks.Fixed(curves.AveragePrecision, 3)}", width: 2).HorizontalLine(chance, "chance");
    }

    /// <summary>Images, side by side.</summary>
    /// <param name="pixels">All images one after another, each row by row from the top.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="captions">The captions below the images, as many; null for none.</param>
    /// <param name="columns">Images of a row; 0 for twice as many as there are rows.</param>
    /// <param name="title">The title; null for none.</param>
    /// <exception cref="ArgumentException">The values are not whole images, one is not finite, or the number of captions is wrong.</exception>
    public static ImageGrid Images<T>(
        ReadOnlySpan<T> pixels, int height, int width, IReadOnlyList<string>? captions = null, int columns = 0, string? title = null)
        where T : unmanaged, INumber<T> => Tiles(new ImageGrid(title, columns), pixels, height, width, captions);

    /// <summary>Weights as images, one for each unit; blue is negative, the paper's color zero, orange positive.</summary>
    /// <param name="weights">The weights of a layer, <c>[out, in]</c>, such as <c>net.Dense1.Weight.Values</c>.</param>
    /// <param name="height">Rows of the input image.</param>
    /// <param name="width">Columns of the input image.</param>
    /// <param name="captions">The captions below the images, as many as there are units; null for none.</param>
    /// <param name="columns">Images of a row; 0 for twice as many as there are rows.</param>
    /// <param name="title">The title; null for none.</param>
    /// <exception cref="ArgumentException">The values are not whole images, one is not finite, or the number of captions is wrong.</exception>
    public static ImageGrid Weights<T>(
        ReadOnlySpan<T> weights, int height, int width, IReadOnlyList<string>? captions = null, int columns = 0, string? title = null)
        where T : unmanaged, INumber<T> =>
        Tiles(new ImageGrid(title, columns) { Map = ColorMap.Diverging, BarLabel = "weight" }, weights, height, width, captions);

    private static ImageGrid Tiles<T>(ImageGrid grid, ReadOnlySpan<T> values, int height, int width, IReadOnlyList<string>? captions)
        where T : unmanaged, INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        int size = checked(height * width);
        if (values.IsEmpty || values.Length % size != 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected whole images of {height} × {width} = {size} values, got {values.Length} values."), nameof(values));
        }

        if (captions is not null && captions.Count != values.Length / size)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected {values.Length / size} captions, got {captions.Count}."), nameof(captions));
        }

        for (int i = 0; i < values.Length / size; i++) { grid.Add(values.Slice(i * size, size), height, width, captions?[i]); }
        return grid;
    }

    private static RankingCurves Curves<T>(IEnumerable<T> scores, IEnumerable<bool> labels)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(labels);
        return new RankingCurves([.. scores.Select(double.CreateSaturating)], [.. labels]);
    }
}
