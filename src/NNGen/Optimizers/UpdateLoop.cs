using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>The one loop of all optimizers: parameters, gradients and slots are read and written once.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="S">Its operations.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal static class UpdateLoop<V, S, T>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Updates the parameters from <paramref name="start"/> on.</summary>
    /// <returns>Whether the new parameters and slots are finite.</returns>
    public static bool Apply<TUpdate>(
        TUpdate update, Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length)
        where TUpdate : struct, IUpdate<V> =>
        Apply(
            in update,
            ref MemoryMarshal.GetReference(parameters.Slice(start, length)),
            ref MemoryMarshal.GetReference(gradients.Slice(start, length)),
            ref Slot(state, 0, TUpdate.SlotCount, start, length),
            ref Slot(state, 1, TUpdate.SlotCount, start, length),
            ref Slot(state, 2, TUpdate.SlotCount, start, length),
            length);

    /// <summary>Updates values without state.</summary>
    public static void Apply<TUpdate>(TUpdate update, Span<T> values, ReadOnlySpan<T> others)
        where TUpdate : struct, IUpdate<V>
    {
        ref T none = ref Unsafe.NullRef<T>();
        ref T other = ref MemoryMarshal.GetReference(others[..values.Length]);
        Apply(in update, ref MemoryMarshal.GetReference(values), ref other, ref none, ref none, ref none, values.Length);
    }

    private static bool Apply<TUpdate>(
        in TUpdate update, ref T parameter, ref T gradient, ref T memory0, ref T memory1, ref T memory2, int length)
        where TUpdate : struct, IUpdate<V>
    {
        int rest = length % (int)S.Count;
        int whole = length - rest;
        bool finite = Whole(in update, ref parameter, ref gradient, ref memory0, ref memory1, ref memory2, whole);
        if (rest > 0) { finite &= Rest(in update, ref parameter, ref gradient, ref memory0, ref memory1, ref memory2, whole, rest); }
        return finite;
    }

    // A separate method that is never inlined: together with the calls for the tail, the JIT would keep the constants on the stack and load
    // all of them again in each iteration (an Adam step of 784-128-10 on 32 samples took 164 µs inlined by dynamic PGO, 144 in one method with the
    // tail, 133 alone).
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static bool Whole<TUpdate>(
        in TUpdate constants, ref T parameter, ref T gradient, ref T memory0, ref T memory1, ref T memory2, nint end)
        where TUpdate : struct, IUpdate<V>
    {
        TUpdate update = constants;
        V slot0 = default, slot1 = default, slot2 = default, doubt = S.Zero;
        for (nint i = 0; i < end; i += S.Count)
        {
            if (TUpdate.SlotCount > 0) { slot0 = S.Load(ref memory0, i); }
            if (TUpdate.SlotCount > 1) { slot1 = S.Load(ref memory1, i); }
            if (TUpdate.SlotCount > 2) { slot2 = S.Load(ref memory2, i); }
            V next = update.Next(S.Load(ref parameter, i), S.Load(ref gradient, i), ref slot0, ref slot1, ref slot2);
            S.Store(next, ref parameter, i);
            doubt = Doubt<TUpdate>(doubt, next, slot0, slot1, slot2);
            if (TUpdate.SlotCount > 0) { S.Store(slot0, ref memory0, i); }
            if (TUpdate.SlotCount > 1) { S.Store(slot1, ref memory1, i); }
            if (TUpdate.SlotCount > 2) { S.Store(slot2, ref memory2, i); }
        }

        return S.IsFinite(doubt);
    }

    /// <summary>Stays zero as long as all values are finite: 0 · ∞ is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Doubt<TUpdate>(V doubt, V next, V slot0, V slot1, V slot2)
        where TUpdate : struct, IUpdate<V>
    {
        doubt = S.MultiplyAdd(next, S.Zero, doubt);
        if (TUpdate.SlotCount > 0) { doubt = S.MultiplyAdd(slot0, S.Zero, doubt); }
        if (TUpdate.SlotCount > 1) { doubt = S.MultiplyAdd(slot1, S.Zero, doubt); }
        if (TUpdate.SlotCount > 2) { doubt = S.MultiplyAdd(slot2, S.Zero, doubt); }
        return doubt;
    }

    // The tail uses the same vector arithmetic in separate lanes, so its bits are the same as at any other position.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Rest<TUpdate>(
        in TUpdate update, ref T parameter, ref T gradient, ref T memory0, ref T memory1, ref T memory2, nint i, int count)
        where TUpdate : struct, IUpdate<V>
    {
        V slot0 = default, slot1 = default, slot2 = default;
        if (TUpdate.SlotCount > 0) { slot0 = LoadFirst(ref memory0, i, count); }
        if (TUpdate.SlotCount > 1) { slot1 = LoadFirst(ref memory1, i, count); }
        if (TUpdate.SlotCount > 2) { slot2 = LoadFirst(ref memory2, i, count); }
        V next = update.Next(
            LoadFirst(ref parameter, i, count), LoadFirst(ref gradient, i, count), ref slot0, ref slot1, ref slot2);
        StoreFirst(next, ref parameter, i, count);
        if (TUpdate.SlotCount > 0) { StoreFirst(slot0, ref memory0, i, count); }
        if (TUpdate.SlotCount > 1) { StoreFirst(slot1, ref memory1, i, count); }
        if (TUpdate.SlotCount > 2) { StoreFirst(slot2, ref memory2, i, count); }

        // The lanes after the tail are not checked.
        V doubt = Doubt<TUpdate>(S.Zero, next, slot0, slot1, slot2);
        return !Lanes(ref doubt)[..count].ContainsAnyExcept(T.Zero);
    }

    private static ref T Slot(OptimizerState<T> state, int index, int slotCount, int start, int length) =>
        ref index < slotCount ? ref MemoryMarshal.GetReference(state.Slot(index).Slice(start, length)) : ref Unsafe.NullRef<T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LoadFirst(ref T source, nint offset, int count)
    {
        V vector = default;
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source, offset), count).CopyTo(Lanes(ref vector));
        return vector;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFirst(V vector, ref T destination, nint offset, int count) =>
        Lanes(ref vector)[..count].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, offset), count));

    private static Span<T> Lanes(ref V vector) => MemoryMarshal.CreateSpan(ref Unsafe.As<V, T>(ref vector), (int)S.Count);
}
