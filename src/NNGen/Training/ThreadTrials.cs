namespace NNGen;

/// <summary>
/// Finds the number of threads with which repeated work is fastest, by trying half and twice as many now and then. Results do not depend on it.
/// </summary>
/// <remarks>
/// What one thread computes, others read: a cache line takes 30 ns between cores that share a cache and 160 between others, where two threads took
/// 1,045 µs for a step that one does in 724. No program sees beforehand which cores it is given, or who else uses them.
/// </remarks>
internal sealed class ThreadTrials(TimeProvider clock)
{
    /// <summary>Runs of which the fastest counts: in the first one after a change, caches hold what other threads need.</summary>
    private const int Runs = 3;

    /// <summary>Runs from one trial to the next: at first, and at most. Each trial that changes nothing doubles them.</summary>
    private const int FirstPeriod = 16, LastPeriod = 1024;

    /// <summary>How often other work must come in a row before it is what is measured. The last batch of an epoch comes once.</summary>
    private const int NewWork = 8;

    /// <summary>The fraction of the time to which another number of threads must bring it, and that from which a trial ends early.</summary>
    private const double Gain = .97, Hopeless = 1.5;

    private double work, otherWork;
    private int repeated, processors;
    private int best, trial;
    private bool isUpwards;
    private int period, run;
    private long fastest, fastestTrial;
    private long began;

    /// <summary>Whether the work that has begun counts.</summary>
    public bool IsTimed { get; private set; }

    /// <summary>The number of threads for the work that begins now.</summary>
    /// <param name="flops">Its size, by which it is known.</param>
    /// <param name="most">The largest number: the processors.</param>
    public int Next(double flops, int most)
    {
        IsTimed = (flops == work && most == processors) || IsNew(flops, most);
        if (!IsTimed) { return most; }

        repeated = 0;
        began = clock.GetTimestamp();
        return trial > 0 ? trial : best;
    }

    /// <summary>The work that has begun is not done with that number of threads, and does not count.</summary>
    public void Skip() => IsTimed = false;

    /// <summary>The work that has begun is done.</summary>
    public void Done()
    {
        if (!IsTimed) { return; }
        IsTimed = false;
        long ticks = clock.GetTimestamp() - began;
        run++;
        if (trial == 0)
        {
            if (run > period - Runs) { fastest = Math.Min(fastest, ticks); }
            if (run == period) { Begin(); }
            return;
        }

        fastestTrial = Math.Min(fastestTrial, ticks);
        bool isHopeless = run > 1 && fastestTrial > Hopeless * fastest;
        if (run == Runs || isHopeless) { End(isHopeless); }
    }

    /// <summary>Whether other work has come often enough; then begins to measure it.</summary>
    private bool IsNew(double flops, int most)
    {
        repeated = flops == otherWork ? repeated + 1 : 1;
        otherWork = flops;
        if (repeated < NewWork) { return false; }

        (work, processors, best, trial) = (flops, most, most, 0);
        (period, run, fastest, isUpwards) = (FirstPeriod, 0, long.MaxValue, false);
        return true;
    }

    private void Begin()
    {
        if (Other == best) { isUpwards = !isUpwards; }
        (trial, run, fastestTrial) = (Other, 0, long.MaxValue);
    }

    private int Other => isUpwards ? Math.Min(processors, 2 * best) : (best + 1) / 2;

    private void End(bool isHopeless)
    {
        if (fastestTrial < Gain * fastest) { (best, period) = (trial, FirstPeriod); }
        else
        {
            isUpwards = !isUpwards;
            period = Math.Min(isHopeless ? 4 * period : 2 * period, LastPeriod);
        }

        (trial, run, fastest) = (0, 0, long.MaxValue);
    }
}
