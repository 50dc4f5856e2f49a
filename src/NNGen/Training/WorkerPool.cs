using System.Globalization;
using System.Runtime.ExceptionServices;

namespace NNGen;

/// <summary>
/// Threads that wait for the phases of a training step. The caller is worker 0; <see cref="Run"/> returns when every worker is done, so
/// each call is a barrier. Nothing is allocated after construction.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    /// <summary>
    /// Looks at the other side before a thread sleeps, some 40 ns apart. The phases of a step follow one another within microseconds,
    /// waking a sleeper takes tens of them. (SpinWait looks ever more rarely: three barriers took 35 µs with it, 20 µs so, on a busy machine.)
    /// </summary>
    private const int SpinTurns = 2000;

    /// <summary>Looks between two offers of the processor to another thread, which may be the one that is waited for.</summary>
    private const int TurnsPerYield = 64;

    private readonly object startGate = new();
    private readonly object doneGate = new();
    private readonly Thread[] threads;
    private readonly Exception?[] failures;
    private Action<int, int>? work;
    private int generation;
    private int sleepers;
    private int running;
    private bool stopping;

    /// <summary>Starts the threads.</summary>
    /// <param name="workers">Workers including the caller; at least 1.</param>
    public WorkerPool(int workers)
    {
        Guard.AtLeast(workers, 1, nameof(workers));
        failures = new Exception?[workers];
        threads = new Thread[workers - 1];
        for (int i = 0; i < threads.Length; i++)
        {
            int worker = i + 1;
            threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = string.Create(CultureInfo.InvariantCulture, $"NNGen worker {worker}") };
            threads[i].Start();
        }
    }

    /// <summary>Number of workers, the caller included.</summary>
    public int Count => failures.Length;

    /// <summary>Calls <paramref name="action"/> once for each worker number, on as many threads, and waits for all.</summary>
    /// <param name="action">Takes the worker's number and the number of workers.</param>
    /// <remarks>Where workers throw, the exception of the lowest number is thrown again, after all have ended.</remarks>
    public void Run(Action<int, int> action)
    {
        ObjectDisposedException.ThrowIf(stopping, this);
        work = action;
        running = threads.Length;
        lock (startGate)
        {
            Volatile.Write(ref generation, generation + 1);
            if (sleepers > 0) { Monitor.PulseAll(startGate); }
        }

        Execute(action, 0);
        WaitForOthers();
        work = null;
        RethrowFirst();
    }

    /// <summary>Ends the threads; not to be called while <see cref="Run"/> is under way.</summary>
    public void Dispose()
    {
        lock (startGate)
        {
            stopping = true;
            Monitor.PulseAll(startGate);
        }

        foreach (Thread thread in threads) { thread.Join(); }
    }

    private void Work(int worker)
    {
        int seen = 0;
        while (WaitForWork(ref seen))
        {
            Execute(work!, worker);
            if (Interlocked.Decrement(ref running) == 0)
            {
                lock (doneGate) { Monitor.Pulse(doneGate); }
            }
        }
    }

    /// <summary>Waits for a generation after <paramref name="seen"/>; false when the pool ends.</summary>
    private bool WaitForWork(ref int seen)
    {
        for (int turn = 1; turn <= SpinTurns && Volatile.Read(ref generation) == seen && !Volatile.Read(ref stopping); turn++) { Spin(turn); }

        if (Volatile.Read(ref generation) == seen)
        {
            lock (startGate)
            {
                sleepers++;
                while (generation == seen && !stopping) { Monitor.Wait(startGate); }
                sleepers--;
            }
        }

        // The next generation cannot start before this worker has reported this one done, so none is missed.
        bool hasWork = Volatile.Read(ref generation) != seen;
        seen++;
        return hasWork;
    }

    private void WaitForOthers()
    {
        for (int turn = 1; turn <= SpinTurns && Volatile.Read(ref running) != 0; turn++) { Spin(turn); }
        if (Volatile.Read(ref running) == 0) { return; }
        lock (doneGate)
        {
            while (Volatile.Read(ref running) != 0) { Monitor.Wait(doneGate); }
        }
    }

    private static void Spin(int turn)
    {
        if (turn % TurnsPerYield == 0) { Thread.Yield(); }
        else { Thread.SpinWait(1); }
    }

    private void Execute(Action<int, int> action, int worker)
    {
        try
        {
            action(worker, Count);
        }
        catch (Exception exception)
        {
            failures[worker] = exception;
        }
    }

    private void RethrowFirst()
    {
        Exception? first = null;
        for (int i = failures.Length - 1; i >= 0; i--)
        {
            first = failures[i] ?? first;
            failures[i] = null;
        }

        if (first is not null) { ExceptionDispatchInfo.Throw(first); }
    }
}
