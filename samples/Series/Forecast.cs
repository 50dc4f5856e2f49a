using System.Diagnostics;
using NNGen;

namespace Forecasting;

/// <summary>The forecasts of one model, in megawatts, <c>[windows, hours]</c>.</summary>
/// <param name="Name">The name of the model.</param>
/// <param name="Parameters">The number of its parameters.</param>
/// <param name="Seconds">The time of its training.</param>
/// <param name="Calibration">For windows that it was not trained on, from which the intervals are taken.</param>
/// <param name="Test">For the test.</param>
internal sealed record Forecast(string Name, int Parameters, double Seconds, float[] Calibration, float[] Test)
{
    /// <summary>Epochs of training; 0 of a model that is not trained.</summary>
    public int Epochs { get; init; }

    /// <summary>The same hour of the week before.</summary>
    public static Forecast Naive(Windows windows)
    {
        return new Forecast("a week before", 0, 0, WeekBefore(windows.Calibration), WeekBefore(windows.Test));

        static float[] WeekBefore(Dataset<float> data)
        {
            float[] values = new float[data.Count * Demand.Day];
            int columns = data.FeatureCount / Demand.Week;
            for (int i = 0; i < values.Length; i++) { values[i] = data.Rows[i / Demand.Day][i % Demand.Day * columns]; }
            return values;
        }
    }

    /// <summary>
    /// Trains a network on scaled windows: first without the last of them, which choose how many epochs are best, then another one with all of them for so
    /// many epochs. The test chooses nothing.
    /// </summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    public static Forecast Train<TNetwork>(string name, Windows windows, int mostEpochs, double learningRate)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        const int Batch = 32;
        long began = Stopwatch.GetTimestamp();
        var chosen = new EarlyStopping(patience: mostEpochs);
        Fit(windows.Choice.Train, windows.Choice.Validation, mostEpochs, chosen);
        (TNetwork network, StandardScaler features, StandardScaler targets) = Fit(windows.Train, null, chosen.BestEpoch);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new Forecast(name, TNetwork.Description.ParameterCount, seconds, Predict(windows.Calibration), Predict(windows.Test)) { Epochs = chosen.BestEpoch };

        (TNetwork Network, StandardScaler Features, StandardScaler Targets) Fit(Dataset<float> train, Dataset<float>? validation, int epochs, params Callback[] callbacks)
        {
            TNetwork network = TNetwork.Create(seed: 1);
            StandardScaler features = StandardScaler.Fit(train), targets = StandardScaler.FitTargets(train);
            var options = new FitOptions
            {
                Epochs = epochs,
                BatchSize = Batch,
                Optimizer = new Adam { GlobalClipNorm = 1 },
                Callbacks = [.. callbacks, LearningRateSchedule.PerStep(Schedule.Cosine(learningRate, mostEpochs * ((train.Count + Batch - 1) / Batch)))],
                Seed = 1,
            };
            network.Fit(Scaled(train), options, validation is null ? null : Scaled(validation));
            return (network, features, targets);

            Dataset<float> Scaled(Dataset<float> data) => targets.TransformTargets(features.Transform(data));
        }

        float[] Predict(Dataset<float> data)
        {
            float[] values = network.Predict(features.Transform(data));
            targets.InverseTransform<float>(values, values);
            return values;
        }
    }
}
