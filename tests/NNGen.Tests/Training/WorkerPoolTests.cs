namespace NNGen.Tests;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_worker_runs_once_and_all_are_done_on_return(int workers)
    {
        using var pool = new WorkerPool(workers);
        int[] calls = new int[workers];
        for (int run = 1; run <= 200; run++)
        {
            pool.Run((worker, count) => calls[worker] += count, workers);
            Assert.All(calls, sum => Assert.Equal(run * workers, sum));
        }
    }

    [Fact]
    public void Workers_that_fell_asleep_wake_up()
    {
        using var pool = new WorkerPool(3);
        int[] calls = new int[3];
        for (int run = 0; run < 3; run++)
        {
            Thread.Sleep(30);
            pool.Run((worker, _) =>
            {
                if (worker > 0) { Thread.Sleep(30); }
                calls[worker]++;
            }, 3);
        }

        Assert.Equal([3, 3, 3], calls);
    }

    [Fact]
    public void Workers_are_separate_threads_and_the_caller_is_worker_zero()
    {
        using var pool = new WorkerPool(3);
        int[] ids = new int[3];
        pool.Run((worker, _) => ids[worker] = Environment.CurrentManagedThreadId, 3);
        Assert.Equal(Environment.CurrentManagedThreadId, ids[0]);
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public void The_exception_of_the_lowest_worker_is_thrown_after_all_have_ended()
    {
        using var pool = new WorkerPool(4);
        int ended = 0;
        var exception = Assert.Throws<InvalidOperationException>(() => pool.Run((worker, _) =>
        {
            if (worker == 3) { Thread.Sleep(20); }
            Interlocked.Increment(ref ended);
            if (worker is 1 or 2) { throw new InvalidOperationException($"worker {worker}"); }
        }, 4));
        Assert.Equal("worker 1", exception.Message);
        Assert.Equal(4, ended);

        pool.Run((_, _) => Interlocked.Increment(ref ended), 4);
        Assert.Equal(8, ended);
    }

    [Fact]
    public void A_disposed_pool_rejects_work()
    {
        var pool = new WorkerPool(2);
        pool.Dispose();
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Run((_, _) => { }, 2));
    }

    [Fact]
    public void Workers_beyond_those_of_a_call_stay_idle_and_take_part_in_the_next()
    {
        using var pool = new WorkerPool(4);
        int[] calls = new int[4];
        for (int run = 0; run < 500; run++) { pool.Run((worker, count) => calls[worker] += count, 1 + (run % 4)); }
        Assert.Equal([125 * (1 + 2 + 3 + 4), 125 * (2 + 3 + 4), 125 * (3 + 4), 125 * 4], calls);
    }

    [Fact]
    public void Sleeping_workers_are_woken_without_a_call()
    {
        using var pool = new WorkerPool(2);
        Assert.True(SpinWait.SpinUntil(() => !pool.TryWake(), TimeSpan.FromSeconds(30)));
        Assert.True(SpinWait.SpinUntil(pool.TryWake, TimeSpan.FromSeconds(30)));
        int calls = 0;
        pool.Run((_, _) => Interlocked.Increment(ref calls), 2);
        Assert.Equal(2, calls);
    }
}
