namespace NNGen;

/// <summary>Watches and steers a training: <c>net.Fit(train, callbacks: [new EarlyStopping(patience: 5), ...])</c>.</summary>
/// <remarks>
/// <para>
/// Override what you need; every method is called on the thread that called <c>Fit</c>, for one callback after the other in the order in
/// which they were given. Names and moments are Keras's. Whatever takes long and is not needed for the next step (an upload, a file)
/// goes to <see cref="TrainingContext.RunInBackground"/>, so the methods themselves need not be asynchronous and a batch costs nothing.
/// </para>
/// <para>
/// An exception ends the training as a <see cref="CallbackException"/> that names the callback; the network keeps what it has learned, and
/// <see cref="OnTrainEnd"/> is called for every callback that has seen the beginning, however a training ends.
/// </para>
/// </remarks>
public abstract class Callback
{
    /// <summary>Before the first epoch; also of a training that is resumed. An object that was used before starts anew here.</summary>
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
    /// At the end, whether all epochs are done, a stop was requested, the training was canceled or it failed. What was opened is closed here.
    /// </summary>
    /// <param name="context">The training.</param>
    public virtual void OnTrainEnd(TrainingContext context)
    {
    }

    /// <summary>Puts what this callback remembers from epoch to epoch into a checkpoint; called after all callbacks have seen an epoch's end.</summary>
    /// <param name="state">Receives it.</param>
    public virtual void SaveState(CallbackState state)
    {
    }

    /// <summary>Takes up what <see cref="SaveState"/> put into a checkpoint; called after <see cref="OnTrainBegin"/> of a training that is resumed.</summary>
    /// <param name="state">What was saved.</param>
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

    /// <summary>After <see cref="OnEpochEnd"/> of all callbacks, when it is known whether the training goes on.</summary>
    internal virtual void OnEpochClose(TrainingContext context)
    {
    }
}
