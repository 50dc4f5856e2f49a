using System.Diagnostics;

namespace NNGen.Tests;

/// <summary>Ranks that are threads of this process. A rank that waits in vain throws, so that no test hangs.</summary>
internal sealed class ThreadGroup : IProcessGroup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Shared shared;

    private ThreadGroup(Shared shared, int rank) => (this.shared, Rank) = (shared, rank);

    public int Rank { get; }

    public int Size => shared.Floats.Length;

    /// <summary>Messages so far, and their bytes.</summary>
    public (int Count, long Bytes) Sent { get; private set; }

    /// <summary>Whether gradients are added while others are computed.</summary>
    public bool OverlapsSums { get; set; }

    /// <summary>What a rank does when the sums that have begun may go on.</summary>
    public Action Continuing { get; set; } = () => { };

    /// <summary>Runs a program on as many ranks, and returns their results.</summary>
    public static TResult[] Run<TResult>(int ranks, Func<ThreadGroup, TResult> program)
    {
        var shared = new Shared(ranks);
        var results = new TResult[ranks];
        var failures = new Exception?[ranks];
        Thread[] threads = [.. Enumerable.Range(0, ranks).Select(rank => new Thread(() =>
        {
            try { results[rank] = program(new ThreadGroup(shared, rank)); }
            catch (Exception problem) { failures[rank] = problem; }
        }))];
        foreach (Thread thread in threads) { thread.Start(); }
        foreach (Thread thread in threads) { thread.Join(); }
        Exception[] all = [.. failures.OfType<Exception>()];
        return all.Length == 0 ? results : throw new AggregateException(all);
    }

    /// <summary>Runs a program that fails on every rank, and returns what each has thrown.</summary>
    public static Exception[] Fail(int ranks, Action<ThreadGroup> program) => Run(
        ranks, group => Record.Exception(() => program(group)) ?? throw new InvalidOperationException($"Rank {group.Rank} did not fail."));

    public void Sum(Span<float> values) => Sum(shared.Floats, values, (x, y) => x + y);

    public void Sum(Span<double> values) => Sum(shared.Doubles, values, (x, y) => x + y);

    public void ContinueSums() => Continuing();

    public void Broadcast(Span<byte> values)
    {
        Meet(() => shared.Bytes = [], values.Length);
        if (Rank == 0) { shared.Bytes = values.ToArray(); }
        Meet();
        shared.Bytes.CopyTo(values);
        Meet();
    }

    public void Exchange(int partner, ReadOnlySpan<byte> sent, Span<byte> received)
    {
        Sent = (Sent.Count + 1, Sent.Bytes + sent.Length);
        Mailbox there = shared.Mailboxes[partner, Rank], here = shared.Mailboxes[Rank, partner];
        there.Put(sent);
        here.Take(received);
    }

    private void Sum<T>(T[][] all, Span<T> values, Func<T, T, T> add)
    {
        all[Rank] = values.ToArray();
        Meet(null, values.Length);
        values.Clear();
        foreach (T[] one in all)
        {
            for (int i = 0; i < values.Length; i++) { values[i] = add(values[i], one[i]); }
        }

        Meet();
    }

    private void Meet(Action? once = null, int length = 0)
    {
        shared.Lengths[Rank] = length;
        if (Rank == 0) { once?.Invoke(); }
        if (!shared.Barrier.SignalAndWait(Patience)) { throw new TimeoutException($"Rank {Rank} has waited in vain."); }
        if (shared.Lengths.Distinct().Count() > 1) { throw new InvalidOperationException("The ranks make different calls."); }
        if (!shared.Barrier.SignalAndWait(Patience)) { throw new TimeoutException($"Rank {Rank} has waited in vain."); }
    }

    private sealed class Shared
    {
        public Shared(int ranks)
        {
            (Floats, Doubles, Lengths, Barrier) = (new float[ranks][], new double[ranks][], new int[ranks], new Barrier(ranks));
            Mailboxes = new Mailbox[ranks, ranks];
            for (int i = 0; i < ranks * ranks; i++) { Mailboxes[i / ranks, i % ranks] = new Mailbox(); }
        }

        public float[][] Floats { get; }

        public double[][] Doubles { get; }

        public int[] Lengths { get; }

        public byte[] Bytes { get; set; } = [];

        public Barrier Barrier { get; }

        public Mailbox[,] Mailboxes { get; }
    }

    /// <summary>The message from one rank to another. Once warm, it allocates nothing.</summary>
    private sealed class Mailbox
    {
        private byte[] memory = [];
        private int length;
        private volatile bool isFull;

        public void Put(ReadOnlySpan<byte> message)
        {
            WaitUntil(full: false);
            if (memory.Length < message.Length) { memory = new byte[message.Length]; }
            message.CopyTo(memory);
            length = message.Length;
            isFull = true;
        }

        public void Take(Span<byte> received)
        {
            WaitUntil(full: true);
            if (length != received.Length) { throw new InvalidOperationException($"Expected {received.Length} bytes, got {length}."); }
            memory.AsSpan(0, length).CopyTo(received);
            isFull = false;
        }

        private void WaitUntil(bool full)
        {
            long began = Stopwatch.GetTimestamp();
            for (var spin = default(SpinWait); isFull != full; spin.SpinOnce())
            {
                if (Stopwatch.GetElapsedTime(began) > Patience) { throw new TimeoutException("A rank has waited in vain for a message."); }
            }
        }
    }
}
