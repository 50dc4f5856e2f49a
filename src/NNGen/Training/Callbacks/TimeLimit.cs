using System.Globalization;

namespace NNGen;

/// <summary>Stops training after some time, at the end of a batch. (Lightning's <c>Timer</c>.)</summary>
/// <remarks>
/// The time starts again when training is resumed. An interrupted epoch is not in the history; resumed training repeats it from its
/// beginning.
/// </remarks>
public sealed class TimeLimit : Callback
{
    private readonly TimeSpan limit;
    private readonly TimeProvider clock;
    private long began;

    /// <summary>Creates the callback.</summary>
    /// <param name="limit">The time limit; above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not above zero.</exception>
    public TimeLimit(TimeSpan limit)
        : this(limit, TimeProvider.System)
    {
    }

    internal TimeLimit(TimeSpan limit, TimeProvider clock)
    {
        if (limit <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, string.Create(CultureInfo.InvariantCulture,
                $"limit is {limit}, but must be above zero."));
        }

        this.limit = limit;
        this.clock = clock;
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context) => began = clock.GetTimestamp();

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        if (context.StopReason is null && clock.GetElapsedTime(began) >= limit)
        {
            context.RequestStop(string.Create(CultureInfo.InvariantCulture,
                $"Epoch {context.Epoch}, batch {context.Batch}: the time limit of {limit} is reached."));
        }
    }
}
