using System.Numerics;

namespace NNGen.Tests;

/// <summary>Parameters that change while other threads predict.</summary>
public class PublishedParametersTests
{
    private const int Readers = 8;

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("Edit")]
    [InlineData("Replace")]
    [InlineData("Load")]
    public void Eight_readers_see_the_old_parameters_or_the_new_ones_never_some_of_each(string way)
    {
        AssertWhole<Classifier, float>(way, (network, input, output) => network.Predict(input, output));
        AssertWhole<Funnel, float>(way, (network, input, output) => network.Predict(input, output));
        AssertWhole<ClassifierDouble, double>(way, (network, input, output) => network.Predict(input, output));
    }

    [Fact]
    public void An_edit_is_seen_when_it_is_disposed_and_not_before()
    {
        var network = new Classifier(seed: 1);
        float[] input = new float[Classifier.InputSize];
        float[] before = network.Predict(input), batchBefore = network.PredictBatch(input);
        using (ParameterBlock<float>.Editor editor = network.Parameters.Edit())
        {
            editor.Values.Fill(0.1f);
            editor["0.bias"].Fill(2);

            Assert.Equal(before, network.Predict(input));
            Assert.Equal(batchBefore, network.PredictBatch(input));
        }

        Assert.NotEqual(before, network.Predict(input));
        Assert.NotEqual(batchBefore, network.PredictBatch(input));
    }

    [Fact]
    public void A_second_dispose_of_an_editor_changes_nothing()
    {
        var network = new Classifier(seed: 1);
        ParameterBlock<float>.Editor first = network.Parameters.Edit();
        first.Values.Fill(1);
        first.Dispose();
        using (ParameterBlock<float>.Editor second = network.Parameters.Edit())
        {
            second.Values.Fill(2);
            first.Dispose();
            Assert.Equal(1, network.Parameters.Values[0]);
        }

        Assert.Equal(2, network.Parameters.Values[0]);
    }

    [Fact]
    public void A_change_while_an_editor_is_open_is_rejected_because_one_would_be_lost()
    {
        var network = new Classifier(seed: 1);
        using Trainer<Classifier, float> trainer = network.CreateTrainer(new SGD(0.1));
        float[] values = network.Parameters.Values.ToArray(), input = new float[Classifier.InputSize], gradient = new float[Classifier.OutputSize];
        foreach (bool inPlace in new[] { false, true })
        {
            using (inPlace ? network.Parameters.EditInPlace() : network.Parameters.Edit())
            {
                Refused("edited", () => network.Parameters.Edit());
                Refused("edited", () => network.Parameters.EditInPlace());
                Refused("replaced", () => network.Parameters.Replace(values));
                Refused("trained", () => trainer.Step(new Batch<float> { Size = 1, Inputs = input, OutputGradients = gradient }));
            }

            network.Parameters.Replace(values);
        }

        static void Refused(string verb, Action change) => Assert.Equal(
            $"The parameters of Classifier cannot be {verb} while an editor of them is open, or one of the two changes would be lost "
            + "(dispose it first: using (var editor = network.Parameters.Edit()) { ... }).",
            Assert.Throws<InvalidOperationException>(change).Message);
    }

    [Fact]
    public void Replace_rejects_another_number_of_values()
    {
        var network = new Classifier(seed: 1);

        var problem = Assert.Throws<ArgumentException>(() => network.Parameters.Replace(new float[3]));

        Assert.StartsWith($"values has 3 values, but Classifier has {Classifier.ParameterCount} parameters.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backward_half_takes_the_parameters_of_its_forward_half()
    {
        var network = new Classifier(seed: 1);
        Workspace<float> workspace = Classifier.CreateWorkspace(2);
        float[] inputs = Enumerable.Range(0, 2 * Classifier.InputSize).Select(i => i % 3 - 0.5f).ToArray();
        float[] outputs = new float[2 * Classifier.OutputSize], slopes = new float[outputs.Length];
        float[] expected = new float[inputs.Length], actual = new float[inputs.Length], gradients = new float[Classifier.ParameterCount];
        slopes.AsSpan().Fill(1);
        slopes[0] = 2;
        network.Forward(inputs, outputs, workspace);
        network.Backward(inputs, slopes, gradients, workspace, expected);

        network.Forward(inputs, outputs, workspace);
        network.Parameters.Replace(new Classifier(seed: 2).Parameters.Values);
        network.Backward(inputs, slopes, gradients, workspace, actual);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void An_edit_in_place_and_the_prediction_after_it_allocate_nothing()
    {
        var network = new Classifier(seed: 1);
        float[] input = new float[Classifier.InputSize], output = new float[Classifier.OutputSize];
        Change();
        Change();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) { Change(); }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Change()
        {
            using (ParameterBlock<float>.Editor editor = network.Parameters.EditInPlace()) { editor.Values[0] += 0.5f; }
            network.Predict(input, output);
        }
    }

    private delegate void PredictOne<TNetwork, T>(TNetwork network, ReadOnlySpan<T> input, Span<T> output);

    /// <summary>Half of the readers predict sample by sample, the other half batches of many panels, on one and on several threads.</summary>
    private static void AssertWhole<TNetwork, T>(string way, PredictOne<TNetwork, T> predict)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Swaps = 100, Size = 300;
        NetworkDescription description = TNetwork.Description;
        TNetwork network = TNetwork.Create(1);
        T[][] sets = [network.Parameters.Values.ToArray(), TNetwork.Create(2).Parameters.Values.ToArray()];
        T[] inputs = Enumerable.Range(0, Size * description.InputSize).Select(i => T.CreateChecked(Math.Sin(i))).ToArray();
        T[][] one = [new T[description.OutputSize], new T[description.OutputSize]];
        T[][] batch = [new T[Size * description.OutputSize], new T[Size * description.OutputSize]];
        byte[][] files = new byte[2][];
        for (int i = 0; i < 2; i++)
        {
            network.Parameters.Replace(sets[i]);
            predict(network, inputs.AsSpan(0, description.InputSize), one[i]);
            network.PredictBatch(inputs, batch[i], 1);
            using var file = new MemoryStream();
            network.Parameters.Save(file);
            files[i] = file.ToArray();
        }

        Assert.NotEqual(one[0], one[1]);
        bool swapping = true;
        int[] neither = new int[Readers], seen = new int[Readers];
        Thread[] readers = [.. Enumerable.Range(0, Readers).Select(reader => new Thread(() => Read(reader)))];
        foreach (Thread thread in readers) { thread.Start(); }
        for (int swap = 0; swap < Swaps; swap++)
        {
            Publish(swap % 2);
            Thread.Yield();
        }

        Volatile.Write(ref swapping, false);
        foreach (Thread thread in readers) { thread.Join(); }
        Assert.All(seen, count => Assert.True(count > 0));
        Assert.All(neither, count => Assert.Equal(0, count));

        void Read(int reader)
        {
            T[][] answers = reader % 2 == 0 ? one : batch;
            T[] output = new T[answers[0].Length];
            while (Volatile.Read(ref swapping) || seen[reader] == 0)
            {
                if (reader % 2 == 0) { predict(network, inputs.AsSpan(0, description.InputSize), output); }
                else { network.PredictBatch(inputs, output, reader % 4 == 1 ? 1 : 2); }
                seen[reader]++;
                if (!output.AsSpan().SequenceEqual(answers[0]) && !output.AsSpan().SequenceEqual(answers[1])) { neither[reader]++; }
            }
        }

        void Publish(int set)
        {
            if (way == "Replace") { network.Parameters.Replace(sets[set]); }
            else if (way == "Load") { network.Parameters.Load(new MemoryStream(files[set])); }
            else
            {
                using ParameterBlock<T>.Editor editor = network.Parameters.Edit();
                sets[set].CopyTo(editor.Values);
            }
        }
    }
}
