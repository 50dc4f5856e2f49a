using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule;

/// <summary>The cases in which the code for a network is not the fastest that NNGen can generate, and why.</summary>
internal static class Fallbacks
{
    /// <summary>A fallback: its reason, its consequence, and how to avoid it.</summary>
    internal sealed record Fallback(string Fact, string Instead, string Avoid);

    /// <summary>Whether a network can have a fallback at all; this shows for small networks without a schedule that they have none.</summary>
    /// <param name="sizes">The number of values per sample of the input and each layer.</param>
    /// <param name="elementSize">The size of an element in bytes.</param>
    public static bool ArePossible(IEnumerable<int> sizes, int elementSize)
    {
        // With the intermediate values of a softmax and the padding to whole vectors, a layer has at most eight times as many values.
        long values = 0;
        foreach (int size in sizes) { values += size + 16; }
        return values * 8 * elementSize > Machine.MaxStackBytes;
    }

    /// <summary>Lists the fallbacks.</summary>
    /// <param name="schedule">The network's schedule.</param>
    /// <param name="size">The size of an element in bytes.</param>
    public static IEnumerable<Fallback> Of(NetworkSchedule schedule, int size)
    {
        // The values of images exceed these sizes by nature.
        if (schedule.Program.Operations.Any(operation => operation is Convolve or ConvolveTransposed or Pool)) { yield break; }

        long scratch = (long)schedule.OneSample.ScratchLength * size;
        if (scratch > Machine.MaxStackBytes)
        {
            yield return new Fallback(
                $"A prediction keeps {Number(scratch)} bytes between its layers, and the stack is used up to {Number(Machine.MaxStackBytes)}",
                "every thread that predicts keeps them on the heap", "make the widest layers narrower, or take it as it is: nothing is allocated after a thread's first prediction");
        }

        long panel = (long)schedule.Workspace.Rows * Machine.TypicalPanel * size;
        if (panel > Machine.GroupBytes)
        {
            yield return new Fallback(
                $"{Machine.TypicalPanel} samples keep {Number(panel)} bytes between the layers of a training step, and the cache is used up to {Number(Machine.GroupBytes)}",
                "a training step reads and writes them in memory", "make the widest layers narrower, or take it as it is: large weights are read from memory anyway");
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
