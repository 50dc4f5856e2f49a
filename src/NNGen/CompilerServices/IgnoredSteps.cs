using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.CompilerServices;

/// <summary>Class numbers of which one stands for steps that do not count, <c>[CrossEntropy(IgnoreIndex = -100)]</c>.</summary>
/// <remarks>
/// The mean loss is over the steps of the whole batch that count. An ignored step has targets of 0, so it adds nothing to the loss and has no gradient; the
/// targets of the others are 1 times the number of steps divided by the number of those that count, which turns the mean over all steps into theirs.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class IgnoredSteps
{
    /// <summary>Targets to panels, as <see cref="Panels.LoadTargets"/>, without those of ignored steps.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="outputs">Values of an output.</param>
    /// <param name="positions">Steps, or pixels, of a sample.</param>
    /// <param name="ignored">The class number of those that do not count.</param>
    /// <param name="firstPanel">The first panel to fill.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="destination">The first panel's memory.</param>
    public static void LoadTargets<T>(in Batch<T> batch, nint outputs, nint positions, int ignored, nint firstPanel, nint panels, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (batch.Classes.IsEmpty)
        {
            Panels.LoadTargets(in batch, outputs, positions, firstPanel, panels, ref destination);
            return;
        }

        nint width = Workspace<T>.PanelWidth, each = outputs / positions, from = firstPanel * width;
        nint present = Math.Min(panels * width, batch.Size - from);
        long counted = batch.CountedSteps > 0 ? batch.CountedSteps : Count(batch.Classes, ignored);
        T target = counted == 0 ? T.Zero : T.CreateChecked((double)batch.Whole * positions / counted);
        ref int classes = ref Unsafe.Add(ref MemoryMarshal.GetReference(batch.Classes), from * positions);
        MemoryMarshal.CreateSpan(ref destination, checked((int)(panels * outputs * width))).Clear();
        for (nint s = 0; s < present; s++)
        {
            for (nint position = 0; position < positions; position++)
            {
                int number = Unsafe.Add(ref classes, (s * positions) + position);
                if (number != ignored) { Unsafe.Add(ref destination, (((s / width * outputs) + (position * each) + number) * width) + (s % width)) = target; }
            }
        }
    }

    /// <summary>The number of steps of a batch that count; 0 if the network ignores none.</summary>
    internal static long Count<T>(NetworkDescription network, in Batch<T> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        network.IgnoreIndex is not { } ignored || batch.Classes.IsEmpty ? 0 : batch.CountedSteps > 0 ? batch.CountedSteps : Count(batch.Classes, ignored);

    /// <summary>The number of class numbers other than one.</summary>
    internal static long Count(ReadOnlySpan<int> classes, int ignored) => classes.Length - (long)MemoryExtensions.Count(classes, ignored);
}
