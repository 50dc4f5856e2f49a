using System.Numerics;

namespace NNGen.Tests.Streams;

/// <summary>A network that computes streams, whatever its type, with what holds for each of them.</summary>
internal abstract class StreamSubject(string name)
{
    public static readonly StreamSubject[] All =
    [
        .. Both<Remembering, RememberingDouble>(), .. Both<Gated, GatedDouble>(), .. Both<Simple, SimpleDouble>(), .. Both<Wide, WideDouble>(), .. Both<Single, SingleDouble>(),
        .. Both<OneStep, OneStepDouble>(), .. Both<LastStep, LastStepDouble>(), .. Both<Convolutions, ConvolutionsDouble>(), .. Both<Grouped, GroupedDouble>(),
        .. Both<Amplifier, AmplifierDouble>(), .. Both<Wave, WaveDouble>(), .. Both<Temporal, TemporalDouble>(), .. Both<Normalized, NormalizedDouble>(),
        .. Both<BatchNormalized, BatchNormalizedDouble>(), .. Both<Strided, StridedDouble>(), .. Both<Valid, ValidDouble>(), .. Both<Pooled, PooledDouble>(),
        .. Both<TwoInputs, TwoInputsDouble>(), .. Both<TwoOutputs, TwoOutputsDouble>(), .. Both<SharedWeights, SharedWeightsDouble>(), .. Both<Readable, ReadableDouble>(),
        .. Both<StateSoFar, StateSoFarDouble>(), .. Both<Merged, MergedDouble>(), .. Both<Characters, CharactersDouble>(vocabulary: 11),
        .. Both<GatedBefore, GatedBeforeDouble>(),
    ];

    public string Name => name;

    /// <summary>The kinds of its layers.</summary>
    public abstract IEnumerable<string> Kinds { get; }

    /// <summary>Steps give what the whole sequence does, within rounding.</summary>
    public abstract void IsSequence();

    /// <summary>A block gives the bits of its steps, however it is cut.</summary>
    public abstract void BlocksAreSteps();

    /// <summary>A stream goes on from where its state was saved or copied, and begins anew after a reset.</summary>
    public abstract void GoesOn();

    /// <summary>A step with a value that is not finite changes neither the state nor the output.</summary>
    public abstract void RefusesNonFinite();

    /// <summary>Bytes that are cut or changed are refused, and the state stays.</summary>
    public abstract void RefusesOtherBytes();

    /// <summary>Whatever bytes a state has, a step stays inside of its memory.</summary>
    public abstract void SurvivesAnyBytes();

    /// <summary>Threads with separate states do not disturb one another.</summary>
    public abstract void WorksOnThreads();

    /// <summary>A step takes new parameters.</summary>
    public abstract void TakesNewParameters();

    /// <summary>Many streams at once give what each alone does, and begin anew where the mask says so.</summary>
    public abstract void BatchesAreStreams();

    /// <summary>Steps, saving, copying, resetting allocate nothing.</summary>
    public abstract void AllocatesNothing();

    /// <param name="vocabulary">The number of different token ids; 0 if the network takes numbers.</param>
    private static StreamSubject[] Both<TSingle, TDouble>(int vocabulary = 0)
        where TSingle : class, IStreamingNetwork<TSingle, float>
        where TDouble : class, IStreamingNetwork<TDouble, double> => [new StreamSubject<TSingle, float>(vocabulary), new StreamSubject<TDouble, double>(vocabulary)];
}

/// <param name="vocabulary">The number of different token ids; 0 if the network takes numbers.</param>
/// <typeparam name="TNetwork">The network.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
internal sealed class StreamSubject<TNetwork, T>(int vocabulary) : StreamSubject(TNetwork.Description.Name)
    where TNetwork : class, IStreamingNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Long = 43;

    private static readonly NetworkDescription description = TNetwork.Description;

    private readonly TNetwork network = Moved(3);

    private static int Size => TNetwork.StepInputSize;

    private static int Given => TNetwork.StepOutputSize;

    public override IEnumerable<string> Kinds => description.Layers.SelectMany(layer => layer.Operations).Select(operation => operation.Kind);

    public override void IsSequence()
    {
        int steps = description.InputSize / Size;
        for (int seed = 1; seed <= 3; seed++)
        {
            T[] stream = Draw(steps, seed), sequence = new T[description.InputSize], expected = new T[description.OutputSize], batch = new T[description.OutputSize];
            Gather(stream, steps, Size, description.Inputs.Count == 0 ? [Size] : [.. description.Inputs.Select(input => input.Shape[^1])], sequence);
            network.Predict(sequence, expected);
            network.PredictBatch(sequence, batch);
            (T[] outputs, int count) = Run(stream, network.CreateState());

            // A sequence may give its last step only.
            int kept = description.OutputSize / Given;
            Assert.True(kept == 1 || kept == count, $"{Name}: {count} outputs of {kept}.");
            T[] actual = new T[description.OutputSize];
            Gather(
                outputs.AsSpan((count - kept) * Given, kept * Given), kept, Given,
                description.Outputs.Count == 0 ? [Given] : [.. description.Outputs.Select(output => output.Size / kept)], actual);
            double tolerance = typeof(T) == typeof(double) ? 1e-13 : 4e-6;
            Closeness.Near(Array.ConvertAll(expected, double.CreateChecked), Array.ConvertAll(actual, double.CreateChecked), tolerance, $"{Name}, Predict");
            Closeness.Near(Array.ConvertAll(batch, double.CreateChecked), Array.ConvertAll(actual, double.CreateChecked), tolerance, $"{Name}, PredictBatch");
        }
    }

    public override void BlocksAreSteps()
    {
        T[] stream = Draw(Long, 4);
        (T[] expected, int count) = Run(stream, network.CreateState());
        foreach (int block in new[] { 1, 2, 7, Long })
        {
            StreamState<TNetwork, T> state = network.CreateState();
            T[] actual = new T[Long * Given];
            int given = 0;
            for (int at = 0; at < Long; at += block)
            {
                int length = Math.Min(block, Long - at);
                given += network.Steps<TNetwork, T>(stream.AsSpan(at * Size, length * Size), actual.AsSpan(given * Given), state);
                Assert.Equal(at + length, state.Steps);
            }

            Assert.Equal(count, given);
            Assert.Equal(expected, actual);
        }
    }

    public override void GoesOn()
    {
        const int Cut = 17;
        T[] stream = Draw(Long, 5);
        StreamState<TNetwork, T> first = network.CreateState(), second = network.CreateState(), third = network.CreateState();
        Run(stream.AsSpan(0, Cut * Size), first);
        byte[] saved = first.Save();
        Run(Draw(5, 9), second); // another stream before
        second.Restore(saved);
        first.CopyTo(third);
        Assert.Equal(Cut, second.Steps);
        Assert.Equal(Cut, third.Steps);
        Assert.Equal(saved, third.Save());

        (T[] expected, int count) = Run(stream.AsSpan(Cut * Size), first);
        foreach (StreamState<TNetwork, T> state in new[] { second, third })
        {
            (T[] actual, int given) = Run(stream.AsSpan(Cut * Size), state);
            Assert.Equal(count, given);
            Assert.Equal(expected, actual);
            Assert.Equal(first.Save(), state.Save());
        }

        (T[] fresh, _) = Run(stream, network.CreateState());
        first.Reset();
        Assert.Equal(0, first.Steps);
        Assert.Equal(network.CreateState().Save(), first.Save());
        Assert.Equal(fresh, Run(stream, first).Outputs);
    }

    public override void RefusesNonFinite()
    {
        T[] stream = Draw(Long, 6);
        (T[] expected, _) = Run(stream, network.CreateState());
        StreamState<TNetwork, T> state = network.CreateState();
        T[] actual = new T[Long * Given];
        int count = 0;
        for (int step = 0; step < Long; step++)
        {
            foreach (T value in new[] { T.NaN, T.PositiveInfinity, T.NegativeInfinity })
            {
                T[] broken = stream[(step * Size)..((step + 1) * Size)], output = [.. Enumerable.Repeat(T.One, Given)];
                int at = step % Size;
                broken[at] = value;
                byte[] before = state.Save();
                string message = Assert.Throws<ArgumentException>(() => network.Step(broken, output, state)).Message;
                Assert.StartsWith(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"input holds {value} at value {at} of step {step}, but must be finite"), message);
                Assert.Equal(before, state.Save());
                Assert.All(output, number => Assert.Equal(T.One, number));
            }

            if (network.Step(stream.AsSpan(step * Size, Size), actual.AsSpan(count * Given, Given), state)) { count++; }
        }

        Assert.Equal(expected, actual);

        // In a block, the steps before it are taken.
        StreamState<TNetwork, T> other = network.CreateState();
        T[] block = [.. stream];
        block[(11 * Size) + Size - 1] = T.NaN;
        Assert.Contains($"value {Size - 1} of step 11,", Assert.Throws<ArgumentException>(() => network.Steps<TNetwork, T>(block, new T[Long * Given], other)).Message);
        Assert.Equal(11, other.Steps);
    }

    public override void RefusesOtherBytes()
    {
        StreamState<TNetwork, T> state = network.CreateState();
        Run(Draw(20, 7), state);
        byte[] saved = state.Save();
        Assert.Equal(state.SavedLength, saved.Length);
        Run(Draw(3, 8), state);
        byte[] now = state.Save();
        foreach (int length in Enumerable.Range(0, 40).Concat([saved.Length - 1]).Where(length => length < saved.Length))
        {
            Assert.Contains($"has {saved.Length} bytes, got {length}", Assert.Throws<ArgumentException>(() => state.Restore(saved.AsSpan(0, length))).Message);
        }

        Assert.Throws<ArgumentException>(() => state.Restore([.. saved, 0]));
        Assert.Throws<ArgumentException>(() => state.Save(new byte[saved.Length + 1]));
        for (int at = 0; at < saved.Length; at++)
        {
            // The count of steps is not part of what is computed.
            if (at is >= 16 and < 24) { continue; }
            byte[] changed = [.. saved];
            changed[at] ^= 0x40;
            Assert.Contains(description.Name, Assert.Throws<ArgumentException>(() => state.Restore(changed)).Message);
        }

        byte[] negative = [.. saved];
        negative[23] = 0x80;
        Assert.Throws<ArgumentException>(() => state.Restore(negative));
        Assert.Equal(now, state.Save());
    }

    public override void SurvivesAnyBytes()
    {
        StreamState<TNetwork, T> state = network.CreateState();
        byte[] saved = state.Save();
        var random = new Random(9);

        // Where the sum begins depends on the network; a forger finds it by undoing the sum of a true state.
        ulong start = BitConverter.ToUInt64(saved.AsSpan(24));
        for (int i = saved.Length - 1; i >= 32; i--) { start = (start * 0xCE965057AFF6957B) ^ saved[i]; }
        for (int time = 0; time < 40; time++)
        {
            byte[] forged = [.. saved];
            random.NextBytes(forged.AsSpan(32));
            ulong sum = start;
            foreach (byte value in forged.AsSpan(32)) { sum = (sum ^ value) * 0x100000001B3; }
            BitConverter.TryWriteBytes(forged.AsSpan(24), sum);
            state.Restore(forged);
            Run(Draw(Long, time), state);
        }

        state.Reset();
        Assert.Equal(Run(Draw(Long, 1), network.CreateState()).Outputs, Run(Draw(Long, 1), state).Outputs);
    }

    public override void WorksOnThreads()
    {
        const int Threads = 6;
        T[][] streams = [.. Enumerable.Range(0, Threads).Select(thread => Draw(20 * Long, thread))];
        T[][] expected = [.. streams.Select(stream => Run(stream, network.CreateState()).Outputs)], actual = new T[Threads][];
        TNetwork fresh = Moved(3); // whose weights are not packed yet
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() =>
        {
            StreamState<TNetwork, T> state = fresh.CreateState();
            T[] outputs = new T[expected[i].Length];
            fresh.Steps<TNetwork, T>(streams[i], outputs, state);
            actual[i] = outputs;
        }))];
        foreach (Thread thread in threads) { thread.Start(); }
        foreach (Thread thread in threads) { thread.Join(); }
        for (int i = 0; i < Threads; i++) { Assert.Equal(expected[i], actual[i]); }
    }

    public override void TakesNewParameters()
    {
        T[] stream = Draw(Long, 10);
        TNetwork changing = Moved(3), other = Moved(4);
        StreamState<TNetwork, T> state = changing.CreateState(), copy = other.CreateState();
        (T[] before, _) = Run(stream, state);
        state.CopyTo(copy);
        changing.Parameters.Replace(other.Parameters.Values);

        (T[] expected, _) = Run(stream, copy, other);
        Assert.Equal(expected, Run(stream, state, changing).Outputs);
        Assert.NotEqual(before, expected);
    }

    public override void BatchesAreStreams()
    {
        const int Streams = 5;
        T[][] streams = [.. Enumerable.Range(0, Streams).Select(stream => Draw(Long, stream + 20))];
        StreamState<TNetwork, T>[] states = [.. streams.Select(_ => network.CreateState())], alone = [.. streams.Select(_ => network.CreateState())];
        T[] outputs = new T[Streams * Given], inputs = new T[Streams * Size];
        bool[] reset = new bool[Streams], has = new bool[Streams];
        T[] output = new T[Given];
        for (int step = 0; step < Long; step++)
        {
            for (int stream = 0; stream < Streams; stream++)
            {
                streams[stream].AsSpan(step * Size, Size).CopyTo(inputs.AsSpan(stream * Size));
                reset[stream] = (step + 1) % (stream + 7) == 0;
            }

            network.StepBatch<TNetwork, T>(inputs, outputs, states, step % 2 == 0 || reset.Contains(true) ? reset : default, has);
            for (int stream = 0; stream < Streams; stream++)
            {
                if (reset[stream]) { alone[stream].Reset(); }
                Assert.Equal(network.Step(inputs.AsSpan(stream * Size, Size), output, alone[stream]), has[stream]);
                if (has[stream]) { Assert.Equal(output, outputs[(stream * Given)..((stream + 1) * Given)]); }
                Assert.Equal(alone[stream].Steps, states[stream].Steps);
            }
        }

        byte[][] before = [.. states.Select(state => state.Save())];
        inputs[(3 * Size) + Size - 1] = T.NaN;
        reset.AsSpan().Fill(true);
        string message = Assert.Throws<ArgumentException>(() => network.StepBatch<TNetwork, T>(inputs, outputs, states, reset)).Message;
        Assert.Contains($"inputs holds NaN at value {Size - 1} of stream 3, step {states[3].Steps},", message);
        Assert.Throws<ArgumentException>(() => network.StepBatch<TNetwork, T>(inputs.AsSpan(1), outputs, states));
        Assert.Throws<ArgumentException>(() => network.StepBatch<TNetwork, T>(inputs, outputs.AsSpan(1), states));
        Assert.Throws<ArgumentException>(() => network.StepBatch<TNetwork, T>(inputs, outputs, states, reset.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => network.StepBatch<TNetwork, T>(inputs, outputs, states, reset, has.AsSpan(1)));
        for (int stream = 0; stream < Streams; stream++) { Assert.Equal(before[stream], states[stream].Save()); }
    }

    public override void AllocatesNothing()
    {
        StreamState<TNetwork, T> state = network.CreateState(), other = network.CreateState();
        StreamState<TNetwork, T>[] states = [state, other];
        T[] stream = Draw(Long, 11), outputs = new T[Long * Given];
        byte[] saved = new byte[state.SavedLength];
        Allocations.AssertNone(Name, () =>
        {
            network.Steps<TNetwork, T>(stream, outputs, state);
            network.StepBatch<TNetwork, T>(stream.AsSpan(0, 2 * Size), outputs.AsSpan(0, 2 * Given), states);
            state.Save(saved);
            other.Restore(saved);
            state.CopyTo(other);
            state.Reset();
        });
    }

    /// <summary>Parameters that are all different from what a new network has.</summary>
    private static TNetwork Moved(int seed)
    {
        TNetwork network = TNetwork.Create(seed);
        var random = new Random(seed);
        using ParameterBlock<T>.Editor editor = network.Parameters.Edit();
        foreach (ParameterDescription parameter in description.Parameters.Where(parameter => !parameter.IsCounter))
        {
            foreach (ref T value in editor[parameter.Name]) { value += T.CreateChecked(random.NextDouble() * 0.2); }
        }

        return network;
    }

    private T[] Draw(int steps, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, steps * Size).Select(_ => vocabulary > 0 ? T.CreateChecked(random.Next(vocabulary)) : T.CreateChecked((random.NextDouble() * 2) - 1))];
    }

    private (T[] Outputs, int Count) Run(ReadOnlySpan<T> stream, StreamState<TNetwork, T> state, TNetwork? by = null)
    {
        int steps = stream.Length / Size, count = 0;
        T[] outputs = new T[steps * Given];
        for (int step = 0; step < steps; step++)
        {
            if ((by ?? network).Step(stream.Slice(step * Size, Size), outputs.AsSpan(count * Given, Given), state)) { count++; }
        }

        return (outputs, count);
    }

    /// <summary>Steps of several parts each as several parts of all steps.</summary>
    private static void Gather(ReadOnlySpan<T> steps, int count, int size, int[] parts, Span<T> sequence)
    {
        Assert.Equal(size, parts.Sum());
        int start = 0;
        foreach (int part in parts)
        {
            for (int step = 0; step < count; step++) { steps.Slice((step * size) + start, part).CopyTo(sequence[((start * count) + (step * part))..]); }
            start += part;
        }
    }
}
