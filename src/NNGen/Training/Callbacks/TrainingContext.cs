using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>What a callback can read and control in training. Valid until <see cref="Callback.OnTrainEnd"/> has returned.</summary>
public abstract class TrainingContext
{
    private readonly Lock gate = new();
    private readonly List<string> warnings = [];
    private readonly List<string> unreported = [];
    private int thread;

    private protected TrainingContext(
        NetworkDescription network, Optimizer optimizer, int epochs, int batches, bool hasValidation, CancellationToken cancellationToken)
    {
        Network = network;
        Optimizer = optimizer;
        Epochs = epochs;
        Batches = batches;
        HasValidation = hasValidation;
        CancellationToken = cancellationToken;
        Background = new BackgroundQueue(AddWarning);
    }

    /// <summary>The network's layers and parameters.</summary>
    public NetworkDescription Network { get; }

    /// <summary>The optimizer; its <see cref="Optimizer.LearningRate"/> may be changed.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>How many epochs there will be, if nothing stops the training.</summary>
    public int Epochs { get; }

    /// <summary>Batches per epoch; in the first epoch of a stream, the number so far.</summary>
    public int Batches { get; internal set; }

    /// <summary>The current epoch, from 1. Before the first: 0 or, when training is resumed, the number of epochs done before.</summary>
    public int Epoch { get; internal set; }

    /// <summary>The current batch of the epoch, from 1; 0 before the first.</summary>
    public int Batch { get; internal set; }

    /// <summary>
    /// Steps taken in this training, including those before it was resumed: changes of the parameters, fewer than batches with
    /// <see cref="FitOptions.AccumulateSteps"/>.
    /// </summary>
    public long Step { get; internal set; }

    /// <summary>The mean loss of the current batch, before its step.</summary>
    public double BatchLoss { get; internal set; } = double.NaN;

    /// <summary>Running means over the epoch so far, as in <see cref="EpochResult.Training"/>.</summary>
    public abstract Metrics Training { get; }

    /// <summary>Whether there are validation samples; the results are in <see cref="History"/>.</summary>
    public bool HasValidation { get; }

    /// <summary>The names of the metrics of the training samples.</summary>
    internal IReadOnlyList<string> TrainingMetrics { get; init; } = [];

    /// <summary>The names of the metrics of the validation samples, also of those that were requested; empty without such samples.</summary>
    internal IReadOnlyList<string> ValidationMetrics { get; init; } = [];

    /// <summary>The finished epochs, including those before training was resumed.</summary>
    public History History { get; } = new();

    /// <summary>Cancels the training.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Why the training is about to stop; null while it continues.</summary>
    public string? StopReason => History.StopReason;

    /// <summary>All weights and biases.</summary>
    /// <typeparam name="T">The element type of the network.</typeparam>
    /// <returns>The parameters: read <see cref="ParameterBlock{T}.Values"/>, change them through <see cref="ParameterBlock{T}.Edit"/>.</returns>
    /// <exception cref="InvalidOperationException">The network has another element type.</exception>
    public ParameterBlock<T> Parameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ParameterObject as ParameterBlock<T>
        ?? throw new InvalidOperationException(
            $"{Network.Name} has parameters of type {ElementType}, not {typeof(T).Name} (use Parameters of that type, or TakeSnapshot and Restore).");

    /// <summary>Copies the parameters, whatever their type.</summary>
    /// <param name="reuse">An older copy whose memory may be used again, or null.</param>
    /// <returns>The copy.</returns>
    public abstract ParameterSnapshot TakeSnapshot(ParameterSnapshot? reuse = null);

    /// <summary>Restores a copy of the parameters.</summary>
    /// <param name="snapshot">The copy.</param>
    /// <exception cref="ArgumentException">The copy belongs to another network.</exception>
    public abstract void Restore(ParameterSnapshot snapshot);

    /// <summary>
    /// Ends the training after the current batch or, from <see cref="Callback.OnEpochEnd"/>, after this epoch. An interrupted
    /// epoch is not in the history. <c>Fit</c> returns as if all epochs were done. The first reason is kept.
    /// </summary>
    /// <param name="reason">Why, as a sentence; it will be <see cref="History.StopReason"/>.</param>
    public void RequestStop(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        History.StopReason ??= reason;
    }

    /// <summary>
    /// Reports a problem that does not stop training: in the next progress report and in <see cref="History.Warnings"/>, where callbacks see
    /// it from the end of the next batch on.
    /// </summary>
    /// <param name="message">The problem, as a sentence.</param>
    public void Warn(string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        AddWarning(Place, message);
    }

    /// <summary>
    /// Writes a checkpoint after <see cref="Callback.OnEpochEnd"/> of all callbacks: parameters, optimizer state, epoch, history and the callbacks'
    /// own state. The state is taken then; the file is written in the background. A file that cannot be written is a warning and is retried
    /// after the next epoch.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced, missing folders are created.</param>
    /// <exception cref="InvalidOperationException">Called outside of <see cref="Callback.OnEpochEnd"/>.</exception>
    public void SaveCheckpoint(string path) => SaveCheckpoint(path, static (writer, path) => writer.Save(path));

    /// <summary>
    /// Runs work (an upload, a file) in the background, one piece after another. While one runs and one waits, a third blocks the caller, so
    /// work cannot accumulate. <c>Fit</c> returns when all of it is done. An exception in it is a warning.
    /// </summary>
    /// <param name="work">The work; it gets <see cref="CancellationToken"/>. It must not access the training: copy what it needs first.</param>
    /// <exception cref="OperationCanceledException">Training was canceled while waiting.</exception>
    public void RunInBackground(Func<CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Background.Enqueue(() => work(CancellationToken), Place, CancellationToken);
    }

    internal BackgroundQueue Background { get; }

    /// <summary>The callback whose method runs.</summary>
    internal Callback? Current
    {
        get;
        set
        {
            // Training from a stream may continue on another thread after an await.
            thread = Environment.CurrentManagedThreadId;
            field = value;
        }
    }

    private protected abstract object ParameterObject { get; }

    private protected abstract string ElementType { get; }

    /// <summary>The source of a warning. Only the training thread knows which callback runs.</summary>
    private protected string Place
    {
        get
        {
            string epoch = Epoch > 0 ? string.Create(CultureInfo.InvariantCulture, $"Epoch {Epoch}") : "Start";
            return Current is { } callback && Environment.CurrentManagedThreadId == thread ? $"{epoch}, {callback.GetType().Name}" : epoch;
        }
    }

    /// <summary>Moves an average of the parameters toward them: decay · average + (1 − decay) · parameters.</summary>
    internal abstract void Average(ParameterSnapshot average, double decay);

    internal abstract void SaveCheckpoint(string path, Action<SafeTensorsWriter, string> save);

    internal void AddWarning(string place, string message)
    {
        lock (gate) { warnings.Add($"{place}: {message}"); }
    }

    /// <summary>Moves new warnings into the history, for callbacks to see. Only the training thread does so: others may read it.</summary>
    internal void PublishWarnings()
    {
        lock (gate)
        {
            foreach (string warning in warnings) { History.AddWarning(warning); }
            unreported.AddRange(warnings);
            warnings.Clear();
        }
    }

    /// <summary>Moves new warnings into the history.</summary>
    /// <returns>The lines of those that were not reported yet, or null.</returns>
    internal string? TakeWarnings()
    {
        PublishWarnings();
        if (unreported.Count == 0) { return null; }
        string lines = string.Join('\n', unreported);
        unreported.Clear();
        return lines;
    }
}
