using System.Numerics;

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

    /// <summary>Rounding does not add up: single and double precision, with the same weights, agree after a million steps as after a hundred.</summary>
    [Fact]
    public void Recurrences_do_not_drift()
    {
        Check<Remembering, RememberingDouble>();
        Check<Gated, GatedDouble>();
        Check<Simple, SimpleDouble>();

        static void Check<TSingle, TDouble>()
            where TSingle : class, IStreamingNetwork<TSingle, float>
            where TDouble : class, IStreamingNetwork<TDouble, double>
        {
            TSingle single = TSingle.Create(3);
            TDouble exact = TDouble.Create(3);
            exact.Parameters.Replace(Array.ConvertAll(single.Parameters.Values.ToArray(), value => (double)value));
            float[] last = Run(single, single.CreateState(), 0, Steps);
            double[] expected = Run(exact, exact.CreateState(), 0, Steps);
            Assert.Equal(last, Run(single, single.CreateState(), 0, Steps));
            Assert.True(last.Distinct().Count() > 10);
            for (int i = 0; i < last.Length; i++) { Assert.Equal(expected[i], last[i], 1e-5); }
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
    private static T[] Run<TNetwork, T>(TNetwork network, StreamState<TNetwork, T> state, int start, int end)
        where TNetwork : class, IStreamingNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int given = TNetwork.StepOutputSize;
        T[] input = new T[TNetwork.StepInputSize], output = new T[given], last = new T[100 * given];
        network.Step(input, output, state);
        state.Reset();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = start; step < end; step++)
        {
            for (int i = 0; i < input.Length; i++) { input[i] = T.CreateChecked((((step * 31) + (i * 7)) % 101 * 0.02f) - 1); }
            network.Step(input, output, state);
            output.CopyTo(last, (99 - ((end - 1 - step) % 100)) * given);
        }

        // A collection that another test causes counts the rest of this thread's buffer.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_384);
        return last;
    }
}
