namespace NNGen.Tests;

/// <summary>Trainings with four batches per epoch, each 700 ms long by their clock.</summary>
internal static class Runs
{
    public static readonly Dataset<float> Samples = Datasets.Moons(128, noise: 0.1, seed: 1);

    /// <summary>Trains a network, the same each time.</summary>
    /// <param name="progress">The row to test.</param>
    /// <param name="clock">The clock of its table.</param>
    /// <param name="epochs">Epochs.</param>
    /// <param name="onBatchEnd">An action after each batch, when the row has received it.</param>
    /// <param name="more">Callbacks before the row's.</param>
    /// <param name="cancellationToken">Cancels the training.</param>
    /// <returns>The epochs.</returns>
    public static History Train(
        LiveProgress progress,
        ManualClock clock,
        int epochs = 3,
        Action<TrainingContext>? onBatchEnd = null,
        Callback[]? more = null,
        CancellationToken cancellationToken = default) => new MoonClassifier(seed: 1).Fit(
            Samples,
            new FitOptions
            {
                Epochs = epochs,
                BatchSize = 32,
                Optimizer = new Adam(0.02),
                Callbacks =
                [
                    new LambdaCallback(onBatchBegin: _ => clock.Advance(700)),
                    .. more ?? [],
                    progress,
                    new LambdaCallback(onBatchEnd: context => onBatchEnd?.Invoke(context)),
                ],
                MaxDegreeOfParallelism = 1,
            },
            Samples,
            cancellationToken);
}
