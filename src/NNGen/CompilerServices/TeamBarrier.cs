namespace NNGen.CompilerServices;

/// <summary>A spinning barrier for the threads of a team: the steps between two barriers take microseconds.</summary>
internal sealed class TeamBarrier
{
    private int arrived;
    private int round;
    private volatile bool broken;

    /// <summary>Threads of the team.</summary>
    public int Size { get; private set; }

    /// <summary>Prepares a pass; no thread may be waiting.</summary>
    /// <param name="size">Threads of the team.</param>
    public void Reset(int size)
    {
        Size = size;
        arrived = 0;
        broken = false;
    }

    /// <summary>Releases all waiting threads: a thread has failed, and the results of the others are discarded.</summary>
    public void Break() => broken = true;

    /// <summary>Waits until every thread has arrived.</summary>
    public void Wait()
    {
        int before = Volatile.Read(ref round);
        if (Interlocked.Increment(ref arrived) == Size)
        {
            arrived = 0;
            Volatile.Write(ref round, before + 1);
            return;
        }

        for (int turn = 1; Volatile.Read(ref round) == before && !broken; turn++) { WorkerPool.Spin(turn); }
    }
}
