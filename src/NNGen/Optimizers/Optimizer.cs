using System.Globalization;
using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>Changes the parameters in training, given their gradients. Formulas and defaults are PyTorch's.</summary>
/// <remarks>
/// An optimizer is only configuration: its state between steps (moments, the step count) belongs to the
/// <see cref="Trainer{TNetwork, T}"/>, so one optimizer can be used in several trainings.
/// <para>
/// Derive a class for an optimizer that is not in the library. Clipping, schedules, threads and checkpoints, including the optimizer's state,
/// work without further code, and so do the same bits on every machine as long as the rule of <see cref="IUpdate{V}"/> is followed.
/// </para>
/// </remarks>
/// <example>
/// Sign descent with momentum, Lion without its decay (Chen and others, 2023):
/// <code>
/// public sealed class SignMomentum(double learningRate = 1e-4, double beta = 0.9) : Optimizer(learningRate)
/// {
///     public double Beta { get; } = Decay(beta, nameof(beta));
///
///     public override int SlotCount => 1;
///
///     protected override IEnumerable&lt;(string Name, double Value)&gt; OwnSettings => [(nameof(Beta), Beta)];
///
///     protected override bool Update&lt;V, S, T&gt;(OptimizerStep&lt;T&gt; step) => step.Apply&lt;V, S, Rule&lt;V, S, T&gt;&gt;(new(this));
///
///     private readonly struct Rule&lt;V, S, T&gt;(SignMomentum optimizer) : IUpdate&lt;V&gt;
///         where V : struct
///         where S : struct, ISimd&lt;V, T&gt;
///         where T : unmanaged, IBinaryFloatingPointIeee754&lt;T&gt;
///     {
///         private readonly V learningRate = S.Create(T.CreateChecked(optimizer.LearningRate));
///         private readonly V beta = S.Create(T.CreateChecked(optimizer.Beta));
///
///         public static int SlotCount => 1;
///
///         public V Next(V parameter, V gradient, ref V slot0, ref V slot1, ref V slot2)
///         {
///             slot0 = S.Add(S.Multiply(beta, slot0), S.Multiply(S.Subtract(S.One, beta), gradient));
///             return S.Subtract(parameter, S.Multiply(learningRate, S.Sign(slot0)));
///         }
///     }
/// }
/// </code>
/// </example>
public abstract class Optimizer
{
    private double learningRate;
    private readonly double weightDecay;
    private readonly double? clipValue;
    private readonly double? clipNorm;
    private readonly double? globalClipNorm;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step size is not above 0, or is infinite or NaN.</exception>
    protected Optimizer(double learningRate)
    {
        if (learningRate is 0) { throw OutOfRange(nameof(learningRate), learningRate, "above 0"); }
        NotNegative(learningRate, nameof(learningRate));
        this.learningRate = learningRate;
    }

    /// <summary>The step size. It may be changed between steps; a schedule may let it reach zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double LearningRate
    {
        get => learningRate;
        set => learningRate = NotNegative(value, nameof(LearningRate));
    }

    /// <summary>
    /// Pulls every parameter, biases too (as PyTorch does), toward zero. <see cref="AdamW"/> shrinks the parameters by
    /// learningRate · weightDecay before its step; all others add weightDecay · parameter to the gradient, unless a derived class decides otherwise
    /// (<see cref="HasOwnWeightDecay"/>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
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

    /// <summary>Number of values in this optimizer's state for each parameter, 0 to 3; it must not change.</summary>
    public abstract int SlotCount { get; }

    /// <summary>
    /// Whether the optimizer applies <see cref="WeightDecay"/> in its own way; otherwise weightDecay · parameter is added to the gradient before
    /// it gets it.
    /// </summary>
    protected internal virtual bool HasOwnWeightDecay => false;

    /// <summary>All settings except the learning rate, which may change: they must be the same when training is resumed.</summary>
    internal IEnumerable<(string Name, double Value)> Settings =>
    [
        .. OwnSettings,
        (nameof(WeightDecay), WeightDecay),
        (nameof(ClipValue), ClipValue ?? 0),
        (nameof(ClipNorm), ClipNorm ?? 0),
        (nameof(GlobalClipNorm), GlobalClipNorm ?? 0),
    ];

    /// <summary>
    /// The settings that this class adds, by name: training is resumed only with the same values. They do not include the learning rate, which
    /// may change.
    /// </summary>
    protected abstract IEnumerable<(string Name, double Value)> OwnSettings { get; }

    /// <summary>The value of a slot before the first step.</summary>
    /// <param name="slot">The slot, from 0 to <see cref="SlotCount"/> - 1.</param>
    /// <returns>The value, the same for every parameter; 0 unless overridden.</returns>
    protected internal virtual double InitialValue(int slot) => 0;

    /// <summary>Updates the parameters from <paramref name="start"/> on; ranges are independent, so threads can share them.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradients">Their gradients, clipped.</param>
    /// <param name="state">This optimizer's state; its <see cref="OptimizerState{T}.Step"/> includes this step.</param>
    /// <param name="start">First parameter.</param>
    /// <param name="length">Number of parameters.</param>
    /// <returns>Whether the new parameters and the state are finite.</returns>
    internal bool Update<T>(Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoops<T>.For(length).Update(this, parameters, gradients, state, start, length);

    /// <summary>Takes a step: calls <see cref="OptimizerStep{T}.Apply{V, S, TUpdate}"/> with the arithmetic of this optimizer.</summary>
    /// <typeparam name="V">The processor's fastest vector.</typeparam>
    /// <typeparam name="S">Its operations.</typeparam>
    /// <typeparam name="T">The element type of the network.</typeparam>
    /// <param name="step">The range of parameters.</param>
    /// <returns>What <see cref="OptimizerStep{T}.Apply{V, S, TUpdate}"/> returns: whether all is finite.</returns>
    protected internal abstract bool Update<V, S, T>(OptimizerStep<T> step)
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Checks a setting of a derived class.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    protected static double NotNegative(double value, string name) =>
        double.IsFinite(value) && value >= 0 ? value : throw OutOfRange(name, value, "finite and not negative");

    /// <inheritdoc cref="NotNegative"/>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0, or is infinite or NaN.</exception>
    protected static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0 ? value : throw OutOfRange(name, value, "finite and above 0");

    /// <summary>Checks a decay rate of a running mean: at 1 it would never change.</summary>
    /// <inheritdoc cref="NotNegative"/>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0, or not below 1.</exception>
    protected static double Decay(double value, string name) =>
        value is >= 0 and < 1 ? value : throw OutOfRange(name, value, "at least 0 and below 1");

    /// <inheritdoc cref="NotNegative"/>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0 or above 1.</exception>
    protected static double Fraction(double value, string name) =>
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
