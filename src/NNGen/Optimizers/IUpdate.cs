namespace NNGen;

/// <summary>
/// The arithmetic of an optimizer on one vector of parameters, as a struct, so that the JIT inlines it into the loop that calls it. See
/// <see cref="Optimizer"/> for an example.
/// </summary>
/// <remarks>
/// Use only operations that round each lane separately (not <c>MultiplyAdd</c>, no sums across lanes): then the bits depend neither on the width
/// of the machine's vectors nor on the number of threads.
/// </remarks>
/// <typeparam name="V">The vector.</typeparam>
public interface IUpdate<V>
    where V : struct
{
    /// <summary>How many of the slots are used, 0 to 3; a constant, so the loop does not touch the others.</summary>
    static abstract int SlotCount { get; }

    /// <summary>Returns the new parameters and replaces the slots.</summary>
    /// <param name="parameter">Parameters, one in each lane.</param>
    /// <param name="gradient">Their gradients, clipped, and with the optimizer's weight decay added unless it has its own.</param>
    /// <param name="slot0">The state of each parameter; must be replaced if <see cref="SlotCount"/> is above 0.</param>
    /// <param name="slot1">The same if <see cref="SlotCount"/> is above 1.</param>
    /// <param name="slot2">The same if <see cref="SlotCount"/> is above 2.</param>
    /// <returns>The new parameters.</returns>
    V Next(V parameter, V gradient, ref V slot0, ref V slot1, ref V slot2);
}

/// <summary>A flag that is constant for the JIT, so that the loop has no branch for it.</summary>
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
