using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

// Parallel segments, for truncated backpropagation through time.
public sealed partial class Series<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Samples for a network that goes on with the states of the batch before (<see cref="RecurrentAttribute.Stateful"/>): the series is cut into
    /// <paramref name="segments"/> parts of the same length, and each batch of this many samples has the next <paramref name="steps"/> steps of every part.
    /// </summary>
    /// <remarks>
    /// A sample has <c>[steps, inputs]</c> features and <c>[steps, targets]</c> targets, those of the same steps. Train with batches of <paramref name="segments"/>
    /// samples in their order: <c>Fit</c> with <see cref="FitOptions.Shuffle"/> off and this batch size, or one <c>Step</c> of a trainer per batch. What is left
    /// of the series, fewer than segments × steps steps at its end, is left out.
    /// </remarks>
    /// <param name="segments">The number of parts, which is the size of a batch; at least 1.</param>
    /// <param name="steps">Steps of a sample; at least 1.</param>
    /// <param name="targets">The names of the columns that are targets; the others are features.</param>
    /// <returns>The samples, batch by batch.</returns>
    /// <exception cref="ArgumentException">
    /// The series is shorter than one batch, a target is unknown, no column is left for the features, or the time stamps have a gap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public Dataset<T> Segments(int segments, int steps, IReadOnlyList<string> targets)
    {
        Guard.AtLeast(segments, 1, nameof(segments));
        Guard.AtLeast(steps, 1, nameof(steps));
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Count == 0) { throw new ArgumentException("No column is a target (name at least one).", nameof(targets)); }
        int[] outputs = TargetColumns(targets), inputs = [.. Enumerable.Range(0, ColumnCount).Except(outputs)];
        if (inputs.Length == 0)
        {
            throw new ArgumentException($"All columns are targets ({Names(ColumnNames)}), and none is left for the features (make a series with a column for what the network reads).", nameof(targets));
        }

        int batches = (int)(StepCount / ((long)segments * steps));
        if (batches == 0)
        {
            throw new ArgumentException(
                $"The series has {Number(StepCount)} steps, but a batch takes {Number((long)segments * steps)}: {Number(steps)} of each of {Number(segments)} segments (fewer segments, shorter samples, or a longer series).",
                nameof(segments));
        }

        RequireNoGaps(LateSteps(), "split the series there");
        int samples = batches * segments;
        T[] features = new T[checked(samples * steps * inputs.Length)], values = new T[checked(samples * steps * outputs.Length)];
        for (int sample = 0; sample < samples; sample++)
        {
            (int batch, int segment) = Math.DivRem(sample, segments);
            for (int step = 0; step < steps; step++)
            {
                ReadOnlySpan<T> row = this[(((segment * batches) + batch) * steps) + step];
                int at = (sample * steps) + step;
                for (int c = 0; c < inputs.Length; c++) { features[(at * inputs.Length) + c] = row[inputs[c]]; }
                for (int c = 0; c < outputs.Length; c++) { values[(at * outputs.Length) + c] = row[outputs[c]]; }
            }
        }

        return new Dataset<T>(features, values, default, new DatasetColumns(steps * inputs.Length, steps * outputs.Length, 0, [], []));
    }
}
