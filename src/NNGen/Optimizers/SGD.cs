using System.Numerics;
using System.Runtime.CompilerServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>Stochastic gradient descent, optionally with momentum.</summary>
/// <remarks>
/// Without momentum: w ← w - learningRate · g. With it (PyTorch's form): v ← momentum · v + (1 - dampening) · g, in the first step v = g;
/// w ← w - learningRate · v, or, with Nesterov's look-ahead, w ← w - learningRate · (g + momentum · v).
/// </remarks>
public sealed class SGD : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size; 0.01 as in Keras (PyTorch has 0.001).</param>
    /// <param name="momentum">The fraction of the last step that is kept, from 0 to below 1.</param>
    /// <param name="nesterov">Whether to look ahead along the momentum.</param>
    /// <param name="dampening">The fraction of a new gradient that is left out of the momentum, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="nesterov"/> without momentum, or with dampening.</exception>
    public SGD(double learningRate = 0.01, double momentum = 0, bool nesterov = false, double dampening = 0)
        : base(learningRate)
    {
        Momentum = Decay(momentum, nameof(momentum));
        Dampening = Fraction(dampening, nameof(dampening));
        Nesterov = nesterov;
        if (nesterov && (momentum == 0 || dampening != 0))
        {
            throw new ArgumentException("Nesterov's momentum needs a momentum above 0 and no dampening.", nameof(nesterov));
        }
    }

    /// <summary>The fraction of the last step that is kept.</summary>
    public double Momentum { get; }

    /// <summary>The fraction of a new gradient that is left out of the momentum.</summary>
    public double Dampening { get; }

    /// <summary>Whether the step looks ahead along the momentum.</summary>
    public bool Nesterov { get; }

    /// <inheritdoc/>
    public override int SlotCount => Momentum > 0 ? 1 : 0;

    /// <inheritdoc/>
    protected internal override bool HasOwnWeightDecay => true;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, double Value)> OwnSettings =>
        [(nameof(Momentum), Momentum), (nameof(Dampening), Dampening), (nameof(Nesterov), Nesterov ? 1 : 0)];

    /// <inheritdoc/>
    protected internal override bool Update<V, S, T>(OptimizerStep<T> step)
    {
        if (Momentum == 0)
        {
            return step.Apply<V, S, PlainUpdate<V, S, T>>(new PlainUpdate<V, S, T>(this));
        }
        else if (Nesterov)
        {
            return step.Apply<V, S, MomentumUpdate<V, S, T, On>>(new MomentumUpdate<V, S, T, On>(this, step.Number));
        }
        else
        {
            return step.Apply<V, S, MomentumUpdate<V, S, T, Off>>(new MomentumUpdate<V, S, T, Off>(this, step.Number));
        }
    }

    private readonly struct PlainUpdate<V, S, T>(SGD optimizer) : IUpdate<V>
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly V learningRate = S.Create(T.CreateChecked(optimizer.LearningRate));
        private readonly V weightDecay = S.Create(T.CreateChecked(optimizer.WeightDecay));

        public static int SlotCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Next(V parameter, V gradient, ref V slot0, ref V slot1, ref V slot2) =>
            S.Subtract(parameter, S.Multiply(learningRate, S.Add(gradient, S.Multiply(weightDecay, parameter))));
    }

    private readonly struct MomentumUpdate<V, S, T, TNesterov>(SGD optimizer, long step) : IUpdate<V>
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TNesterov : struct, IFlag
    {
        private readonly V learningRate = S.Create(T.CreateChecked(optimizer.LearningRate));
        private readonly V weightDecay = S.Create(T.CreateChecked(optimizer.WeightDecay));
        private readonly V momentum = S.Create(T.CreateChecked(optimizer.Momentum));

        private readonly V smallest = Subnormals<V, S, T>.SmallestNormal();

        // The velocity starts as the first gradient itself, undampened.
        private readonly V share = S.Create(T.CreateChecked(step == 1 ? 1 : 1 - optimizer.Dampening));

        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Next(V parameter, V gradient, ref V slot0, ref V slot1, ref V slot2)
        {
            gradient = S.Add(gradient, S.Multiply(weightDecay, parameter));
            V velocity = Subnormals<V, S, T>.Flush(S.Add(S.Multiply(momentum, slot0), S.Multiply(share, gradient)), smallest);
            slot0 = velocity;
            V step = TNesterov.IsOn ? S.Add(gradient, S.Multiply(momentum, velocity)) : velocity;
            return S.Subtract(parameter, S.Multiply(learningRate, step));
        }
    }
}
