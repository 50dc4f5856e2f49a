using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

// Windows as samples.
public sealed partial class Series<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Steps of windows that a stream copies at a time.</summary>
    private const int WindowsAtOnce = 256;

    /// <summary>
    /// Samples to forecast from: the features are <paramref name="length"/> consecutive steps of all columns, the targets the <paramref name="horizon"/> steps
    /// behind them.
    /// </summary>
    /// <remarks>
    /// A sample has <c>[length, columns]</c> features, as <c>[Input(length, columns)]</c> takes them, and <c>[horizon, targets]</c> targets. Every sample is a
    /// row of memory, so overlapping windows are copied: length × columns values each. <see cref="StreamWindows"/> copies a few at a time instead.
    /// </remarks>
    /// <param name="length">Steps of the features; at least 1.</param>
    /// <param name="horizon">Steps of the targets; at least 1.</param>
    /// <param name="stride">Steps from one window to the next; at least 1.</param>
    /// <param name="targets">The names of the columns to forecast; null for all.</param>
    /// <param name="gaps">What to do where the time stamps have gaps.</param>
    /// <returns>The windows, from the earliest to the latest.</returns>
    /// <exception cref="ArgumentException">
    /// The series is shorter than a window, a target is unknown, or the time stamps have a gap (or, if windows are left out, too many of them).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public Dataset<T> Windows(int length, int horizon = 1, int stride = 1, IReadOnlyList<string>? targets = null, Gaps gaps = Gaps.Refuse)
    {
        int[] columns = TargetColumns(targets);
        int[] starts = Starts(length, horizon, stride, gaps);
        return Copy(starts, length, horizon, columns);
    }

    /// <summary>The same windows as <see cref="Windows"/>, as a stream that copies a few at a time.</summary>
    /// <inheritdoc cref="Windows" path="/param|/exception"/>
    /// <returns>The stream, which starts again in each epoch; <see cref="DataStream{T}.Shuffle"/> mixes the windows.</returns>
    public DataStream<T> StreamWindows(int length, int horizon = 1, int stride = 1, IReadOnlyList<string>? targets = null, Gaps gaps = Gaps.Refuse)
    {
        int[] columns = TargetColumns(targets);
        int[] starts = Starts(length, horizon, stride, gaps);
        return DataStream.Create(() => starts.Chunk(WindowsAtOnce).Select(some => Copy(some, length, horizon, columns)));
    }

    private Dataset<T> Copy(int[] starts, int length, int horizon, int[] columns)
    {
        int size = length * ColumnCount, targetSize = horizon * columns.Length;
        T[] features = new T[checked(starts.Length * size)], future = new T[checked(starts.Length * targetSize)];
        for (int i = 0; i < starts.Length; i++)
        {
            Values.Slice(starts[i] * ColumnCount, size).CopyTo(features.AsSpan(i * size));
            for (int step = 0; step < horizon; step++)
            {
                ReadOnlySpan<T> row = this[starts[i] + length + step];
                for (int c = 0; c < columns.Length; c++) { future[(i * targetSize) + (step * columns.Length) + c] = row[columns[c]]; }
            }
        }

        return new Dataset<T>(features, future, default, new DatasetColumns(size, targetSize, 0, [], []));
    }

    private int[] TargetColumns(IReadOnlyList<string>? targets) => targets is null or [] ? [.. Enumerable.Range(0, ColumnCount)] : [.. targets.Select(name =>
    {
        for (int column = 0; column < ColumnCount; column++)
        {
            if (ColumnNames[column] == name) { return column; }
        }

        throw new ArgumentException($"No column is called {Quote(name)} (there are {Names(ColumnNames)}).", nameof(targets));
    })];

    /// <summary>The steps before which there is a gap.</summary>
    private int[] LateSteps() => times is null ? [] : [.. Enumerable.Range(1, StepCount - 1).Where(times.IsLate)];

    private void RequireNoGaps(int[] late, string otherwise, string? parameter = null)
    {
        if (late.Length == 0) { return; }
        throw new ArgumentException(
            $"The series has {(late.Length == 1 ? "a gap" : $"{Number(late.Length)} gaps")}: {times!.Gap(late[0])} (fill in the missing steps, or {otherwise}).", parameter);
    }

    /// <summary>The first step of each window.</summary>
    private int[] Starts(int length, int horizon, int stride, Gaps gaps)
    {
        Guard.AtLeast(length, 1, nameof(length));
        Guard.AtLeast(horizon, 1, nameof(horizon));
        Guard.AtLeast(stride, 1, nameof(stride));
        long window = (long)length + horizon;
        if (StepCount < window)
        {
            throw new ArgumentException(
                $"The series has {Number(StepCount)} steps, but a window takes {Number(window)}: {Number(length)} to read and {Number(horizon)} to forecast (shorten the window, or give a longer series).",
                nameof(length));
        }

        int[] late = LateSteps();
        if (gaps == Gaps.Refuse) { RequireNoGaps(late, "leave out the windows that cross a gap: Gaps.LeaveOut", nameof(gaps)); }
        var starts = new List<int>();
        int next = 0; // the first gap that is not before the window
        for (long start = 0; start + window <= StepCount; start += stride)
        {
            while (next < late.Length && late[next] <= start) { next++; }
            if (next == late.Length || late[next] >= start + window) { starts.Add((int)start); }
        }

        return starts.Count > 0 ? [.. starts] : throw new ArgumentException(
            $"Every window of {Number(window)} steps crosses one of {Number(late.Length)} gaps, such as that before {Number(late[0])}: {times!.Gap(late[0])}.", nameof(gaps));
    }
}
