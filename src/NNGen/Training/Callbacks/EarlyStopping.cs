using System.Globalization;

namespace NNGen;

/// <summary>Stops training when a monitored number has not improved for some epochs, and restores the best parameters.</summary>
/// <remarks>
/// Keras's rule: an epoch improves when it is better than the best so far by more than <see cref="MinDelta"/>; after <c>patience</c> epochs in
/// a row without improvement training stops, never in the first epoch. With a <see cref="Baseline"/>, only an epoch that also beats it
/// resets the count. Unlike Keras's default, the parameters of the best epoch are restored, also when training is canceled, fails or
/// ends normally. <c>patience</c> has no default (Keras's 0 stops at the first epoch that is not better).
/// </remarks>
public sealed class EarlyStopping : Callback
{
    private readonly Monitored? asked;
    private readonly int patience;
    private readonly bool restoreBest;
    private Monitored monitor;
    private double best;
    private int wait;
    private ParameterSnapshot? bestParameters;

    /// <summary>Creates the callback.</summary>
    /// <param name="patience">Epochs in a row without improvement after which to stop; not negative.</param>
    /// <param name="monitor">What to monitor; by default the validation loss or, without validation samples, the loss.</param>
    /// <param name="restoreBest">Whether the network ends with the parameters of its best epoch rather than of its last.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="patience"/> is negative.</exception>
    public EarlyStopping(int patience, Monitored? monitor = null, bool restoreBest = true)
    {
        Guard.AtLeast(patience, 0, nameof(patience));
        this.patience = patience;
        this.restoreBest = restoreBest;
        asked = monitor;
        this.monitor = monitor ?? Monitored.Loss;
        best = this.monitor.Worst;
    }

    /// <summary>By how much an epoch must be better to count; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double MinDelta
    {
        get;
        init => field = double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MinDelta), value, string.Create(CultureInfo.InvariantCulture,
                $"MinDelta is {value}, but must be finite and not negative."));
    }

    /// <summary>What must be beaten within <c>patience</c> epochs; null for nothing.</summary>
    public double? Baseline { get; init; }

    /// <summary>
    /// The first epoch that is monitored, from 1: epochs before it can neither stop training nor be the best. (Keras counts from 0.)
    /// </summary>
    public int StartFromEpoch { get; init; } = 1;

    /// <summary>The best epoch of the last training, from 1; 0 before any.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The best value of the last training; infinite before any.</summary>
    public double Best => best;

    /// <summary>The epoch after which the last training was stopped; 0 if it was not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        monitor = Monitored.Resolve(asked, context);
        best = monitor.Worst;
        wait = 0;
        BestEpoch = StoppedEpoch = 0;
        bestParameters = null;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        if (context.Epoch < StartFromEpoch) { return; }
        double value = monitor.Of(context.History[^1]);
        if (BestEpoch == 0) { Keep(context); }
        wait++;
        if (monitor.IsBetter(value, best, MinDelta))
        {
            best = value;
            Keep(context);
            if (Baseline is not { } baseline || monitor.IsBetter(value, baseline, MinDelta)) { wait = 0; }
            return;
        }

        if (context.Epoch > 1) { StopIfTired(context); }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        if (restoreBest && bestParameters is not null) { context.Restore(bestParameters); }
        bestParameters = null;
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        state["best"] = best;
        state["best_epoch"] = BestEpoch;
        state["wait"] = wait;
        state["stopped_epoch"] = StoppedEpoch;
        if (bestParameters is not null) { state.SetSnapshot("best_parameters", bestParameters); }
    }

    /// <inheritdoc/>
    public override void LoadState(CallbackState state, TrainingContext context)
    {
        best = state["best"];
        BestEpoch = state.GetCount("best_epoch");
        wait = state.GetCount("wait");
        bestParameters = state.GetSnapshot("best_parameters");

        // Training that had stopped stays stopped, unless the patience is larger now.
        if (state["stopped_epoch"] > 0) { StopIfTired(context); }
    }

    private void Keep(TrainingContext context)
    {
        BestEpoch = context.Epoch;
        if (restoreBest) { bestParameters = context.TakeSnapshot(bestParameters); }
    }

    private void StopIfTired(TrainingContext context)
    {
        if (wait < patience) { return; }
        StoppedEpoch = context.Epoch;
        context.RequestStop(string.Create(CultureInfo.InvariantCulture,
            $"Epoch {context.Epoch}: {monitor.Name} has not improved for {wait} epochs (the best was {Metrics.Format(best)} in epoch {BestEpoch})."));
    }
}
