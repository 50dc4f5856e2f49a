using System.Numerics;
using System.Runtime.CompilerServices;
using NNGen.CompilerServices;

namespace NNGen;

// The arithmetic of the loops in VectorLoops, each on one vector that is changed and one that is only read.

internal readonly struct AddScaled<V, S, T>(T factor) : IUpdate<V>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly V factor = S.Create(factor);

    public static int SlotCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next(V sum, V value, ref V slot0, ref V slot1, ref V slot2) => S.Add(sum, S.Multiply(value, factor));
}

internal readonly struct Mean<V, S, T>(T weight, T total) : IUpdate<V>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly V weight = S.Create(weight);
    private readonly V total = S.Create(total);

    public static int SlotCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next(V gradient, V sum, ref V slot0, ref V slot1, ref V slot2) =>
        S.Divide(S.Add(sum, S.Multiply(gradient, weight)), total);
}

internal readonly struct Blend<V, S, T>(T keep, T take) : IUpdate<V>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly V keep = S.Create(keep);
    private readonly V take = S.Create(take);

    public static int SlotCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next(V value, V other, ref V slot0, ref V slot1, ref V slot2) => S.Add(S.Multiply(value, keep), S.Multiply(other, take));
}

internal readonly struct AddPenalty<V, S, T>(T slope, T factor) : IUpdate<V>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly V slope = S.Create(slope);
    private readonly V factor = S.Create(factor);

    public static int SlotCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next(V gradient, V parameter, ref V slot0, ref V slot1, ref V slot2) =>
        S.Add(S.Add(gradient, S.Multiply(parameter, factor)), S.Multiply(S.Sign(parameter), slope));
}

internal readonly struct ClearNegative<V, S, T> : IUpdate<V>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int SlotCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next(V value, V same, ref V slot0, ref V slot1, ref V slot2) => S.Select(S.GreaterThan(value, S.Zero), value, S.Zero);
}

internal readonly struct Scale<V, S, T>(T factor) : IUpdate<V>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly V factor = S.Create(factor);

    public static int SlotCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next(V value, V same, ref V slot0, ref V slot1, ref V slot2) => S.Multiply(value, factor);
}

internal readonly struct Limit<V, S, T>(T limit) : IUpdate<V>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly V upper = S.Create(limit);
    private readonly V lower = S.Create(-limit);

    public static int SlotCount => 0;

    // The bound is on the left, so that the native minimum and maximum propagate NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next(V value, V same, ref V slot0, ref V slot1, ref V slot2) => S.Min(upper, S.Max(lower, value));
}
