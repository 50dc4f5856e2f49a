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

    /// <summary>Trains a network on scaled windows.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    public static Forecast Train<TNetwork>(string name, TNetwork network, Windows windows, int epochs, double learningRate)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        const int Batch = 32;
        StandardScaler features = StandardScaler.Fit(windows.Train), targets = StandardScaler.FitTargets(windows.Train);
        long began = Stopwatch.GetTimestamp();
        network.Fit(targets.TransformTargets(features.Transform(windows.Train)), new FitOptions
        {
            Epochs = epochs,
            BatchSize = Batch,
            Optimizer = new Adam { GlobalClipNorm = 1 },
            Callbacks = [LearningRateSchedule.PerStep(Schedule.Cosine(learningRate, epochs * ((windows.Train.Count + Batch - 1) / Batch)))],
            Seed = 1,
        });
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new Forecast(name, TNetwork.Description.ParameterCount, seconds, Predict(windows.Calibration), Predict(windows.Test));

        float[] Predict(Dataset<float> data)
        {
            float[] values = network.Predict(features.Transform(data));
            targets.InverseTransform<float>(values, values);
            return values;
        }
    }
}
