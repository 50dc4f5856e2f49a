namespace NNGen;

/// <summary>Sets the optimizer's learning rate by a <see cref="Schedule"/>, on the clock that its name says.</summary>
/// <remarks>
/// Keras's schedules count steps, PyTorch's count epochs (in general), and the two are easily mistaken; so the clock is chosen here, once:
/// <c>LearningRateSchedule.PerEpoch(Schedule.Cosine(1e-3, length: 50))</c>. Time begins at 0 with every training and goes on when one is
/// resumed. The optimizer's own rate does not matter. The object may serve several trainings.
/// </remarks>
public sealed class LearningRateSchedule : Callback
{
    private readonly bool isPerStep;

    private LearningRateSchedule(Schedule schedule, bool isPerStep)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Schedule = schedule;
        this.isPerStep = isPerStep;
    }

    /// <summary>The rate over time.</summary>
    public Schedule Schedule { get; }

    /// <summary>Sets the rate before every step: time is the number of steps taken, and lengths are numbers of steps.</summary>
    /// <param name="schedule">The rate over time.</param>
    /// <returns>The callback.</returns>
    public static LearningRateSchedule PerStep(Schedule schedule) => new(schedule, isPerStep: true);

    /// <summary>Sets the rate before every epoch: time is the number of finished epochs, and lengths are numbers of epochs.</summary>
    /// <param name="schedule">The rate over time.</param>
    /// <returns>The callback.</returns>
    public static LearningRateSchedule PerEpoch(Schedule schedule) => new(schedule, isPerStep: false);

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context)
    {
        if (!isPerStep) { context.Optimizer.LearningRate = Schedule.At(context.Epoch - 1); }
    }

    /// <inheritdoc/>
    public override void OnBatchBegin(TrainingContext context)
    {
        if (isPerStep) { context.Optimizer.LearningRate = Schedule.At(context.Step); }
    }
}
