namespace NNGen;

/// <summary>Writes checkpoints beside the training, and keeps those that failed until they can be written or a newer one takes their place.</summary>
internal sealed class CheckpointQueue(TrainingContext context)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Request> failed = [];

    /// <summary>Has a file written.</summary>
    public void Write(string path, SafeTensorsWriter writer, Action<SafeTensorsWriter, string> save) =>
        Enqueue(new Request(path, writer, save), isLastTry: false);

    /// <summary>Gives up an older file that failed: a newer one takes its place.</summary>
    public void Forget(string path)
    {
        lock (gate) { failed.Remove(path); }
    }

    /// <summary>Has the files written that could not be before.</summary>
    /// <param name="isLastTry">Whether what fails again is given up.</param>
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

        // Not given the training's token: a training that is canceled still wants its last file.
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

            string next = isLastTry ? "was not written" : "could not be written and is tried again after the next epoch";
            context.AddWarning(place, $"'{request.Path}' {next}: {problem.Message}");
        }

        return Task.CompletedTask;
    }

    private sealed record Request(string Path, SafeTensorsWriter Writer, Action<SafeTensorsWriter, string> Save);
}
