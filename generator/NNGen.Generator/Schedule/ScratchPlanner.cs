using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule;

/// <summary>Assigns values offsets in one block of memory; two values share an offset if one is no longer read when the other is written.</summary>
/// <param name="widest">The number of elements in the widest vector.</param>
internal sealed class ScratchPlanner(int widest)
{
    private readonly List<(int Start, int End, int LastUse)> taken = [];
    private readonly List<Slot> slots = [];

    public IReadOnlyList<Slot> Slots => slots;

    /// <summary>The number of elements in the block.</summary>
    public int Length { get; private set; }

    /// <summary>An offset for a value, which is padded to whole vectors.</summary>
    /// <param name="tensor">The value.</param>
    /// <param name="multiple">Elements to which it is padded.</param>
    /// <param name="from">The step that writes it.</param>
    /// <param name="lastUse">The last step that reads it.</param>
    /// <param name="beyond">Elements past its end that are also written.</param>
    public void Reserve(Tensor tensor, int multiple, int from, int lastUse, int beyond = 0) =>
        slots.Add(new Slot(tensor, Reserve(Lengths.RoundUp(tensor.Size + beyond, Math.Max(multiple, widest)), from, lastUse)));

    /// <summary>The lowest gap that is free between two steps.</summary>
    public int Reserve(int length, int from, int lastUse)
    {
        taken.RemoveAll(place => place.LastUse < from);
        int start = 0;
        foreach ((int Start, int End, int LastUse) place in taken.OrderBy(place => place.Start))
        {
            if (start + length <= place.Start) { break; }
            start = Math.Max(start, place.End);
        }

        taken.Add((start, start + length, lastUse));
        Length = Math.Max(Length, start + length);
        return start;
    }

    /// <summary>Gives the place of a value that a step reads for the last time to one of the same length that the step writes.</summary>
    /// <param name="start">The offset.</param>
    /// <param name="lastUse">The last step that reads the new value.</param>
    public void Pass(int start, int lastUse)
    {
        int at = taken.FindLastIndex(place => place.Start == start);
        taken[at] = (start, taken[at].End, lastUse);
    }
}
