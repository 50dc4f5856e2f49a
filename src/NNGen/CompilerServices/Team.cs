using System.ComponentModel;

namespace NNGen.CompilerServices;

/// <summary>
/// One thread's share of a pass by several threads: each computes some tiles of every product, and all wait for one another before a step that
/// reads results of the others. The default value is a thread that works alone.
/// </summary>
/// <remarks>For batches of fewer panels than threads, or hardly more: larger ones are divided by panels, without barriers.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Team
{
    private readonly TeamBarrier? barrier;
    private readonly int member;

    internal Team(TeamBarrier barrier, int member)
    {
        this.barrier = barrier;
        this.member = member;
    }

    /// <summary>Whether this thread does the work that is not shared.</summary>
    public bool Leads => member == 0;

    /// <summary>The first of this thread's tiles.</summary>
    /// <param name="tiles">Tiles of the product.</param>
    public nint First(int tiles) => barrier is null ? 0 : (nint)((long)tiles * member / barrier.Size);

    /// <summary>One past the last of this thread's tiles.</summary>
    /// <param name="tiles">Tiles of the product.</param>
    public nint End(int tiles) => barrier is null ? tiles : (nint)((long)tiles * (member + 1) / barrier.Size);

    /// <summary>Waits until every thread of the team has arrived.</summary>
    public void Wait() => barrier?.Wait();
}
