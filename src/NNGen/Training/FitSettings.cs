namespace NNGen;

/// <summary>How <c>Fit</c> is asked to run.</summary>
/// <param name="Epochs">How often the samples are seen.</param>
/// <param name="AccumulateSteps">Batches of one step.</param>
/// <param name="Shuffle">Whether each epoch has an order of its own.</param>
/// <param name="Seed">What the orders are drawn from.</param>
/// <param name="Progress">Who wants to know, or null.</param>
/// <param name="Callbacks">Who watches and steers, or null.</param>
/// <param name="ResumeFrom">A checkpoint to go on from, or null.</param>
/// <param name="CancellationToken">Ends training between two steps.</param>
internal sealed record FitSettings(
    int Epochs,
    int AccumulateSteps,
    bool Shuffle,
    int Seed,
    IProgress<FitProgress>? Progress,
    IReadOnlyList<Callback>? Callbacks,
    string? ResumeFrom,
    CancellationToken CancellationToken);
