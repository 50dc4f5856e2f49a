namespace NNGen;

/// <summary>A callback written in place: <c>new LambdaCallback(epochEnded: context => Console.WriteLine(context.History[^1].Loss))</c>.</summary>
/// <param name="trainingBegan">Called before the first epoch, or null.</param>
/// <param name="epochBegan">Called before every epoch, or null.</param>
/// <param name="batchBegan">Called before every step, or null.</param>
/// <param name="batchEnded">Called after every step, or null.</param>
/// <param name="epochEnded">Called after every epoch and its validation, or null.</param>
/// <param name="trainingEnded">Called at the end, however it comes, or null.</param>
public sealed class LambdaCallback(
    Action<TrainingContext>? trainingBegan = null,
    Action<TrainingContext>? epochBegan = null,
    Action<TrainingContext>? batchBegan = null,
    Action<TrainingContext>? batchEnded = null,
    Action<TrainingContext>? epochEnded = null,
    Action<TrainingContext>? trainingEnded = null) : Callback
{
    /// <inheritdoc/>
    public override void TrainingBegan(TrainingContext context) => trainingBegan?.Invoke(context);

    /// <inheritdoc/>
    public override void EpochBegan(TrainingContext context) => epochBegan?.Invoke(context);

    /// <inheritdoc/>
    public override void BatchBegan(TrainingContext context) => batchBegan?.Invoke(context);

    /// <inheritdoc/>
    public override void BatchEnded(TrainingContext context) => batchEnded?.Invoke(context);

    /// <inheritdoc/>
    public override void EpochEnded(TrainingContext context) => epochEnded?.Invoke(context);

    /// <inheritdoc/>
    public override void TrainingEnded(TrainingContext context) => trainingEnded?.Invoke(context);
}
