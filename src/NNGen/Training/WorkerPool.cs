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
    /// Polls before a thread sleeps, about 40 ns apart. The phases of a step follow one another within microseconds, and waking a thread takes
    /// tens of them. (SpinWait polls less and less often: on a busy machine, three barriers took 35 µs with it, 20 µs with this.)
    /// </summary>
    private const int SpinTurns = 5000;

    /// <summary>Polls between two yields to another thread, which may be the one that is awaited.</summary>
    private const int TurnsPerYield = 64;

    /// <summary>Bits of <see cref="call"/> that hold the number of workers.</summary>
    private const int WorkerBits = 16;

    private readonly object startGate = new();
    private readonly object doneGate = new();
    private readonly Thread[] threads;
    private readonly Exception?[] failures;
    private Action<int, int>? work;

    // The number of the current call and its number of workers, in one word: a thread that does not take part may read it at any time.
    private long call;
    private int alarms;
    private int sleepers;
    private int running;
    private bool stopping;

    /// <summary>Starts the threads.</summary>
    /// <param name="workers">Workers including the caller; at least 1.</param>
    public WorkerPool(int workers)
    {
        Guard.InRange(workers, 1, Parallelism.MaxDegree, nameof(workers));
        failures = new Exception?[workers];
        threads = new Thread[workers - 1];
        for (int i = 0; i < threads.Length; i++)
        {
            int worker = i + 1;
            threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = string.Create(CultureInfo.InvariantCulture, $"NNGen worker {worker}") };
            threads[i].Start();
        }
    }

    /// <summary>Number of workers, including the caller.</summary>
    public int Count => failures.Length;

    /// <summary>
    /// Whether all threads are awake, so that work starts at once. Sleeping threads are woken without waiting for them: they will be awake for
    /// later work.
    /// </summary>
    public bool TryWake()
    {
        if (Volatile.Read(ref sleepers) == 0) { return true; }
        lock (startGate)
        {
            alarms++;
            Monitor.PulseAll(startGate);
        }

        return false;
    }

    /// <summary>Calls <paramref name="action"/> once for each worker number, on as many threads, and waits for all.</summary>
    /// <param name="action">Takes the worker's number and the number of workers.</param>
    /// <param name="workers">How many take part, at most <see cref="Count"/>.</param>
    /// <remarks>If workers throw, the exception of the lowest number is rethrown after all have ended.</remarks>
    public void Run(Action<int, int> action, int workers)
    {
        ObjectDisposedException.ThrowIf(stopping, this);
        Guard.InRange(workers, 1, Count, nameof(workers));
        work = action;
        running = workers - 1;
        lock (startGate)
        {
            Volatile.Write(ref call, (((call >> WorkerBits) + 1) << WorkerBits) | (uint)workers);
            if (sleepers > 0) { Monitor.PulseAll(startGate); }
        }

        Execute(action, 0, workers);
        WaitForOthers();
        work = null;
        RethrowFirst();
    }

    /// <summary>Ends the threads; not to be called during <see cref="Run"/>.</summary>
    public void Dispose()
    {
        lock (startGate)
        {
            stopping = true;
            Monitor.PulseAll(startGate);
        }

        foreach (Thread thread in threads) { thread.Join(); }
    }

    /// <summary>One poll of a thread that waits for another.</summary>
    /// <param name="turn">How often it has polled.</param>
    internal static void Spin(int turn)
    {
        if (turn % TurnsPerYield == 0) { Thread.Yield(); }
        else { Thread.SpinWait(1); }
    }

    private void Work(int worker)
    {
        for (long seen = 0; WaitForCall(ref seen);)
        {
            // The next call cannot start before all workers of this one are done.
            int workers = (int)(seen & ((1 << WorkerBits) - 1));
            if (worker >= workers) { continue; }
            Execute(work!, worker, workers);
            if (Interlocked.Decrement(ref running) == 0)
            {
                lock (doneGate) { Monitor.Pulse(doneGate); }
            }
        }
    }

    /// <summary>Waits for a call after <paramref name="seen"/>; false when the pool ends.</summary>
    private bool WaitForCall(ref long seen)
    {
        long before = seen;
        while ((seen = Volatile.Read(ref call)) == before && !Volatile.Read(ref stopping))
        {
            for (int turn = 1; turn <= SpinTurns && Volatile.Read(ref call) == before && !Volatile.Read(ref stopping); turn++) { Spin(turn); }

            lock (startGate)
            {
                sleepers++;
                for (int heard = alarms; call == before && !stopping && heard == alarms;) { Monitor.Wait(startGate); }
                sleepers--;
            }
        }

        return seen != before;
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

    private void Execute(Action<int, int> action, int worker, int workers)
    {
        try
        {
            action(worker, workers);
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
