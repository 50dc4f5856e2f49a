namespace NNGen;

/// <summary>Sets the optimizer's learning rate by a <see cref="Schedule"/>, per step or per epoch.</summary>
/// <remarks>
/// Keras's schedules count steps, PyTorch's usually count epochs, and the two are easily confused; so the unit is chosen explicitly here:
/// <c>LearningRateSchedule.PerEpoch(Schedule.Cosine(1e-3, length: 50))</c>. Time starts at 0 in every training and continues when training
/// is resumed. The optimizer's own learning rate is ignored. The object can be used in several trainings.
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
