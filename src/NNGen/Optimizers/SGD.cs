using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

/// <summary>Stochastic gradient descent, with momentum on request.</summary>
/// <remarks>
/// Without momentum: w ← w - learningRate · g. With it (PyTorch's form): v ← momentum · v + (1 - dampening) · g, in the first step v = g;
/// w ← w - learningRate · v, or, with Nesterov's look-ahead, w ← w - learningRate · (g + momentum · v).
/// </remarks>
public sealed class SGD : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The step size; 0.01 as in Keras (PyTorch has 0.001).</param>
    /// <param name="momentum">How much of the last step is kept, from 0 to below 1.</param>
    /// <param name="nesterov">Whether to look ahead along the momentum.</param>
    /// <param name="dampening">What part of a new gradient is left out of the momentum, from 0 to 1.</param>
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

    /// <summary>How much of the last step is kept.</summary>
    public double Momentum { get; }

    /// <summary>What part of a new gradient is left out of the momentum.</summary>
    public double Dampening { get; }

    /// <summary>Whether the step looks ahead along the momentum.</summary>
    public bool Nesterov { get; }

    internal override int SlotCount => Momentum > 0 ? 1 : 0;

    private protected override IEnumerable<(string Name, double Value)> OwnSettings =>
        [(nameof(Momentum), Momentum), (nameof(Dampening), Dampening), (nameof(Nesterov), Nesterov ? 1 : 0)];

    internal override bool Update<T>(Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length)
    {
        if (Momentum == 0)
        {
            return UpdateLoop.Apply(new PlainUpdate<T>(this), parameters, gradients, state, start, length);
        }
        else if (Nesterov)
        {
            return UpdateLoop.Apply(new MomentumUpdate<T, On>(this, state.Step), parameters, gradients, state, start, length);
        }
        else
        {
            return UpdateLoop.Apply(new MomentumUpdate<T, Off>(this, state.Step), parameters, gradients, state, start, length);
        }
    }

    private readonly struct PlainUpdate<T>(SGD optimizer) : IUpdate<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Vector<T> learningRate = Vector.Create(T.CreateChecked(optimizer.LearningRate));
        private readonly Vector<T> weightDecay = Vector.Create(T.CreateChecked(optimizer.WeightDecay));

        public static int SlotCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Next(Vector<T> parameter, Vector<T> gradient, ref Vector<T> slot0, ref Vector<T> slot1, ref Vector<T> slot2) =>
            parameter - learningRate * (gradient + weightDecay * parameter);
    }

    private readonly struct MomentumUpdate<T, TNesterov>(SGD optimizer, long step) : IUpdate<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TNesterov : struct, IFlag
    {
        private readonly Vector<T> learningRate = Vector.Create(T.CreateChecked(optimizer.LearningRate));
        private readonly Vector<T> weightDecay = Vector.Create(T.CreateChecked(optimizer.WeightDecay));
        private readonly Vector<T> momentum = Vector.Create(T.CreateChecked(optimizer.Momentum));

        private readonly Vector<T> smallest = Subnormals.SmallestNormal<T>();

        // The velocity starts as the first gradient itself, undampened.
        private readonly Vector<T> share = Vector.Create(T.CreateChecked(step == 1 ? 1 : 1 - optimizer.Dampening));

        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Next(Vector<T> parameter, Vector<T> gradient, ref Vector<T> slot0, ref Vector<T> slot1, ref Vector<T> slot2)
        {
            gradient += weightDecay * parameter;
            Vector<T> velocity = Subnormals.Flush(momentum * slot0 + share * gradient, smallest);
            slot0 = velocity;
            return parameter - learningRate * (TNesterov.IsOn ? gradient + momentum * velocity : velocity);
        }
    }
}
