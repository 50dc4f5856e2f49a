using System.Globalization;

namespace NNGen;

/// <summary>
/// Averages the parameters over the last steps, evaluates every epoch with the averages, and sets the network to them at the end.
/// </summary>
/// <remarks>
/// <para>
/// Keras's rule (<c>use_ema</c>): after the first step the average is the parameters themselves, after every later one
/// <c>decay · average + (1 − decay) · parameters</c>; training itself continues with the parameters, and at its end, however it ends, the averages
/// replace them. With a decay of 0.99 it is an average over about a hundred steps: it smooths the randomness of the last batches (Polyak and
/// Juditsky, 1992). Running statistics are averaged like parameters; counters of batches are copied.
/// </para>
/// <para>
/// From the validation of an epoch to the end of <see cref="Callback.OnEpochEnd"/> the network has the averages (Keras's
/// <c>SwapEMAWeights</c>), so that the measured parameters are those that are kept: <see cref="EarlyStopping"/> restores the averages of its
/// best epoch. A checkpoint holds both, the parameters as the network's tensors and the averages next to them, and resumed training has
/// the same bits.
/// </para>
/// </remarks>
/// <example><code>net.Fit(train, epochs: 50, validation: test, callbacks: [new ExponentialMovingAverage(0.99)]);</code></example>
public sealed class ExponentialMovingAverage : Callback
{
    private ParameterSnapshot? average;
    private ParameterSnapshot? parameters;
    private bool isSwapped;
    private long step;

    /// <summary>Creates the callback.</summary>
    /// <param name="decay">
    /// The fraction of the average that is kept in a step, at least 0 and below 1: the closer to 1, the longer the average.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is out of its range.</exception>
    public ExponentialMovingAverage(double decay = 0.99)
    {
        Decay = decay is >= 0 and < 1
            ? decay
            : throw new ArgumentOutOfRangeException(nameof(decay), decay, string.Create(CultureInfo.InvariantCulture,
                $"decay is {decay}, but must be at least 0 and below 1."));
    }

    /// <summary>The fraction of the average that is kept in a step.</summary>
    public double Decay { get; }

    /// <summary>Whether epochs are evaluated with the averages. Keras's optimizer alone evaluates with the parameters.</summary>
    public bool MeasureAverage { get; init; } = true;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        average = parameters = null;
        isSwapped = false;
        step = context.Step;
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        // A batch whose gradients are only accumulated is not a step.
        if (context.Step == step) { return; }
        step = context.Step;
        if (average is null) { average = context.TakeSnapshot(); }
        else { context.Average(average, Decay); }
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        state["decay"] = Decay;
        if (average is not null) { state.SetSnapshot("average", average); }
    }

    /// <inheritdoc/>
    public override void LoadState(CallbackState state, TrainingContext context)
    {
        average = state.GetSnapshot("average");
        if (state["decay"] != Decay)
        {
            context.Warn(string.Create(CultureInfo.InvariantCulture,
                $"The average was made with a decay of {state["decay"]} and continues with {Decay}: the result will differ from that of training without the interruption."));
        }
    }

    internal override void OnValidationBegin(TrainingContext context)
    {
        if (!MeasureAverage || average is null) { return; }
        parameters = context.TakeSnapshot(parameters);
        context.Restore(average);
        isSwapped = true;
    }

    internal override void OnEpochClose(TrainingContext context)
    {
        if (!isSwapped) { return; }
        context.Restore(parameters!);
        isSwapped = false;
    }

    internal override void OnTrainClose(TrainingContext context)
    {
        if (average is not null) { context.Restore(average); }
        average = parameters = null;
    }
}
