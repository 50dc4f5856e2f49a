namespace NNGen.Tests.Streams;

/// <summary>A million steps.</summary>
[Trait("Category", "Slow")]
public class LongStreamTests
{
    private const int Steps = 1_000_000;

    /// <summary>A window of 2 · 2 + 4 · 2 steps reaches back eleven steps at most: nothing earlier is left.</summary>
    [Fact]
    public void Convolutions_forget_all_but_their_windows()
    {
        var network = new Convolutions(seed: 3);
        StreamState<Convolutions, float> state = network.CreateState(), fresh = network.CreateState();
        float[] last = Run(network, state, 0, Steps), expected = Run(network, fresh, Steps - 40, Steps);

        Assert.Equal(Steps, state.Steps);
        Assert.Equal(expected[^20..], last[^20..]);
    }

    [Fact]
    public void Recurrences_stay_within_their_bounds_and_repeat_their_bits()
    {
        CheckBounds<Remembering>();
        CheckBounds<Gated>();

        static void CheckBounds<TNetwork>()
            where TNetwork : class, IStreamingNetwork<TNetwork, float>
        {
            TNetwork network = TNetwork.Create(3);
            float[] first = Run(network, network.CreateState(), 0, Steps), second = Run(network, network.CreateState(), 0, Steps);
            Assert.Equal(first, second);

            // A dense layer of units between -1 and 1.
            float bound = network.Parameters.Values.ToArray().Sum(Math.Abs);
            Assert.All(first, value => Assert.InRange(value, -bound, bound));
            Assert.True(first.Distinct().Count() > 10);
        }
    }

    [Fact]
    public void A_recurrence_forgets_how_a_stream_began()
    {
        // Gates that forget half of what was carried at each step.
        var network = new Remembering(seed: 3);
        using (ParameterBlock<float>.Editor editor = network.Parameters.Edit()) { editor[network.Lstm1.RecurrentWeight].Clear(); editor[network.Lstm1.Bias!.Value].Clear(); }
        float[] last = Run(network, network.CreateState(), 0, Steps), expected = Run(network, network.CreateState(), Steps - 200, Steps);

        Assert.Equal(expected[^20..], last[^20..]);
    }

    /// <summary>Computes steps of one signal, and returns the outputs of the last hundred; the steps allocate nothing.</summary>
    private static float[] Run<TNetwork>(TNetwork network, StreamState<TNetwork, float> state, int start, int end)
        where TNetwork : class, IStreamingNetwork<TNetwork, float>
    {
        int given = TNetwork.StepOutputSize;
        float[] input = new float[TNetwork.StepInputSize], output = new float[given], last = new float[100 * given];
        network.Step(input, output, state);
        state.Reset();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = start; step < end; step++)
        {
            for (int i = 0; i < input.Length; i++) { input[i] = (((step * 31) + (i * 7)) % 101 * 0.02f) - 1; }
            network.Step(input, output, state);
            output.CopyTo(last, (99 - ((end - 1 - step) % 100)) * given);
        }

        // A collection that another test causes counts the rest of this thread's buffer.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_384);
        return last;
    }
}
