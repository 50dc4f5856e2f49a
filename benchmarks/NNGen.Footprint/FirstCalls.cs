using NNGen.Compare;

namespace NNGen.Footprint;

/// <summary>A process that only creates a network and calls it once; it reports when it is done.</summary>
internal static class FirstCalls
{
    public static readonly string[] Networks = ["W1", "W2", "W3", "W4", "W5"];

    /// <param name="network">The network.</param>
    /// <param name="work"><c>nothing</c>, <c>predict</c>, <c>batch</c> or <c>train</c>.</param>
    /// <param name="started">When the process was started: see <see cref="FirstCall.Tell"/>.</param>
    public static int Run(string network, string work, string started)
    {
        var first = new FirstCall();
        float result = work == "nothing" ? 0 : network switch
        {
            "W1" => Call<W1>(work, n => n.Predict),
            "W2" => Call<W2>(work, n => n.Predict),
            "W3" => Call<W3>(work, n => n.Predict),
            "W4" => Call<W4>(work, n => n.Predict),
            _ => Call<W5>(work, n => n.Predict),
        };
        return first.Tell(started, result);
    }

    private delegate void Predictor(ReadOnlySpan<float> input, Span<float> output);

    private static float Call<TNetwork>(string work, Func<TNetwork, Predictor> predictor)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        const int Batch = 32;
        TNetwork network = TNetwork.Create(1);
        (int inputs, int outputs) = (TNetwork.Description.InputSize, TNetwork.Description.OutputSize);
        if (work == "predict")
        {
            var output = new float[outputs];
            predictor(network)(new float[inputs], output);
            return output[0];
        }

        if (work == "batch")
        {
            var output = new float[Batch * outputs];
            network.PredictBatch(new float[Batch * inputs], output);
            return output[0];
        }

        using var trainer = new Trainer<TNetwork, float>(network, new Adam());
        return trainer.Step(new float[Batch * inputs], new int[Batch]);
    }
}
