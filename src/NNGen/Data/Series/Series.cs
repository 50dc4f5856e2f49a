using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using static NNGen.FileText;

namespace NNGen;

/// <summary>Creates time series from arrays.</summary>
public static class Series
{
    /// <summary>Creates a series of steps with one or several values each.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">The values, <c>[steps, columns]</c>, row-major; they are copied.</param>
    /// <param name="columnCount">Values of one step.</param>
    /// <param name="columnNames">A name for each column; by default <c>column 0</c> and so on.</param>
    /// <returns>The series.</returns>
    /// <exception cref="ArgumentException">There are no whole steps, a value is NaN or infinite (the message names its step and column), or two names are equal.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columnCount"/> is below 1.</exception>
    public static Series<T> Create<T>(ReadOnlySpan<T> values, int columnCount = 1, IReadOnlyList<string>? columnNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.AtLeast(columnCount, 1, nameof(columnCount));
        if (values.IsEmpty || values.Length % columnCount != 0)
        {
            throw new ArgumentException($"{Number(values.Length)} values are not a whole number of steps of {Number(columnCount)} values, at least one.", nameof(values));
        }

        IReadOnlyList<string> names = DatasetChecks.Names(columnNames, columnCount, nameof(columnNames));
        if (names.Count == 0) { names = [.. Enumerable.Range(0, columnCount).Select(column => $"column {Number(column)}")]; }
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two columns are called {Quote(twice.Key)}; names must be distinct.", nameof(columnNames));
        }

        RequireFinite(values, names, "fill in a value, such as the one before it, or split the series there", nameof(values));

        return new Series<T>(values.ToArray(), names, null);
    }

    /// <summary>Creates a series from a table with one row per step.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">The values, <c>[steps, columns]</c>; they are copied.</param>
    /// <param name="columnNames">A name for each column; by default <c>column 0</c> and so on.</param>
    /// <returns>The series.</returns>
    /// <exception cref="ArgumentException">There are no steps, a value is NaN or infinite (the message names its step and column), or two names are equal.</exception>
    public static Series<T> Create<T>(T[,] values, IReadOnlyList<string>? columnNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Create(DatasetChecks.Flatten<T>(values, nameof(values)), Math.Max(values.GetLength(1), 1), columnNames);

    /// <summary>
    /// Several series of different lengths as samples of one length: each is followed by steps of <paramref name="padding"/>.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="sequences">The series, all with the same number of columns.</param>
    /// <param name="length">Steps of a sample.</param>
    /// <param name="padding">The value of the steps that are added.</param>
    /// <returns>Row-major samples, <c>[sequences, length, columns]</c>, for <c>Dataset.FromLabels</c> and others with length × columns features.</returns>
    /// <exception cref="ArgumentException">There are no series, they have different columns, or one has more steps than <paramref name="length"/>.</exception>
    public static T[] Pad<T>(IReadOnlyList<Series<T>> sequences, int length, T padding = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(sequences);
        Guard.AtLeast(length, 1, nameof(length));
        if (sequences.Count == 0) { throw new ArgumentException("There are no sequences.", nameof(sequences)); }
        int columns = sequences[0].ColumnCount;
        T[] samples = new T[checked(sequences.Count * length * columns)];
        samples.AsSpan().Fill(padding);
        for (int i = 0; i < sequences.Count; i++)
        {
            if (sequences[i].ColumnCount != columns)
            {
                throw new ArgumentException($"Sequence {Number(i)} has {Number(sequences[i].ColumnCount)} columns, but sequence 0 has {Number(columns)}.", nameof(sequences));
            }

            if (sequences[i].StepCount > length)
            {
                throw new ArgumentException(
                    $"Sequence {Number(i)} has {Number(sequences[i].StepCount)} steps, but samples have {Number(length)} (make them longer, or cut it: sequence.Slice(0, {Number(length)})).", nameof(sequences));
            }

            sequences[i].Values.CopyTo(samples.AsSpan(i * length * columns));
        }

        return samples;
    }

    /// <summary>Rejects a value that is not finite by its step and column.</summary>
    internal static void RequireFinite<T>(ReadOnlySpan<T> values, IReadOnlyList<string> names, string remedy, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (T.IsFinite(values[i])) { continue; }
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Step {i / names.Count}, {Quote(names[i % names.Count])} is {values[i]}, but values must be finite ({remedy})."), argument);
        }
    }
}

/// <summary>
/// A time series: steps in the order of time, each with a value in every column, and optionally with a time stamp. Immutable; all values are finite.
/// Created by <see cref="Series"/>; <see cref="Windows"/> makes samples of it.
/// </summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class Series<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlyMemory<T> values;
    private readonly TimeAxis? times;

    internal Series(ReadOnlyMemory<T> values, IReadOnlyList<string> columnNames, TimeAxis? times)
    {
        this.values = values;
        this.times = times;
        ColumnNames = columnNames;
        StepCount = values.Length / columnNames.Count;
    }

    /// <summary>Number of steps; at least 1.</summary>
    public int StepCount { get; }

    /// <summary>Values of one step.</summary>
    public int ColumnCount => ColumnNames.Count;

    /// <summary>The name of every column.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>All values, <c>[StepCount, ColumnCount]</c>, row-major.</summary>
    public ReadOnlySpan<T> Values => values.Span;

    /// <summary>Whether the steps have time stamps.</summary>
    public bool HasTimes => times is not null;

    /// <summary>The values of one step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <returns><see cref="ColumnCount"/> values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public ReadOnlySpan<T> this[int step] => (uint)step < (uint)StepCount
        ? Values.Slice(step * ColumnCount, ColumnCount)
        : throw new ArgumentOutOfRangeException(nameof(step), step, $"There is no step {Number(step)}: they go from 0 to {Number(StepCount - 1)}.");

    /// <summary>The same steps with time stamps, in which <see cref="Windows"/> looks for gaps.</summary>
    /// <param name="stamps">The time of each step, increasing.</param>
    /// <returns>A series that shares this one's values.</returns>
    /// <exception cref="ArgumentException">There is not one for each step, or one is not later than the one before it.</exception>
    public Series<T> WithTimes(ReadOnlySpan<DateTime> stamps) => WithTimes(stamps.Length, stamps.IsEmpty ? null : TimeAxis.Of(stamps));

    /// <summary>The same steps with times as numbers, such as seconds.</summary>
    /// <param name="stamps">The time of each step, increasing.</param>
    /// <returns>A series that shares this one's values.</returns>
    /// <exception cref="ArgumentException">There is not one for each step, or one is not later than the one before it.</exception>
    public Series<T> WithTimes(ReadOnlySpan<double> stamps) => WithTimes(stamps.Length, stamps.IsEmpty ? null : TimeAxis.Of(stamps));

    /// <summary>The same steps and times with other values, such as scaled ones.</summary>
    internal Series<T> WithValues(T[] others) => new(others, ColumnNames, times);

    /// <summary>Consecutive steps, without copying.</summary>
    /// <param name="start">The first step.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <returns>A series that shares this one's values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or reaches past the steps.</exception>
    public Series<T> Slice(int start, int count) => start >= 0 && count >= 1 && start <= StepCount - count
        ? new Series<T>(values.Slice(start * ColumnCount, count * ColumnCount), ColumnNames, times?.Slice(start, count))
        : throw new ArgumentOutOfRangeException(nameof(start), $"{Number(count)} steps were requested from {Number(start)} on, but there are {Number(StepCount)}.");

    /// <summary>
    /// Splits by time, without copying: the last steps are for testing. Windows of one part have no value of the other, so nothing of the future leaks into
    /// training. Fit a scaler on the training part, <see cref="StandardScaler.Fit{T}(Series{T})"/>, and scale both.
    /// </summary>
    /// <param name="testFraction">The test part, above 0 and below 1; it gets ⌈StepCount × fraction⌉ steps.</param>
    /// <returns>The earlier and the later part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1, or leaves a part empty.</exception>
    public (Series<T> Train, Series<T> Test) Split(double testFraction)
    {
        int test = testFraction is > 0 and < 1 ? Share.RoundedUp(StepCount, testFraction) : 0;
        if (test == 0 || test == StepCount)
        {
            throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, $"testFraction must lie between 0 and 1, such as 0.2, and leave both parts some of the {Number(StepCount)} steps.");
        }

        return (Slice(0, StepCount - test), Slice(StepCount - test, test));
    }

    /// <summary>Returns the sizes, such as <c>8,760 steps, 3 columns</c>.</summary>
    /// <returns>The sizes.</returns>
    public override string ToString() => $"{Counted(StepCount, "step")}, {Counted(ColumnCount, "column")}";

    private Series<T> WithTimes(int count, TimeAxis? axis)
    {
        if (count != StepCount) { throw new ArgumentException($"There are {Number(count)} times for {Number(StepCount)} steps.", "stamps"); }
        axis!.RequireIncreasing("stamps");
        return new Series<T>(values, ColumnNames, axis);
    }
}
