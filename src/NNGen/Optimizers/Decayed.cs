using System.Numerics;
using System.Runtime.CompilerServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>An update whose gradients have weightDecay · parameter added.</summary>
internal readonly struct Decayed<V, S, T, TUpdate>(TUpdate update, double weightDecay) : IUpdate<V>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TUpdate : struct, IUpdate<V>
{
    private readonly TUpdate update = update;
    private readonly V weightDecay = S.Create(T.CreateChecked(weightDecay));

    public static int SlotCount
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TUpdate.SlotCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next(V parameter, V gradient, ref V slot0, ref V slot1, ref V slot2) =>
        update.Next(parameter, S.Add(gradient, S.Multiply(weightDecay, parameter)), ref slot0, ref slot1, ref slot2);
}
