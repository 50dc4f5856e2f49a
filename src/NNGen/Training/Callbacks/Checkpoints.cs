namespace NNGen;

/// <summary>
/// Saves checkpoints of training in a folder: the last epoch, the best, and optionally every n-th. <see cref="FitOptions.ResumeFrom"/>
/// resumes from any of them, with the same bits as without the interruption.
/// </summary>
/// <remarks>
/// <para>
/// A checkpoint is a safetensors file with the parameters, the optimizer's state, the learning rate, epoch, steps, history and the
/// state of callbacks; the order of the samples depends on <c>seed</c> and the epoch, so there is no other random state. <c>Load</c> of a
/// network reads parameters from a checkpoint as from any file.
/// </para>
/// <para>
/// A file is written to a temporary file next to its path, flushed to the disk and renamed, so that it is complete even if the process is
/// killed. This happens in the background, during the next epoch. A file that cannot be written (full disk, missing permissions) is a warning
/// and is retried after the next epoch; only a folder that cannot be created at the start ends training, before there is anything to lose.
/// </para>
/// </remarks>
public sealed class Checkpoints : Callback
{
    private const string LastName = "last.ckpt";
    private const string BestName = "best.ckpt";

    private readonly Monitored? asked;
    private Monitored monitor;
    private double best;
    private bool isBest;

    /// <summary>Creates the callback.</summary>
    /// <param name="folder">The folder of the files; it is created if it does not exist. Files of an older training are replaced.</param>
    /// <param name="monitor">What determines the best epoch; by default the validation loss or, without validation samples, the loss.</param>
    public Checkpoints(string folder, Monitored? monitor = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = folder;
        asked = monitor;
        this.monitor = monitor ?? Monitored.Loss;
    }

    /// <summary>The folder of the files.</summary>
    public string Folder { get; }

    /// <summary>After how many epochs <see cref="LastPath"/> is written: 1 for every epoch. It is always written after the last one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int EveryEpochs
    {
        get;
        init
        {
            Guard.AtLeast(value, 1, nameof(EveryEpochs));
            field = value;
        }
    } = 1;

    /// <summary>Whether the best epoch is saved as <see cref="BestPath"/>.</summary>
    public bool SaveBest { get; init; } = true;

    /// <summary>After how many epochs a checkpoint is kept under a separate name, such as <c>epoch-0010.ckpt</c>; 0 for never.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int KeepEveryEpochs
    {
        get;
        init
        {
            Guard.AtLeast(value, 0, nameof(KeepEveryEpochs));
            field = value;
        }
    }

    /// <summary>The last state: <c>last.ckpt</c> in <see cref="Folder"/>.</summary>
    public string LastPath => Path.Combine(Folder, LastName);

    /// <summary>The best epoch: <c>best.ckpt</c> in <see cref="Folder"/>.</summary>
    public string BestPath => Path.Combine(Folder, BestName);

    /// <summary>Writes a file; tests make it fail.</summary>
    internal Action<SafeTensorsWriter, string> Write { get; init; } = static (writer, path) => writer.Save(path);

    /// <summary>The last checkpoint in a folder: <c>ResumeFrom = Checkpoints.LastIn("run")</c> resumes if there is something to resume.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <returns>The path of its <c>last.ckpt</c>, or null if there is none.</returns>
    public static string? LastIn(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.Combine(folder, LastName);
        return File.Exists(path) ? path : null;
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        monitor = Monitored.Resolve(asked, context);
        best = monitor.Worst;
        Directory.CreateDirectory(Folder);

        // Temporary files of processes that were killed while writing.
        AtomicFile.DeleteAbandoned(Folder);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        double value = monitor.Of(context.History[^1]);
        isBest = monitor.IsBetter(value, best, 0);
        if (isBest) { best = value; }
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        state["best"] = best;
    }

    /// <inheritdoc/>
    public override void LoadState(CallbackState state, TrainingContext context)
    {
        best = state["best"];
    }

    internal override void OnEpochClose(TrainingContext context)
    {
        int epoch = context.Epoch;
        bool isLast = epoch == context.Epochs || context.StopReason is not null;
        if (SaveBest && isBest) { context.SaveCheckpoint(BestPath, Write); }
        if (KeepEveryEpochs > 0 && epoch % KeepEveryEpochs == 0)
        {
            context.SaveCheckpoint(Path.Combine(Folder, FormattableString.Invariant($"epoch-{epoch:0000}.ckpt")), Write);
        }

        if (isLast || epoch % EveryEpochs == 0) { context.SaveCheckpoint(LastPath, Write); }
    }
}
