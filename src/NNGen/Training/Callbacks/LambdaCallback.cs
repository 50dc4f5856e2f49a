namespace NNGen;

/// <summary>A callback written in place: <c>new LambdaCallback(onEpochEnd: context => Console.WriteLine(context.History[^1].Loss))</c>.</summary>
/// <param name="onTrainBegin">Called before the first epoch, or null.</param>
/// <param name="onEpochBegin">Called before every epoch, or null.</param>
/// <param name="onBatchBegin">Called before every step, or null.</param>
/// <param name="onBatchEnd">Called after every step, or null.</param>
/// <param name="onEpochEnd">Called after every epoch and its validation, or null.</param>
/// <param name="onTrainEnd">Called at the end, however training ends, or null.</param>
public sealed class LambdaCallback(
    Action<TrainingContext>? onTrainBegin = null,
    Action<TrainingContext>? onEpochBegin = null,
    Action<TrainingContext>? onBatchBegin = null,
    Action<TrainingContext>? onBatchEnd = null,
    Action<TrainingContext>? onEpochEnd = null,
    Action<TrainingContext>? onTrainEnd = null) : Callback
{
    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context) => onTrainBegin?.Invoke(context);

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context) => onEpochBegin?.Invoke(context);

    /// <inheritdoc/>
    public override void OnBatchBegin(TrainingContext context) => onBatchBegin?.Invoke(context);

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context) => onBatchEnd?.Invoke(context);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context) => onEpochEnd?.Invoke(context);

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context) => onTrainEnd?.Invoke(context);
}
