namespace NNGen;

/// <summary>
/// Writes event files for <c>tensorboard --logdir run</c>: <c>epoch_loss</c> and the other metrics of every epoch by its number, and
/// optionally <c>batch_loss</c> by steps. No package is needed.
/// </summary>
/// <remarks>
/// Tags and folders are those of Keras's <c>TensorBoard</c> callback, so training and validation share a chart: metrics of training samples
/// are in <c>train</c>, those of validation samples in <c>validation</c>; <c>epoch_learning_rate</c> is with the former. <c>batch_loss</c>,
/// which is by steps, is in the folder <c>batches</c>. Every training writes new files; resumed training makes TensorBoard discard events of an
/// earlier process after its checkpoint. Events that cannot be written are a warning; those of epochs are written again, to a new
/// file, after the next epoch.
/// </remarks>
public sealed class TensorBoardLog : Callback
{
    /// <summary>Batch losses are written when there are a few hundred, or with their epoch.</summary>
    private const int BufferSize = 1 << 14;

    private readonly string folder;
    private EventFile? training;
    private EventFile? validation;
    private EventFile? batches;
    private bool isNew;
    private int written;

    /// <summary>Creates the callback.</summary>
    /// <param name="folder">The parent of the folders of the files; give each training a separate one below a common folder.</param>
    public TensorBoardLog(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        this.folder = folder;
    }

    /// <summary>After how many steps the loss of the batch is written; 0 for never.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int EverySteps
    {
        get;
        init
        {
            Guard.AtLeast(value, 0, nameof(EverySteps));
            field = value;
        }
    }

    /// <summary>Creates a file; tests make it fail.</summary>
    internal Func<string, Stream> Create { get; init; } =
        static path => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        Close();
        written = context.Epoch;
        isNew = written == 0;
        Open(context);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        if (batches is null || context.Step % EverySteps != 0) { return; }
        batches.AddScalar(context.Step, "batch_loss", context.BatchLoss);
        if (batches.Waiting >= BufferSize) { Guarded(context, batches.Flush); }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context) => Guarded(context, () =>
    {
        if (training is not { IsDeleted: false } || validation is { IsDeleted: true } || batches is { IsDeleted: true }) { Reopen(context); }
        foreach (EpochResult epoch in context.History.Skip(written))
        {
            Add(training!, epoch.Epoch, epoch.Training);
            training!.AddScalar(epoch.Epoch, "epoch_learning_rate", epoch.LearningRate);
            if (epoch.Validation is { } metrics) { Add(validation!, epoch.Epoch, metrics); }
        }

        training!.Flush();
        validation?.Flush();
        batches?.Flush();
        written = context.History.Count;
    });

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        // The steps of an interrupted epoch.
        if (batches is { Waiting: > 0 }) { Guarded(context, batches.Flush); }
        Close();
    }

    private static void Add(EventFile file, int epoch, Metrics metrics)
    {
        foreach ((string name, double value) in metrics.Values) { file.AddScalar(epoch, "epoch_" + name, value); }
    }

    /// <summary>
    /// Opens new files for those that could not be written or were deleted: everything written to a deleted file is lost.
    /// </summary>
    private void Reopen(TrainingContext context)
    {
        if (training is not null)
        {
            Close();
            written = 0;
            context.Warn($"Events in '{folder}' were deleted during training; those of all epochs are written again{(EverySteps > 0 ? ", the losses of batches so far are lost" : "")}.");
        }

        Open(context);
    }

    private void Open(TrainingContext context)
    {
        training = Open("train", written);
        if (context.HasValidation) { validation = Open("validation", written); }
        if (EverySteps > 0) { batches = Open("batches", context.Step); }
        isNew = false;
    }

    /// <param name="name">The folder.</param>
    /// <param name="known">The last epoch or step in older files of this folder.</param>
    private EventFile Open(string name, long known)
    {
        var file = new EventFile(Path.Combine(folder, name), TimeProvider.System, Create);
        if (!isNew) { file.ForgetFrom(known + 1); }
        return file;
    }

    private void Guarded(TrainingContext context, Action write)
    {
        try
        {
            write();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Close();
            context.Warn($"Events in '{folder}' could not be written and are retried after the next epoch: {problem.Message}");
        }
    }

    private void Close()
    {
        training?.Dispose();
        validation?.Dispose();
        batches?.Dispose();
        training = validation = batches = null;
    }
}
