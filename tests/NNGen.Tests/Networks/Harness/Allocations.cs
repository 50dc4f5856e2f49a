namespace NNGen.Tests;

/// <summary>Counts what calls allocate on their thread.</summary>
internal static class Allocations
{
    /// <summary>
    /// Asserts that calls in a row allocate nothing once warm. A collection that another test causes makes the runtime count the rest of
    /// this thread's buffer (up to 8 KiB) as allocated, even around arithmetic alone; so a few rounds are measured, and one must be zero.
    /// </summary>
    public static void AssertNone(string what, Action action, int calls = 5)
    {
        const int Rounds = 5;
        for (int i = 0; i < 3; i++) { action(); }
        long least = long.MaxValue;
        for (int round = 0; round < Rounds && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < calls; i++) { action(); }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(least == 0, $"{what} allocated {least / calls} bytes a call.");
    }
}
