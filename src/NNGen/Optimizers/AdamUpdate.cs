using System.Numerics;
using System.Runtime.CompilerServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>The arithmetic of <see cref="Adam"/> and, with the decay decoupled, of <see cref="AdamW"/>.</summary>
/// <remarks>
/// The bias corrections are folded into two scalars, as PyTorch does: learningRate · m̂ / (√v̂ + ε)
/// = (learningRate / (1 - β₁ᵗ)) · m / (√v / √(1 - β₂ᵗ) + ε): one root and one division per parameter. Decay has its own instances,
/// because with 256-bit vectors the arithmetic, not memory, is the bottleneck.
/// </remarks>
internal readonly struct AdamUpdate<V, S, T, TDecay, TDecoupled> : IUpdate<V>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDecay : struct, IFlag
    where TDecoupled : struct, IFlag
{
    private readonly V beta1;
    private readonly V rest1;
    private readonly V beta2;
    private readonly V rest2;
    private readonly V rootScale;
    private readonly V epsilon;
    private readonly V stepSize;
    private readonly V decay;
    private readonly V smallest;

    public AdamUpdate(double learningRate, double weightDecay, double beta1, double beta2, double epsilon, long step)
    {
        this.beta1 = S.Create(T.CreateChecked(beta1));
        rest1 = S.Create(T.CreateChecked(1 - beta1));
        this.beta2 = S.Create(T.CreateChecked(beta2));
        rest2 = S.Create(T.CreateChecked(1 - beta2));
        rootScale = S.Create(T.CreateChecked(1 / Math.Sqrt(1 - WholePower.Of(beta2, step))));
        this.epsilon = S.Create(T.CreateChecked(epsilon));
        stepSize = S.Create(T.CreateChecked(learningRate / (1 - WholePower.Of(beta1, step))));
        decay = S.Create(T.CreateChecked(TDecoupled.IsOn ? 1 - learningRate * weightDecay : weightDecay));
        smallest = Subnormals<V, S, T>.SmallestNormal();
    }

    public static int SlotCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next(V parameter, V gradient, ref V slot0, ref V slot1, ref V slot2)
    {
        if (TDecay.IsOn && TDecoupled.IsOn) { parameter = S.Multiply(parameter, decay); }
        if (TDecay.IsOn && !TDecoupled.IsOn) { gradient = S.Add(gradient, S.Multiply(decay, parameter)); }

        V mean = S.Add(S.Multiply(beta1, slot0), S.Multiply(rest1, gradient));
        V square = S.Add(S.Multiply(beta2, slot1), S.Multiply(rest2, S.Multiply(gradient, gradient)));
        mean = Subnormals<V, S, T>.Flush(mean, smallest);
        square = Subnormals<V, S, T>.FlushPositive(square, smallest);
        slot0 = mean;
        slot1 = square;
        V root = S.Add(S.Multiply(S.SquareRoot(square), rootScale), epsilon);
        return S.Subtract(parameter, S.Divide(S.Multiply(stepSize, mean), root));
    }
}
