namespace NNGen;

/// <summary>Monitors and controls training: <c>net.Fit(train, callbacks: [new EarlyStopping(patience: 5), ...])</c>.</summary>
/// <remarks>
/// <para>
/// Override what you need; every method is called on the thread that called <c>Fit</c>, for one callback after another in the given
/// order. Names and times of the calls are Keras's. Long work that is not needed for the next step (an upload, a file) should run in
/// <see cref="TrainingContext.RunInBackground"/>, so the methods themselves need not be asynchronous and a batch costs nothing.
/// </para>
/// <para>
/// An exception ends training as a <see cref="CallbackException"/> that names the callback; the network keeps what it has learned, and
/// <see cref="OnTrainEnd"/> is called for every callback whose <see cref="OnTrainBegin"/> was called, however training ends.
/// </para>
/// </remarks>
public abstract class Callback
{
    /// <summary>Before the first epoch, also when training is resumed. An object that was used before is reset here.</summary>
    /// <param name="context">The training.</param>
    public virtual void OnTrainBegin(TrainingContext context)
    {
    }

    /// <summary>Before the first batch of an epoch.</summary>
    /// <param name="context">The training.</param>
    public virtual void OnEpochBegin(TrainingContext context)
    {
    }

    /// <summary>Before a step; the learning rate may still be changed for it.</summary>
    /// <param name="context">The training.</param>
    public virtual void OnBatchBegin(TrainingContext context)
    {
    }

    /// <summary>After a step.</summary>
    /// <param name="context">The training.</param>
    public virtual void OnBatchEnd(TrainingContext context)
    {
    }

    /// <summary>After the last batch of an epoch and its validation; <c>context.History[^1]</c> is its result.</summary>
    /// <param name="context">The training.</param>
    public virtual void OnEpochEnd(TrainingContext context)
    {
    }

    /// <summary>
    /// At the end, whether all epochs are done, a stop was requested, the training was canceled or it failed. Close resources here.
    /// </summary>
    /// <param name="context">The training.</param>
    public virtual void OnTrainEnd(TrainingContext context)
    {
    }

    /// <summary>Saves the state of this callback between epochs in a checkpoint; called after <see cref="OnEpochEnd"/> of all callbacks.</summary>
    /// <param name="state">Receives it.</param>
    public virtual void SaveState(CallbackState state)
    {
    }

    /// <summary>
    /// Restores what <see cref="SaveState"/> saved in a checkpoint; called after <see cref="OnTrainBegin"/> when training is resumed.
    /// </summary>
    /// <param name="state">The saved state.</param>
    /// <param name="context">The training.</param>
    public virtual void LoadState(CallbackState state, TrainingContext context)
    {
    }

    /// <summary>After the last batch of an epoch, before its validation.</summary>
    internal virtual void OnValidationBegin(TrainingContext context)
    {
    }

    /// <summary>Before <see cref="OnTrainEnd"/> of all callbacks.</summary>
    internal virtual void OnTrainClose(TrainingContext context)
    {
    }

    /// <summary>After <see cref="OnEpochEnd"/> of all callbacks, when it is known whether training continues.</summary>
    internal virtual void OnEpochClose(TrainingContext context)
    {
    }
}
