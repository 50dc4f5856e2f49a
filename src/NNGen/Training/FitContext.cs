using System.Numerics;

namespace NNGen;

/// <summary>The context that callbacks get, with its types, and its checkpoints.</summary>
internal sealed class FitContext<TNetwork, T> : TrainingContext
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Trainer<TNetwork, T> trainer;
    private readonly Func<Metrics> measured;
    private readonly CheckpointQueue checkpoints;
    private readonly List<(string Path, Action<SafeTensorsWriter, string> Save)> asked = [];

    public FitContext(
        Trainer<TNetwork, T> trainer, Func<Metrics> measured, int epochs, int batches, bool hasValidation, CancellationToken cancellationToken)
        : base(TNetwork.Description, trainer.Optimizer, epochs, batches, hasValidation, cancellationToken)
    {
        this.trainer = trainer;
        this.measured = measured;
        InitialLearningRate = trainer.Optimizer.LearningRate;
        checkpoints = new CheckpointQueue(this);
    }

    public override Metrics Training => measured();

    /// <summary>The optimizer's learning rate at the beginning of the training.</summary>
    public double InitialLearningRate { get; set; }

    /// <summary>All batches of this training, including those before it was resumed: the step of masks and noise.</summary>
    public long AllBatches { get; set; }

    /// <summary>Whether the callbacks' OnEpochEnd is running: the only time when a checkpoint can be requested.</summary>
    public bool IsEpochEnd { get; set; }

    private protected override object ParameterObject => trainer.Network.Parameters;

    private protected override string ElementType => typeof(T).Name;

    public override ParameterSnapshot TakeSnapshot(ParameterSnapshot? reuse = null) =>
        ParameterSnapshot<T>.Of(trainer.Network.Parameters, reuse);

    public override void Restore(ParameterSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ParameterSnapshot<T>.Restore(snapshot, trainer.Network.Parameters);
    }

    internal override void Average(ParameterSnapshot average, double decay) =>
        ((ParameterSnapshot<T>)average).MoveTowards(trainer.Network.Parameters, decay);

    internal override void SaveCheckpoint(string path, Action<SafeTensorsWriter, string> save)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!IsEpochEnd)
        {
            throw new InvalidOperationException(
                "A checkpoint can be requested only in OnEpochEnd: training is resumed at the beginning of an epoch.");
        }

        asked.Add((Path.GetFullPath(path), save));
    }

    /// <summary>Takes the state for the requested checkpoints, and queues the files.</summary>
    /// <param name="callbacks">The callbacks whose state is saved.</param>
    /// <param name="identity">The settings that must be the same when training is resumed.</param>
    public void WriteCheckpoints(CallbackList callbacks, Func<IReadOnlyDictionary<string, string>> identity)
    {
        foreach ((string path, _) in asked) { checkpoints.Forget(path); }
        checkpoints.RetryFailed(isLastTry: false);
        if (asked.Count == 0) { return; }
        var state = new TrainingState
        {
            Epoch = Epoch,
            Step = Step,
            Batches = AllBatches,
            InitialLearningRate = InitialLearningRate,
            LearningRate = Optimizer.LearningRate,
            History = History,
            Callbacks = callbacks.SaveStates(),
        };
        try
        {
            SafeTensorsWriter writer = CheckpointFile.Writer(trainer.Network.Parameters, trainer.State, state, identity());
            foreach ((string path, Action<SafeTensorsWriter, string> save) in asked) { checkpoints.Write(path, writer, save); }
        }
        catch (InvalidOperationException notFinite)
        {
            Warn($"No checkpoint was written. {notFinite.Message}");
        }

        asked.Clear();
    }

    /// <summary>Waits for all files, and retries those that failed.</summary>
    public void Finish()
    {
        Background.Drain();
        checkpoints.RetryFailed(isLastTry: true);
        Background.Drain();
    }

    /// <summary>The state that <see cref="Restore(Checkpoint{T})"/> replaces.</summary>
    public Checkpoint<T> Take() => new(
        trainer.Network.Parameters.Values.ToArray(),
        [.. Enumerable.Range(0, trainer.State.SlotCount).Select(i => trainer.State.Slot(i).ToArray())],
        trainer.State.Step,
        new TrainingState
        {
            Epoch = Epoch,
            Step = Step,
            Batches = AllBatches,
            InitialLearningRate = InitialLearningRate,
            LearningRate = Optimizer.LearningRate,
            History = [],
            Callbacks = new Dictionary<string, CallbackState>(),
        });

    /// <summary>Restores the state of a checkpoint.</summary>
    public void Restore(Checkpoint<T> checkpoint)
    {
        trainer.Network.Parameters.Replace(checkpoint.Parameters);
        for (int i = 0; i < checkpoint.OptimizerSlots.Length; i++) { checkpoint.OptimizerSlots[i].CopyTo(trainer.State.Slot(i)); }
        trainer.State.Step = checkpoint.OptimizerStep;
        trainer.Optimizer.LearningRate = checkpoint.State.LearningRate;
        InitialLearningRate = checkpoint.State.InitialLearningRate;
        Epoch = checkpoint.State.Epoch;
        Step = checkpoint.State.Step;
        AllBatches = checkpoint.State.Batches;
        foreach (EpochResult epoch in checkpoint.State.History) { History.Add(epoch); }
    }
}
