using Spectre.Console;

namespace NNGen;

/// <summary>
/// A row of a live table that shows one training: <c>net.Fit(train, callbacks: [new LiveProgress()])</c>. Several trainings at once share a
/// <see cref="LiveTable"/>.
/// </summary>
/// <remarks>
/// <para>
/// As a callback it shows everything and sees how training ends; it draws at most every 100 ms. If no callbacks are accepted, pass it as
/// <c>progress</c>; it then shows no learning rate, and only <see cref="LiveTable.Dispose"/> tells it that training was canceled.
/// </para>
/// <para>
/// If nothing can be redrawn (output goes to a file, a pipe or a log of a continuous build), each finished epoch is one plain line, that
/// of <see cref="ConsoleProgress"/>.
/// </para>
/// </remarks>
public sealed class LiveProgress : Callback, IProgress<FitProgress>
{
    private readonly LiveTable table;
    private readonly bool ownsTable;
    private readonly TimeProvider clock;
    private volatile RunView view;
    private bool isCallback;
    private int epochsBefore;
    private int warningsShown;
    private long began;
    private long epochBegan;
    private long lastLook;

    /// <summary>A table of one row on the console, for as long as the training lasts.</summary>
    public LiveProgress()
        : this(new LiveTable(), "", ownsTable: true)
    {
    }

    /// <summary>A table of one row, for as long as the training lasts.</summary>
    /// <param name="console">Where to draw.</param>
    public LiveProgress(IAnsiConsole console)
        : this(new LiveTable(console), "", ownsTable: true)
    {
    }

    internal LiveProgress(LiveTable table, string name, bool ownsTable)
    {
        this.table = table;
        this.ownsTable = ownsTable;
        clock = table.Clock;
        Name = Texts.OneLine(name);
        view = new RunView { Name = Name };
        if (ownsTable) { table.Add(this); }
    }

    /// <summary>The name of the row; empty for the only row of a table.</summary>
    public string Name { get; }

    internal RunView View => view;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        isCallback = true;
        warningsShown = 0;
        Begin(context.Epoch);
        view = new RunView
        {
            Name = Name,
            State = RunState.Running,
            Epoch = context.Epoch,
            Epochs = context.Epochs,
            Batches = context.Batches,
            LearningRate = context.Optimizer.LearningRate,
            Elapsed = TimeSpan.Zero,
        };
        table.Draw(force: true);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context) => epochBegan = clock.GetTimestamp();

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        if (clock.GetElapsedTime(lastLook) < LiveTable.Interval) { return; }
        ArgumentNullException.ThrowIfNull(context);
        lastLook = clock.GetTimestamp();
        Look(context, RunState.Running);
        table.Draw(force: false);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        TimeSpan duration = clock.GetElapsedTime(epochBegan);
        if (!table.IsLive)
        {
            table.WriteEpoch(this, new FitProgress
            {
                Epoch = context.Epoch,
                Epochs = context.Epochs,
                Batch = context.Batch,
                Batches = context.Batches,
                Training = context.Training,
                Validation = context.History[^1].Validation,
                Elapsed = duration,
                IsEpochEnd = true,
            });
        }

        // Short epochs need not all be shown; after a long one, the row is drawn without waiting for the next batch.
        Look(context, RunState.Running);
        table.Draw(force: duration >= LiveTable.Interval);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        bool isComplete = context.Epoch >= context.Epochs && (context.History.Count == 0 || context.History[^1].Epoch == context.Epochs);
        Look(context, context.StopReason is not null ? RunState.Stopped
            : isComplete ? RunState.Done
            : context.CancellationToken.IsCancellationRequested ? RunState.Canceled
            : RunState.Failed);
        if (context.StopReason is { } reason) { table.WriteMessage(this, "Stopped: " + reason); }
        else if (!table.IsLive && view.State is RunState.Canceled) { table.WriteMessage(this, "Canceled in epoch " + Place()); }
        else if (!table.IsLive && view.State is RunState.Failed) { table.WriteMessage(this, "Failed in epoch " + Place()); }
        End();
    }

    /// <summary>Shows the progress of training, if this object is passed as <c>progress</c>.</summary>
    /// <param name="value">The progress report.</param>
    public void Report(FitProgress value)
    {
        // The callback has more information.
        if (isCallback) { return; }
        bool isEnd = value.IsEpochEnd && value.Epoch >= value.Epochs;
        bool isFirst = view.State != RunState.Running;
        if (isFirst)
        {
            Begin(value.Epoch - 1);
            began -= (long)(value.Elapsed.TotalSeconds * clock.TimestampFrequency);
        }

        if (value.Warnings is { } warnings)
        {
            foreach (string warning in warnings.Split('\n')) { table.WriteMessage(this, "Warning: " + warning); }
        }

        if (!table.IsLive && value.IsEpochEnd) { table.WriteEpoch(this, value with { Warnings = null }); }
        if (!isFirst && !value.IsEpochEnd && clock.GetElapsedTime(lastLook) < LiveTable.Interval) { return; }
        lastLook = clock.GetTimestamp();

        // In the first epoch of a stream, the number of batches is unknown; the report then has the number so far.
        bool isUnknown = value.Epoch - epochsBefore == 1 && value.Batch == value.Batches && !value.IsEpochEnd;
        TimeSpan elapsed = clock.GetElapsedTime(began);
        view = new RunView
        {
            Name = Name,
            State = isEnd ? RunState.Done : RunState.Running,
            Epoch = value.Epoch,
            Epochs = value.Epochs,
            Batch = value.Batch,
            Batches = isUnknown ? 0 : value.Batches,
            Training = value.Training,
            Validation = value.Validation ?? view.Validation,
            Elapsed = elapsed,
            Left = isUnknown ? null : TimeLeft(elapsed, value.Epoch, value.Epochs, value.Batch, value.Batches),
        };
        if (isEnd) { End(); }
        else { table.Draw(force: isFirst); }
    }

    /// <summary>The table is being closed: trainings that still run are no longer shown.</summary>
    internal void Leave()
    {
        if (view.State == RunState.Running) { view = view with { State = RunState.Unfinished, Left = null }; }
    }

    private void Begin(int epochs)
    {
        epochsBefore = epochs;
        began = epochBegan = lastLook = clock.GetTimestamp();
        view = view with { State = RunState.Running, Validation = null };
    }

    private void End()
    {
        table.Draw(force: true);
        if (ownsTable) { table.Close(); }
    }

    private void Look(TrainingContext context, RunState state)
    {
        TimeSpan elapsed = clock.GetElapsedTime(began);
        view = new RunView
        {
            Name = Name,
            State = state,
            Epoch = context.Epoch,
            Epochs = context.Epochs,
            Batch = context.Batch,
            Batches = context.Batches,
            Training = context.Batch > 0 ? context.Training : null,
            Validation = context.History.Count > 0 ? context.History[^1].Validation : null,
            LearningRate = context.Optimizer.LearningRate,
            Elapsed = elapsed,
            Left = state == RunState.Running ? TimeLeft(elapsed, context.Epoch, context.Epochs, context.Batch, context.Batches) : null,
        };
        for (; warningsShown < context.History.Warnings.Count; warningsShown++)
        {
            table.WriteMessage(this, "Warning: " + context.History.Warnings[warningsShown]);
        }
    }

    /// <summary>The time left, estimated from the speed of this session so far.</summary>
    private TimeSpan? TimeLeft(TimeSpan elapsed, int epoch, int epochs, int batch, int batches)
    {
        double done = epoch - 1 - epochsBefore + ((double)batch / batches);
        return done > 0 ? elapsed * ((epochs - epochsBefore - done) / done) : null;
    }

    private string Place() => $"{Texts.Count(view.Epoch, view.Epochs)}, batch {Texts.Count(view.Batch, view.Batches)}";
}
