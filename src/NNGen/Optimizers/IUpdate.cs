namespace NNGen;

/// <summary>
/// The arithmetic of an optimizer on one vector of parameters, as a struct, so that the JIT inlines it into the loop that calls it.
/// </summary>
/// <remarks>
/// Only operations that round each lane by itself (no fused multiply-add, no sums across lanes), so that neither the width of the
/// machine's vectors nor the start of a range changes a bit.
/// </remarks>
/// <typeparam name="V">The vector.</typeparam>
internal interface IUpdate<V>
    where V : struct
{
    /// <summary>How many of the slots are used; a constant, so the loop drops the others.</summary>
    static abstract int SlotCount { get; }

    /// <summary>Gives the new parameters and replaces the slots.</summary>
    V Next(V parameter, V gradient, ref V slot0, ref V slot1, ref V slot2);
}

/// <summary>A flag that is known when the JIT compiles, so its branch is gone from the loop.</summary>
internal interface IFlag
{
    static abstract bool IsOn { get; }
}

internal readonly struct On : IFlag
{
    public static bool IsOn => true;
}

internal readonly struct Off : IFlag
{
    public static bool IsOn => false;
}
