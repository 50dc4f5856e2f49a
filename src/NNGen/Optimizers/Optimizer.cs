using System.Globalization;
using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>How training changes the parameters, given their gradients. Formulas and defaults are PyTorch's.</summary>
/// <remarks>
/// An optimizer is configuration only: what it remembers between steps (moments, the step count) belongs to the
/// <see cref="Trainer{TNetwork, T}"/>, so one optimizer may serve many trainings.
/// </remarks>
public abstract class Optimizer
{
    private double learningRate;
    private readonly double weightDecay;
    private readonly double? clipValue;
    private readonly double? clipNorm;
    private readonly double? globalClipNorm;

    private protected Optimizer(double learningRate)
    {
        if (learningRate is 0) { throw OutOfRange(nameof(learningRate), learningRate, "above 0"); }
        NotNegative(learningRate, nameof(learningRate));
        this.learningRate = learningRate;
    }

    /// <summary>The step size. It may be changed between steps; a schedule may let it reach zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or not a number.</exception>
    public double LearningRate
    {
        get => learningRate;
        set => learningRate = NotNegative(value, nameof(LearningRate));
    }

    /// <summary>
    /// Pulls every parameter, biases too (as PyTorch does), towards zero. <see cref="AdamW"/> shrinks the parameters by
    /// learningRate · weightDecay before its step; all others add weightDecay · parameter to the gradient.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or not a number.</exception>
    public double WeightDecay
    {
        get => weightDecay;
        init => weightDecay = NotNegative(value, nameof(WeightDecay));
    }

    /// <summary>Limits every gradient value to ±this; null for no limit. Only one kind of clipping may be chosen.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above zero, or infinite.</exception>
    /// <exception cref="ArgumentException">Another kind of clipping is chosen already.</exception>
    public double? ClipValue
    {
        get => clipValue;
        init => clipValue = Clip(value, nameof(ClipValue));
    }

    /// <summary>
    /// Limits the Euclidean norm of each parameter tensor's gradient: g · min(1, clipNorm / ‖g‖), Keras's <c>clipnorm</c>; null for no limit.
    /// </summary>
    /// <inheritdoc cref="ClipValue" path="/exception"/>
    public double? ClipNorm
    {
        get => clipNorm;
        init => clipNorm = Clip(value, nameof(ClipNorm));
    }

    /// <summary>
    /// Limits the Euclidean norm of the gradient of all parameters together: g · min(1, globalClipNorm / (‖g‖ + 1e-6)), PyTorch's
    /// <c>clip_grad_norm_</c>; null for no limit.
    /// </summary>
    /// <inheritdoc cref="ClipValue" path="/exception"/>
    public double? GlobalClipNorm
    {
        get => globalClipNorm;
        init => globalClipNorm = Clip(value, nameof(GlobalClipNorm));
    }

    /// <summary>Values this optimizer remembers per parameter.</summary>
    internal abstract int SlotCount { get; }

    /// <summary>All settings but the learning rate, which may change: what must be the same when a training is resumed.</summary>
    internal IEnumerable<(string Name, double Value)> Settings =>
    [
        .. OwnSettings,
        (nameof(WeightDecay), WeightDecay),
        (nameof(ClipValue), ClipValue ?? 0),
        (nameof(ClipNorm), ClipNorm ?? 0),
        (nameof(GlobalClipNorm), GlobalClipNorm ?? 0),
    ];

    private protected abstract IEnumerable<(string Name, double Value)> OwnSettings { get; }

    /// <summary>Fills the slots of a new state, where zeros will not do.</summary>
    internal virtual void Initialize<T>(OptimizerState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    /// <summary>Updates the parameters from <paramref name="start"/> on; ranges are independent, so threads share them.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradients">Their gradients, clipped.</param>
    /// <param name="state">What this optimizer remembers; its <see cref="OptimizerState{T}.Step"/> counts this step.</param>
    /// <param name="start">First parameter.</param>
    /// <param name="length">Number of parameters.</param>
    /// <returns>Whether the new parameters and all that is remembered are finite.</returns>
    internal bool Update<T>(Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoops<T>.For(length).Update(this, parameters, gradients, state, start, length);

    /// <inheritdoc cref="Update{T}"/>
    internal abstract bool Update<V, S, T>(Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length)
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private protected static double NotNegative(double value, string name) =>
        double.IsFinite(value) && value >= 0 ? value : throw OutOfRange(name, value, "finite and not negative");

    private protected static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0 ? value : throw OutOfRange(name, value, "finite and above 0");

    /// <summary>A decay rate of a running mean: at one it would never take anything in.</summary>
    private protected static double Decay(double value, string name) =>
        value is >= 0 and < 1 ? value : throw OutOfRange(name, value, "at least 0 and below 1");

    private protected static double Fraction(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw OutOfRange(name, value, "from 0 to 1");

    private double? Clip(double? value, string name)
    {
        if (value is not { } limit) { return null; }
        Positive(limit, name);
        Refuse(clipValue, nameof(ClipValue));
        Refuse(clipNorm, nameof(ClipNorm));
        Refuse(globalClipNorm, nameof(GlobalClipNorm));
        return limit;

        void Refuse(double? other, string otherName)
        {
            if (other is { } chosen && otherName != name)
            {
                throw new ArgumentException(
                    $"{name} is {Text(limit)}, but {otherName} is {Text(chosen)} already (choose one of ClipValue, ClipNorm and GlobalClipNorm).",
                    name);
            }
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static ArgumentOutOfRangeException OutOfRange(string name, double value, string rule) =>
        new(name, value, $"{name} is {Text(value)}, but must be {rule}.");
}
