using System.Numerics;
using System.Runtime.CompilerServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>Adagrad (Duchi and others, 2011): gradients divided by the root of the sum of all their squares so far.</summary>
/// <remarks>
/// s ← s + g²; w ← w - learningRate · g / (√s + ε). PyTorch's form and defaults (Keras starts s at 0.1 and puts ε inside the root).
/// </remarks>
public sealed class Adagrad : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size.</param>
    /// <param name="epsilon">Keeps the division finite; above 0.</param>
    /// <param name="initialAccumulator">The initial sum of squares; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adagrad(double learningRate = 0.01, double epsilon = 1e-10, double initialAccumulator = 0)
        : base(learningRate)
    {
        Epsilon = Positive(epsilon, nameof(epsilon));
        InitialAccumulator = NotNegative(initialAccumulator, nameof(initialAccumulator));
    }

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; }

    /// <summary>The initial sum of squares.</summary>
    public double InitialAccumulator { get; }

    /// <inheritdoc/>
    public override int SlotCount => 1;

    /// <inheritdoc/>
    protected internal override bool HasOwnWeightDecay => true;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, double Value)> OwnSettings =>
        [(nameof(Epsilon), Epsilon), (nameof(InitialAccumulator), InitialAccumulator)];

    /// <inheritdoc/>
    protected internal override double InitialValue(int slot) => InitialAccumulator;

    /// <inheritdoc/>
    protected internal override bool Update<V, S, T>(OptimizerStep<T> step) =>
        step.Apply<V, S, Step<V, S, T>>(new Step<V, S, T>(this));

    private readonly struct Step<V, S, T>(Adagrad optimizer) : IUpdate<V>
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly V learningRate = S.Create(T.CreateChecked(optimizer.LearningRate));
        private readonly V weightDecay = S.Create(T.CreateChecked(optimizer.WeightDecay));
        private readonly V epsilon = S.Create(T.CreateChecked(optimizer.Epsilon));

        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Next(V parameter, V gradient, ref V slot0, ref V slot1, ref V slot2)
        {
            gradient = S.Add(gradient, S.Multiply(weightDecay, parameter));
            V sum = S.Add(slot0, S.Multiply(gradient, gradient));
            slot0 = sum;
            return S.Subtract(parameter, S.Divide(S.Multiply(learningRate, gradient), S.Add(S.SquareRoot(sum), epsilon)));
        }
    }
}
