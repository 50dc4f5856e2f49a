using System.Numerics;

namespace NNGen;

/// <summary>What an optimizer remembers between the steps of one training: blocks of the same layout as the parameters.</summary>
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

    /// <summary>How many values are remembered per parameter.</summary>
    public int SlotCount => slots.Length;

    /// <summary>Steps taken; during an update it counts that step, so it is 1 in the first.</summary>
    public long Step { get; set; }

    /// <summary>One remembered value per parameter; an empty span where the optimizer has no such slot.</summary>
    public Span<T> Slot(int index) => index < slots.Length ? slots[index].Span : default;
}
