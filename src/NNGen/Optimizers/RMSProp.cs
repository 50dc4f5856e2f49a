using System.Numerics;
using System.Runtime.CompilerServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>RMSProp (Hinton, 2012): gradients divided by the root of their running mean square.</summary>
/// <remarks>
/// v ← αv + (1 - α)g²; step = g / (√v + ε). Centered: the mean gradient ḡ is tracked too, and √(v - ḡ²) replaces √v.
/// With momentum: b ← momentum · b + step, and b replaces the step. w ← w - learningRate · step. PyTorch's form: ε outside the root
/// (Keras puts it inside, takes 1e-7, learning rate 0.001 and α 0.9, and multiplies the step by the learning rate before adding it to b).
/// </remarks>
public sealed class RMSProp : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size.</param>
    /// <param name="alpha">Decay rate of the mean squared gradient, from 0 to below 1.</param>
    /// <param name="epsilon">Keeps the division finite; above 0.</param>
    /// <param name="momentum">The fraction of the last step that is kept, from 0 to below 1.</param>
    /// <param name="centered">Whether to divide by the standard deviation of the gradient instead of its root mean square.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public RMSProp(double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8, double momentum = 0, bool centered = false)
        : base(learningRate)
    {
        Alpha = Decay(alpha, nameof(alpha));
        Epsilon = Positive(epsilon, nameof(epsilon));
        Momentum = Decay(momentum, nameof(momentum));
        Centered = centered;
    }

    /// <summary>Decay rate of the mean squared gradient.</summary>
    public double Alpha { get; }

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; }

    /// <summary>The fraction of the last step that is kept.</summary>
    public double Momentum { get; }

    /// <summary>Whether gradients are divided by their standard deviation.</summary>
    public bool Centered { get; }

    /// <inheritdoc/>
    public override int SlotCount => 1 + (Momentum > 0 ? 1 : 0) + (Centered ? 1 : 0);

    /// <inheritdoc/>
    protected internal override bool HasOwnWeightDecay => true;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, double Value)> OwnSettings =>
        [(nameof(Alpha), Alpha), (nameof(Epsilon), Epsilon), (nameof(Momentum), Momentum), (nameof(Centered), Centered ? 1 : 0)];

    /// <inheritdoc/>
    protected internal override bool Update<V, S, T>(OptimizerStep<T> step)
    {
        return (Momentum > 0, Centered) switch
        {
            (false, false) => step.Apply<V, S, Step<V, S, T, Off, Off>>(new Step<V, S, T, Off, Off>(this)),
            (false, true) => step.Apply<V, S, Step<V, S, T, Off, On>>(new Step<V, S, T, Off, On>(this)),
            (true, false) => step.Apply<V, S, Step<V, S, T, On, Off>>(new Step<V, S, T, On, Off>(this)),
            (true, true) => step.Apply<V, S, Step<V, S, T, On, On>>(new Step<V, S, T, On, On>(this)),
        };
    }

    /// <summary>Slots: the mean square, then the momentum if there is one, then the mean gradient if it is centered.</summary>
    private readonly struct Step<V, S, T, TMomentum, TCentered>(RMSProp optimizer) : IUpdate<V>
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMomentum : struct, IFlag
        where TCentered : struct, IFlag
    {
        private readonly V learningRate = S.Create(T.CreateChecked(optimizer.LearningRate));
        private readonly V weightDecay = S.Create(T.CreateChecked(optimizer.WeightDecay));
        private readonly V alpha = S.Create(T.CreateChecked(optimizer.Alpha));
        private readonly V rest = S.Create(T.CreateChecked(1 - optimizer.Alpha));
        private readonly V epsilon = S.Create(T.CreateChecked(optimizer.Epsilon));
        private readonly V momentum = S.Create(T.CreateChecked(optimizer.Momentum));
        private readonly V smallest = Subnormals<V, S, T>.SmallestNormal();

        public static int SlotCount
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 1 + (TMomentum.IsOn ? 1 : 0) + (TCentered.IsOn ? 1 : 0);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Next(V parameter, V gradient, ref V slot0, ref V slot1, ref V slot2)
        {
            gradient = S.Add(gradient, S.Multiply(weightDecay, parameter));
            V square = Subnormals<V, S, T>.Flush(S.Add(S.Multiply(alpha, slot0), S.Multiply(rest, S.Multiply(gradient, gradient))), smallest);
            slot0 = square;

            if (TCentered.IsOn)
            {
                V mean = S.Add(S.Multiply(alpha, TMomentum.IsOn ? slot2 : slot1), S.Multiply(rest, gradient));
                mean = Subnormals<V, S, T>.Flush(mean, smallest);
                if (TMomentum.IsOn) { slot2 = mean; }
                else { slot1 = mean; }

                // Rounding can make a variance near zero negative; PyTorch then returns NaN.
                square = S.Max(S.Zero, S.Subtract(square, S.Multiply(mean, mean)));
            }

            V step = S.Divide(gradient, S.Add(S.SquareRoot(square), epsilon));
            if (TMomentum.IsOn)
            {
                step = Subnormals<V, S, T>.Flush(S.Add(step, S.Multiply(momentum, slot1)), smallest);
                slot1 = step;
            }

            return S.Subtract(parameter, S.Multiply(learningRate, step));
        }
    }
}
