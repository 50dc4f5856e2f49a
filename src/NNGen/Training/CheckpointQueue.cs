namespace NNGen;

/// <summary>Writes checkpoints in the background, and keeps those that failed until they can be written or a newer one replaces them.</summary>
internal sealed class CheckpointQueue(TrainingContext context)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Request> failed = [];

    /// <summary>Queues a file.</summary>
    public void Write(string path, SafeTensorsWriter writer, Action<SafeTensorsWriter, string> save) =>
        Enqueue(new Request(path, writer, save), isLastTry: false);

    /// <summary>Discards an older file that failed: a newer one replaces it.</summary>
    public void Forget(string path)
    {
        lock (gate) { failed.Remove(path); }
    }

    /// <summary>Queues the files that could not be written before.</summary>
    /// <param name="isLastTry">Whether files that fail again are discarded.</param>
    public void RetryFailed(bool isLastTry)
    {
        Request[] again;
        lock (gate)
        {
            if (failed.Count == 0) { return; }
            again = [.. failed.Values];
            failed.Clear();
        }

        foreach (Request request in again) { Enqueue(request, isLastTry); }
    }

    private void Enqueue(Request request, bool isLastTry)
    {
        string place = context.Epoch > 0 ? FormattableString.Invariant($"Epoch {context.Epoch}, checkpoint") : "Checkpoint";

        // Without the training's token: canceled training still needs its last file.
        context.Background.Enqueue(() => Run(request, place, isLastTry), place, CancellationToken.None);
    }

    private Task Run(Request request, string place, bool isLastTry)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(request.Path)!);
            request.Save(request.Writer, request.Path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            if (!isLastTry)
            {
                lock (gate) { failed[request.Path] = request; }
            }

            string next = isLastTry ? "was not written" : "could not be written and is retried after the next epoch";
            context.AddWarning(place, $"'{request.Path}' {next}: {problem.Message}");
        }

        return Task.CompletedTask;
    }

    private sealed record Request(string Path, SafeTensorsWriter Writer, Action<SafeTensorsWriter, string> Save);
}
