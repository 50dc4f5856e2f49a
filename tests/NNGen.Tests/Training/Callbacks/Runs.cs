namespace NNGen.Tests;

/// <summary>Small trainings for tests of callbacks.</summary>
internal static class Runs
{
    /// <summary>Trains on forty samples in batches of ten: four steps per epoch.</summary>
    public static History Fit(
        int epochs,
        Callback[] callbacks,
        ScalarNetwork<OddClassifier, float>? net = null,
        Optimizer? optimizer = null,
        string? resumeFrom = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default,
        bool shuffle = true) =>
        (net ?? new(1)).Fit(
            Samples.Blobs(40),
            new FitOptions
            {
                Epochs = epochs,
                BatchSize = 10,
                Optimizer = optimizer ?? new SGD(0.05),
                Callbacks = callbacks,
                Progress = progress,
                ResumeFrom = resumeFrom,
                Shuffle = shuffle,
            },
            Samples.Blobs(20, seed: 5),
            cancellationToken);

    /// <summary>A number that takes the given values, one per epoch.</summary>
    public static Monitored Script(params double[] values) => new("script", epoch => values[epoch.Epoch - 1], higherIsBetter: false);

    /// <summary>Keeps the parameters at the end of every epoch.</summary>
    public static LambdaCallback Record(List<float[]> parameters) =>
        new(onEpochEnd: context => parameters.Add(context.Parameters<float>().Values.ToArray()));
}

/// <summary>Passes every report on.</summary>
internal sealed class ProgressList : IProgress<FitProgress>
{
    public List<FitProgress> Reports { get; } = [];

    public void Report(FitProgress value) => Reports.Add(value);
}
