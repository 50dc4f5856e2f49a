using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen;

/// <summary>The one loop of all optimizers: parameters, gradients and slots pass through the processor once.</summary>
internal static class UpdateLoop
{
    /// <returns>Whether the new parameters and slots are finite.</returns>
    public static bool Apply<T, TUpdate>(
        TUpdate update, Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IUpdate<T>
    {
        ref T parameter = ref MemoryMarshal.GetReference(parameters.Slice(start, length));
        ref T gradient = ref MemoryMarshal.GetReference(gradients.Slice(start, length));
        ref T memory0 = ref Slot(state, 0, TUpdate.SlotCount, start, length);
        ref T memory1 = ref Slot(state, 1, TUpdate.SlotCount, start, length);
        ref T memory2 = ref Slot(state, 2, TUpdate.SlotCount, start, length);

        int rest = length % Vector<T>.Count;
        int whole = length - rest;
        bool finite = Whole(in update, ref parameter, ref gradient, ref memory0, ref memory1, ref memory2, (nuint)whole);
        if (rest > 0) { finite &= Rest(in update, ref parameter, ref gradient, ref memory0, ref memory1, ref memory2, (nuint)whole, rest); }
        return finite || AreFinite(parameters.Slice(start, length), state, TUpdate.SlotCount, start);
    }

    // A method of its own, and never inlined: beside the calls of the tail, the JIT would keep the constants on the stack and load
    // all of them again in each round (an Adam step of 784-128-10 on 32 samples took 164 µs inlined by dynamic PGO, 144 in one method with the
    // tail, 133 alone).
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static bool Whole<T, TUpdate>(
        in TUpdate constants, ref T parameter, ref T gradient, ref T memory0, ref T memory1, ref T memory2, nuint end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IUpdate<T>
    {
        TUpdate update = constants;
        Vector<T> slot0 = default, slot1 = default, slot2 = default, sum = default;
        for (nuint i = 0; i < end; i += (nuint)Vector<T>.Count)
        {
            if (TUpdate.SlotCount > 0) { slot0 = Vector.LoadUnsafe(ref memory0, i); }
            if (TUpdate.SlotCount > 1) { slot1 = Vector.LoadUnsafe(ref memory1, i); }
            if (TUpdate.SlotCount > 2) { slot2 = Vector.LoadUnsafe(ref memory2, i); }
            Vector<T> next = update.Next(Vector.LoadUnsafe(ref parameter, i), Vector.LoadUnsafe(ref gradient, i), ref slot0, ref slot1, ref slot2);
            next.StoreUnsafe(ref parameter, i);
            sum += Sum<T, TUpdate>(next, slot0, slot1, slot2);
            if (TUpdate.SlotCount > 0) { slot0.StoreUnsafe(ref memory0, i); }
            if (TUpdate.SlotCount > 1) { slot1.StoreUnsafe(ref memory1, i); }
            if (TUpdate.SlotCount > 2) { slot2.StoreUnsafe(ref memory2, i); }
        }

        return IsFinite(sum, Vector<T>.Count);
    }

    /// <summary>
    /// Infinity and NaN stay in a sum, which costs an addition for each vector. Where it overflows although all numbers are finite, they are looked at one by one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Sum<T, TUpdate>(Vector<T> next, Vector<T> slot0, Vector<T> slot1, Vector<T> slot2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IUpdate<T>
    {
        Vector<T> sum = next;
        if (TUpdate.SlotCount > 0) { sum += slot0; }
        if (TUpdate.SlotCount > 1) { sum += slot1; }
        if (TUpdate.SlotCount > 2) { sum += slot2; }
        return sum;
    }

    private static bool IsFinite<T>(Vector<T> sum, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => NNGen.Lanes.AllFinite<T>(Lanes(ref sum)[..count]);

    private static bool AreFinite<T>(ReadOnlySpan<T> parameters, OptimizerState<T> state, int slots, int start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool finite = NNGen.Lanes.AllFinite(parameters);
        for (int slot = 0; slot < slots; slot++) { finite &= NNGen.Lanes.AllFinite<T>(state.Slot(slot).Slice(start, parameters.Length)); }
        return finite;
    }

    // The tail goes through the same vector arithmetic in lanes of its own, so its bits are those of any other position.
    private static bool Rest<T, TUpdate>(
        in TUpdate update, ref T parameter, ref T gradient, ref T memory0, ref T memory1, ref T memory2, nuint i, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IUpdate<T>
    {
        Vector<T> slot0 = default, slot1 = default, slot2 = default;
        if (TUpdate.SlotCount > 0) { slot0 = LoadFirst(ref memory0, i, count); }
        if (TUpdate.SlotCount > 1) { slot1 = LoadFirst(ref memory1, i, count); }
        if (TUpdate.SlotCount > 2) { slot2 = LoadFirst(ref memory2, i, count); }
        Vector<T> next = update.Next(
            LoadFirst(ref parameter, i, count), LoadFirst(ref gradient, i, count), ref slot0, ref slot1, ref slot2);
        StoreFirst(next, ref parameter, i, count);
        if (TUpdate.SlotCount > 0) { StoreFirst(slot0, ref memory0, i, count); }
        if (TUpdate.SlotCount > 1) { StoreFirst(slot1, ref memory1, i, count); }
        if (TUpdate.SlotCount > 2) { StoreFirst(slot2, ref memory2, i, count); }

        // The lanes beyond the tail are not looked at.
        return IsFinite(Sum<T, TUpdate>(next, slot0, slot1, slot2), count);
    }

    private static ref T Slot<T>(OptimizerState<T> state, int index, int slotCount, int start, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ref index < slotCount ? ref MemoryMarshal.GetReference(state.Slot(index).Slice(start, length)) : ref Unsafe.NullRef<T>();

    private static Vector<T> LoadFirst<T>(ref T source, nuint offset, int count)
        where T : unmanaged
    {
        Vector<T> vector = default;
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source, offset), count).CopyTo(Lanes(ref vector));
        return vector;
    }

    private static void StoreFirst<T>(Vector<T> vector, ref T destination, nuint offset, int count)
        where T : unmanaged =>
        Lanes(ref vector)[..count].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, offset), count));

    private static Span<T> Lanes<T>(ref Vector<T> vector)
        where T : unmanaged => MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<T>, T>(ref vector), Vector<T>.Count);
}
