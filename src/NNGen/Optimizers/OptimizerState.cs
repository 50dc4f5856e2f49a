using System.Numerics;

namespace NNGen;

/// <summary>The state of an optimizer between training steps: blocks with the layout of the parameters.</summary>
internal sealed class OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBlock<T>[] slots;

    public OptimizerState(Optimizer optimizer, int parameterCount)
    {
        slots = new AlignedBlock<T>[optimizer.SlotCount];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = new AlignedBlock<T>(parameterCount);
            if (optimizer.InitialValue(i) is not 0 and var value) { slots[i].Span.Fill(T.CreateChecked(value)); }
        }
    }

    /// <summary>Number of values per parameter.</summary>
    public int SlotCount => slots.Length;

    /// <summary>Steps taken, including the current one: 1 in the first update.</summary>
    public long Step { get; set; }

    /// <summary>One value per parameter; an empty span if the optimizer has no such slot.</summary>
    public Span<T> Slot(int index) => index < slots.Length ? slots[index].Span : default;
}
