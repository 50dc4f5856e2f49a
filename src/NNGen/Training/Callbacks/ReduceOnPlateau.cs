using System.Globalization;

namespace NNGen;

/// <summary>Lowers the learning rate when a monitored number has stopped improving.</summary>
/// <remarks>
/// The defaults of PyTorch's <c>ReduceLROnPlateau</c>: an epoch is better when it beats the best by a part of the best's magnitude,
/// value &lt; best - <see cref="Threshold"/> · |best| (for what should grow, value &gt; best + threshold · |best|); after <b>more than</b>
/// <c>patience</c> epochs in a row that are not, learningRate ← max(learningRate · factor, <see cref="MinLearningRate"/>), unless that changes
/// it by no more than 1e-8. (PyTorch multiplies best by 1 ± threshold, which is the same for positive numbers; below zero it treats a worse value
/// as better. Keras lowers the rate one epoch earlier, and its <c>min_delta</c> is absolute.)
/// </remarks>
public sealed class ReduceOnPlateau : Callback
{
    /// <summary>PyTorch's <c>eps</c>.</summary>
    private const double SmallestChange = 1e-8;

    private readonly Monitored? asked;
    private readonly double factor;
    private readonly int patience;
    private Monitored monitor;
    private double best;
    private int badEpochs;
    private int rest;

    /// <summary>Creates the callback.</summary>
    /// <param name="factor">The factor of the learning rate; above 0 and below 1.</param>
    /// <param name="patience">Tolerated epochs without improvement; the next one lowers the learning rate. Not negative.</param>
    /// <param name="monitor">What to monitor; by default the validation loss or, without validation samples, the loss.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ReduceOnPlateau(double factor = 0.1, int patience = 10, Monitored? monitor = null)
    {
        if (factor is not (> 0 and < 1)) { throw OutOfRange(nameof(factor), factor, "above 0 and below 1"); }
        Guard.AtLeast(patience, 0, nameof(patience));
        this.factor = factor;
        this.patience = patience;
        asked = monitor;
        this.monitor = monitor ?? Monitored.Loss;
        best = this.monitor.Worst;
    }

    /// <summary>The fraction of the best value's magnitude by which an epoch must be better, from 0 to below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Threshold
    {
        get;
        init => field = value is >= 0 and < 1 ? value : throw OutOfRange(nameof(Threshold), value, "at least 0 and below 1");
    } = 1e-4;

    /// <summary>Epochs after a reduction in which none counts as bad; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Cooldown
    {
        get;
        init => field = value >= 0 ? value : throw OutOfRange(nameof(Cooldown), value, "at least 0");
    }

    /// <summary>The minimum learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double MinLearningRate
    {
        get;
        init => field = double.IsFinite(value) && value >= 0 ? value : throw OutOfRange(nameof(MinLearningRate), value, "finite and not negative");
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        monitor = Monitored.Resolve(asked, context);
        best = monitor.Worst;
        badEpochs = rest = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        double value = monitor.Of(context.History[^1]);
        double margin = double.IsInfinity(best) ? 0 : Threshold * Math.Abs(best);
        if (monitor.IsBetter(value, best, margin))
        {
            best = value;
            badEpochs = 0;
        }
        else
        {
            badEpochs++;
        }

        if (rest > 0)
        {
            rest--;
            badEpochs = 0;
        }

        if (badEpochs <= patience) { return; }
        rest = Cooldown;
        badEpochs = 0;
        double old = context.Optimizer.LearningRate;
        double lower = Math.Max(old * factor, MinLearningRate);
        if (old - lower > SmallestChange) { context.Optimizer.LearningRate = lower; }
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        state["best"] = best;
        state["bad_epochs"] = badEpochs;
        state["cooldown"] = rest;
    }

    /// <inheritdoc/>
    public override void LoadState(CallbackState state, TrainingContext context)
    {
        best = state["best"];
        badEpochs = state.GetCount("bad_epochs");
        rest = state.GetCount("cooldown");
    }

    private static ArgumentOutOfRangeException OutOfRange(string name, double value, string rule) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, but must be {rule}."));
}
