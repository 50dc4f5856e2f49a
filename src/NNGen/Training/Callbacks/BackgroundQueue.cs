namespace NNGen;

/// <summary>Work in the background of training: one piece after another, in order, with a limited number in the queue.</summary>
internal sealed class BackgroundQueue(Action<string, string> warn)
{
    /// <summary>One running and one waiting: a third would hold memory without being on the disk any sooner.</summary>
    private const int Capacity = 2;

    private readonly SemaphoreSlim slots = new(Capacity);
    private Task last = Task.CompletedTask;

    /// <summary>Adds work; waits while the queue is full.</summary>
    public void Enqueue(Func<Task> work, string place, CancellationToken cancellationToken)
    {
        // If there is room, canceled training can also still add work.
        if (!slots.Wait(0, CancellationToken.None)) { slots.Wait(cancellationToken); }
        last = RunAfter(last, work, place);
    }

    /// <summary>Waits for all work. Nothing is thrown: failures were reported as warnings.</summary>
    public void Drain() => last.GetAwaiter().GetResult();

    private async Task RunAfter(Task previous, Func<Task> work, string place)
    {
        // Yields even if the previous work is done, because the caller is the training thread.
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
