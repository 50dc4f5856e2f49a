using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen.Bits;

/// <summary>
/// A user-defined optimizer that uses only public members: momentum whose steps have nearly one size, w ← w − learningRate · m / (|m| + 0.1).
/// </summary>
public sealed class SignMomentum(double learningRate = 1e-3, double beta = 0.9) : Optimizer(learningRate)
{
    public double Beta { get; } = Decay(beta, nameof(beta));

    public override int SlotCount => 1;

    protected override IEnumerable<(string Name, double Value)> OwnSettings => [(nameof(Beta), Beta)];

    protected override bool Update<V, S, T>(OptimizerStep<T> step) => step.Apply<V, S, Rule<V, S, T>>(new Rule<V, S, T>(this));

    private readonly struct Rule<V, S, T>(SignMomentum optimizer) : IUpdate<V>
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly V learningRate = S.Create(T.CreateChecked(optimizer.LearningRate));
        private readonly V beta = S.Create(T.CreateChecked(optimizer.Beta));
        private readonly V rest = S.Create(T.CreateChecked(1 - optimizer.Beta));

        private readonly V softness = S.Create(T.CreateChecked(0.1));

        public static int SlotCount => 1;

        public V Next(V parameter, V gradient, ref V slot0, ref V slot1, ref V slot2)
        {
            slot0 = S.Add(S.Multiply(beta, slot0), S.Multiply(rest, gradient));
            return S.Subtract(parameter, S.Multiply(learningRate, S.Divide(slot0, S.Add(S.Abs(slot0), softness))));
        }
    }
}
