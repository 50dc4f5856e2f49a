using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

/// <summary>The arithmetic of <see cref="Adam"/> and, with the decay decoupled, of <see cref="AdamW"/>.</summary>
/// <remarks>
/// The bias corrections are folded into two scalars, as PyTorch does: learningRate · m̂ / (√v̂ + ε)
/// = (learningRate / (1 - β₁ᵗ)) · m / (√v / √(1 - β₂ᵗ) + ε): one root and one division a parameter. Decay has its own instances,
/// because with 256-bit vectors the arithmetic, not memory, sets the pace.
/// </remarks>
internal readonly struct AdamUpdate<T, TDecay, TDecoupled> : IUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDecay : struct, IFlag
    where TDecoupled : struct, IFlag
{
    private readonly Vector<T> beta1;
    private readonly Vector<T> rest1;
    private readonly Vector<T> beta2;
    private readonly Vector<T> rest2;
    private readonly Vector<T> rootScale;
    private readonly Vector<T> epsilon;
    private readonly Vector<T> stepSize;
    private readonly Vector<T> decay;
    private readonly Vector<T> smallest;

    public AdamUpdate(double learningRate, double weightDecay, double beta1, double beta2, double epsilon, long step)
    {
        this.beta1 = Vector.Create(T.CreateChecked(beta1));
        rest1 = Vector.Create(T.CreateChecked(1 - beta1));
        this.beta2 = Vector.Create(T.CreateChecked(beta2));
        rest2 = Vector.Create(T.CreateChecked(1 - beta2));
        rootScale = Vector.Create(T.CreateChecked(1 / Math.Sqrt(1 - WholePower.Of(beta2, step))));
        this.epsilon = Vector.Create(T.CreateChecked(epsilon));
        stepSize = Vector.Create(T.CreateChecked(learningRate / (1 - WholePower.Of(beta1, step))));
        decay = Vector.Create(T.CreateChecked(TDecoupled.IsOn ? 1 - learningRate * weightDecay : weightDecay));
        smallest = Subnormals.SmallestNormal<T>();
    }

    public static int SlotCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> parameter, Vector<T> gradient, ref Vector<T> slot0, ref Vector<T> slot1, ref Vector<T> slot2)
    {
        if (TDecay.IsOn && TDecoupled.IsOn) { parameter *= decay; }
        if (TDecay.IsOn && !TDecoupled.IsOn) { gradient += decay * parameter; }

        Vector<T> mean = Subnormals.Flush(beta1 * slot0 + rest1 * gradient, smallest);
        Vector<T> square = Subnormals.FlushPositive(beta2 * slot1 + rest2 * (gradient * gradient), smallest);
        slot0 = mean;
        slot1 = square;
        return parameter - stepSize * mean / (Vector.SquareRoot(square) * rootScale + epsilon);
    }
}
