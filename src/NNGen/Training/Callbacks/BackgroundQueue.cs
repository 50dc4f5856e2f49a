namespace NNGen;

/// <summary>Work beside a training: one piece after another, in order, and no more than a few waiting.</summary>
internal sealed class BackgroundQueue(Action<string, string> warn)
{
    /// <summary>One that runs and one that waits: a third would hold memory without being any sooner on the disk.</summary>
    private const int Capacity = 2;

    private readonly SemaphoreSlim slots = new(Capacity);
    private Task last = Task.CompletedTask;

    /// <summary>Adds work; waits while the queue is full.</summary>
    public void Enqueue(Func<Task> work, string place, CancellationToken cancellationToken)
    {
        // Where there is room a canceled training, too, may still have something to say.
        if (!slots.Wait(0, CancellationToken.None)) { slots.Wait(cancellationToken); }
        last = RunAfter(last, work, place);
    }

    /// <summary>Waits for all work. Nothing is thrown: what failed has warned.</summary>
    public void Drain() => last.GetAwaiter().GetResult();

    private async Task RunAfter(Task previous, Func<Task> work, string place)
    {
        // Yielding even when the previous work is done: the caller is the training.
        await previous.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            warn(place, $"work in the background failed: {problem.Message}");
        }
        finally
        {
            slots.Release();
        }
    }
}
