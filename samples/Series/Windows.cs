using NNGen;

namespace Forecasting;

/// <summary>A week and the day after it, for every few hours. No window reads an hour of another part: parts are cut before windows are made.</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Choice">The same in two parts, the earlier to learn from and the later to choose the number of epochs.</param>
/// <param name="Calibration">The time after it, to see how far forecasts are off.</param>
/// <param name="Test">The time after that.</param>
internal sealed record Windows(Dataset<float> Train, (Dataset<float> Train, Dataset<float> Validation) Choice, Dataset<float> Calibration, Dataset<float> Test)
{
    /// <summary>Cuts a series.</summary>
    public static Windows Of(Series<float> series)
    {
        (Series<float> past, Series<float> test) = series.Split(testFraction: 0.2);
        (Series<float> train, Series<float> calibration) = past.Split(testFraction: 0.2);
        (Series<float> earlier, Series<float> later) = train.Split(testFraction: 0.2);
        return new Windows(Of(train, stride: 4), (Of(earlier, stride: 4), Of(later, stride: 4)), Of(calibration, stride: 1), Of(test, stride: 1));
    }

    private static Dataset<float> Of(Series<float> part, int stride) => part.Windows(Demand.Week, Demand.Day, stride, [Demand.Column]);
}
