using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

/// <summary>RMSProp (Hinton, 2012): gradients divided by the root of their running mean square.</summary>
/// <remarks>
/// v ← αv + (1 - α)g²; step = g / (√v + ε). Centered: the mean gradient ḡ is followed too, and √(v - ḡ²) takes the place of √v.
/// With momentum: b ← momentum · b + step, and b is taken. w ← w - learningRate · step. PyTorch's form: ε outside the root
/// (Keras puts it inside, takes 1e-7, learning rate 0.001 and α 0.9, and multiplies b by the learning rate as it is filled).
/// </remarks>
public sealed class RMSProp : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The step size.</param>
    /// <param name="alpha">Decay rate of the mean squared gradient, from 0 to below 1.</param>
    /// <param name="epsilon">Keeps the division finite; above 0.</param>
    /// <param name="momentum">How much of the last step is kept, from 0 to below 1.</param>
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

    /// <summary>How much of the last step is kept.</summary>
    public double Momentum { get; }

    /// <summary>Whether gradients are divided by their standard deviation.</summary>
    public bool Centered { get; }

    internal override int SlotCount => 1 + (Momentum > 0 ? 1 : 0) + (Centered ? 1 : 0);

    private protected override IEnumerable<(string Name, double Value)> OwnSettings =>
        [(nameof(Alpha), Alpha), (nameof(Epsilon), Epsilon), (nameof(Momentum), Momentum), (nameof(Centered), Centered ? 1 : 0)];

    internal override bool Update<T>(Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length)
    {
        return (Momentum > 0, Centered) switch
        {
            (false, false) => UpdateLoop.Apply(new Step<T, Off, Off>(this), parameters, gradients, state, start, length),
            (false, true) => UpdateLoop.Apply(new Step<T, Off, On>(this), parameters, gradients, state, start, length),
            (true, false) => UpdateLoop.Apply(new Step<T, On, Off>(this), parameters, gradients, state, start, length),
            (true, true) => UpdateLoop.Apply(new Step<T, On, On>(this), parameters, gradients, state, start, length),
        };
    }

    /// <summary>Slots: the mean square, then the momentum where there is one, then the mean gradient where it is centered.</summary>
    private readonly struct Step<T, TMomentum, TCentered>(RMSProp optimizer) : IUpdate<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMomentum : struct, IFlag
        where TCentered : struct, IFlag
    {
        private readonly Vector<T> learningRate = Vector.Create(T.CreateChecked(optimizer.LearningRate));
        private readonly Vector<T> weightDecay = Vector.Create(T.CreateChecked(optimizer.WeightDecay));
        private readonly Vector<T> alpha = Vector.Create(T.CreateChecked(optimizer.Alpha));
        private readonly Vector<T> rest = Vector.Create(T.CreateChecked(1 - optimizer.Alpha));
        private readonly Vector<T> epsilon = Vector.Create(T.CreateChecked(optimizer.Epsilon));
        private readonly Vector<T> momentum = Vector.Create(T.CreateChecked(optimizer.Momentum));
        private readonly Vector<T> smallest = Subnormals.SmallestNormal<T>();

        public static int SlotCount
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 1 + (TMomentum.IsOn ? 1 : 0) + (TCentered.IsOn ? 1 : 0);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Next(Vector<T> parameter, Vector<T> gradient, ref Vector<T> slot0, ref Vector<T> slot1, ref Vector<T> slot2)
        {
            gradient += weightDecay * parameter;
            Vector<T> square = Subnormals.Flush(alpha * slot0 + rest * (gradient * gradient), smallest);
            slot0 = square;

            if (TCentered.IsOn)
            {
                Vector<T> mean = Subnormals.Flush(alpha * (TMomentum.IsOn ? slot2 : slot1) + rest * gradient, smallest);
                if (TMomentum.IsOn) { slot2 = mean; }
                else { slot1 = mean; }

                // Rounding can put a variance near zero below it; PyTorch then gives NaN.
                square = Vector.Max(square - mean * mean, Vector<T>.Zero);
            }

            Vector<T> step = gradient / (Vector.SquareRoot(square) + epsilon);
            if (TMomentum.IsOn)
            {
                step = Subnormals.Flush(step + momentum * slot1, smallest);
                slot1 = step;
            }

            return parameter - learningRate * step;
        }
    }
}
