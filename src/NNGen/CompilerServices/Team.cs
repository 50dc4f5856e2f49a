using System.ComponentModel;

namespace NNGen.CompilerServices;

/// <summary>
/// One thread's share of a pass by several threads: each computes some tiles of every product, and all wait for one another before a step that
/// reads results of the others. The default value is a thread that works alone.
/// </summary>
/// <remarks>
/// Threads share every product of batches of fewer panels than threads, or hardly more; larger ones are divided by panels, and threads wait only for
/// steps that read the whole batch.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Team
{
    private readonly TeamBarrier? barrier;
    private readonly int member;
    private readonly bool ownsPanels;

    internal Team(TeamBarrier barrier, int member, bool ownsPanels = false)
    {
        this.barrier = barrier;
        this.member = member;
        this.ownsPanels = ownsPanels;
    }

    /// <summary>Whether this thread does the work of its panels that is not shared.</summary>
    public bool Leads => member == 0 || ownsPanels;

    /// <summary>Whether this thread does the work for the whole batch that is not shared.</summary>
    public bool LeadsBatch => member == 0;

    /// <summary>The first of this thread's tiles.</summary>
    /// <param name="tiles">Tiles of the product.</param>
    public nint First(int tiles) => ownsPanels ? 0 : FirstOfBatch(tiles);

    /// <summary>One past the last of this thread's tiles.</summary>
    /// <param name="tiles">Tiles of the product.</param>
    public nint End(int tiles) => ownsPanels ? tiles : EndOfBatch(tiles);

    /// <summary>The first of this thread's tiles of a step that reads the whole batch.</summary>
    /// <param name="tiles">Tiles of the step.</param>
    public nint FirstOfBatch(int tiles) => barrier is null ? 0 : (nint)((long)tiles * member / barrier.Size);

    /// <summary>One past the last of this thread's tiles of a step that reads the whole batch.</summary>
    /// <param name="tiles">Tiles of the step.</param>
    public nint EndOfBatch(int tiles) => barrier is null ? tiles : (nint)((long)tiles * (member + 1) / barrier.Size);

    /// <summary>Waits until every thread that shares the panels has arrived.</summary>
    public void Wait()
    {
        if (!ownsPanels) { barrier?.Wait(); }
    }

    /// <summary>Waits until every thread of the batch has arrived.</summary>
    public void WaitForBatch() => barrier?.Wait();
}
