using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>What a callback sees of a training, and how it steers it. Valid until <see cref="Callback.OnTrainEnd"/> has returned.</summary>
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

    /// <summary>Batches of an epoch; of a stream, which tells it at the end of the first, those so far.</summary>
    public int Batches { get; internal set; }

    /// <summary>The current epoch, from 1. Before the first: 0 or, when the training is resumed, the number of epochs done before.</summary>
    public int Epoch { get; internal set; }

    /// <summary>The current batch of the epoch, from 1; 0 before the first.</summary>
    public int Batch { get; internal set; }

    /// <summary>
    /// Steps taken in this training, those before it was resumed included: changes of the parameters, fewer than batches with
    /// <see cref="FitOptions.AccumulateSteps"/>.
    /// </summary>
    public long Step { get; internal set; }

    /// <summary>The mean loss of the current batch, before its step.</summary>
    public double BatchLoss { get; internal set; } = double.NaN;

    /// <summary>Running means over the epoch so far, as in <see cref="EpochResult.Training"/>.</summary>
    public abstract Metrics Training { get; }

    /// <summary>Whether the epochs are measured with validation samples; the results are in <see cref="History"/>.</summary>
    public bool HasValidation { get; }

    /// <summary>The names of the further metrics that the validation samples are measured with.</summary>
    internal IReadOnlyList<string> AdditionalMetrics { get; init; } = [];

    /// <summary>The finished epochs, those before the training was resumed included.</summary>
    public History History { get; } = new();

    /// <summary>Cancels the training.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Why the training is about to stop; null while it goes on.</summary>
    public string? StopReason => History.StopReason;

    /// <summary>All weights and biases.</summary>
    /// <typeparam name="T">The element type of the network.</typeparam>
    /// <returns>The parameters: read <see cref="ParameterBlock{T}.Values"/>, change them through <see cref="ParameterBlock{T}.Edit"/>.</returns>
    /// <exception cref="InvalidOperationException">The network has another element type.</exception>
    public ParameterBlock<T> Parameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ParameterObject as ParameterBlock<T>
        ?? throw new InvalidOperationException(
            $"{Network.Name} has parameters of type {ElementType}, not {typeof(T).Name} (ask for Parameters of its own type, or use TakeSnapshot and Restore).");

    /// <summary>Copies the parameters, whatever their type.</summary>
    /// <param name="reuse">An older copy whose memory may be used again, or null.</param>
    /// <returns>The copy.</returns>
    public abstract ParameterSnapshot TakeSnapshot(ParameterSnapshot? reuse = null);

    /// <summary>Puts a copy of the parameters back.</summary>
    /// <param name="snapshot">The copy.</param>
    /// <exception cref="ArgumentException">The copy is of another network.</exception>
    public abstract void Restore(ParameterSnapshot snapshot);

    /// <summary>
    /// Ends the training after the current batch or, from <see cref="Callback.OnEpochEnd"/>, after this epoch. An epoch that is left in its
    /// middle is not in the history. <c>Fit</c> returns as if all epochs were done. The first reason stands.
    /// </summary>
    /// <param name="reason">Why, as a sentence; it will be <see cref="History.StopReason"/>.</param>
    public void RequestStop(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        History.StopReason ??= reason;
    }

    /// <summary>
    /// Reports a problem that is no reason to lose the training: with the next progress report and in <see cref="History.Warnings"/>, where
    /// callbacks see it from the end of the next batch on.
    /// </summary>
    /// <param name="message">The problem, as a sentence.</param>
    public void Warn(string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        AddWarning(Place, message);
    }

    /// <summary>
    /// Writes a checkpoint when all callbacks have seen the end of this epoch: parameters, optimizer state, epoch, history and the callbacks'
    /// own state. The state is taken then; the file is written in the background, and one that cannot be written is a warning and is tried
    /// again after the next epoch.
    /// </summary>
    /// <param name="path">Where to; an existing file is replaced, missing folders are made.</param>
    /// <exception cref="InvalidOperationException">Called elsewhere than in <see cref="Callback.OnEpochEnd"/>.</exception>
    public void SaveCheckpoint(string path) => SaveCheckpoint(path, static (writer, path) => writer.Save(path));

    /// <summary>
    /// Runs work (an upload, a file) beside the training, one piece after another. While one runs and one waits, a third makes the caller
    /// wait, so a slow disk cannot pile up work. <c>Fit</c> returns when all of it is done. An exception in it is a warning.
    /// </summary>
    /// <param name="work">The work; it is given <see cref="CancellationToken"/>. It must not touch the training: copy before what it needs.</param>
    /// <exception cref="OperationCanceledException">The training was canceled while waiting.</exception>
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
            // A training that reads a stream may go on on another thread after it has waited.
            thread = Environment.CurrentManagedThreadId;
            field = value;
        }
    }

    private protected abstract object ParameterObject { get; }

    private protected abstract string ElementType { get; }

    /// <summary>Where a warning comes from. Only the training's own thread knows which callback runs.</summary>
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

    /// <summary>Moves new warnings into the history, for callbacks to see. Only the training's own thread does so: others may read it.</summary>
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
