namespace NNGen.Tests;

/// <summary>Streams of token ids, one at a time.</summary>
public class TokenStreamTests
{
    [Fact]
    public void Ids_one_by_one_give_what_the_whole_sequence_gives()
    {
        var network = new StreamedCharacters(seed: 1);
        int[] ids = [3, 0, 7, 7, 2, 10];
        float[] whole = network.Predict(ids), output = new float[StreamedCharacters.StepOutputSize];
        StreamState<StreamedCharacters, float> state = network.CreateState();
        for (int t = 0; t < ids.Length; t++)
        {
            Assert.True(network.Step([ids[t]], output, state));
            for (int i = 0; i < output.Length; i++) { Assert.Equal(whole[(t * output.Length) + i], output[i], 1e-6f); }
        }

        Assert.Equal(1, StreamedCharacters.StepInputSize);
    }

    [Fact]
    public void An_id_that_is_not_in_the_vocabulary_is_rejected_and_the_state_stays()
    {
        var network = new StreamedCharacters(seed: 1);
        float[] output = new float[StreamedCharacters.StepOutputSize], after = new float[output.Length];
        StreamState<StreamedCharacters, float> state = network.CreateState(), other = network.CreateState();
        network.Step([4], output, state);
        network.Step([4], output, other);
        var rejected = Assert.Throws<ArgumentException>(() => network.Step([11], output, state));
        Assert.Contains("of step 1 is 11, but token ids of 'input' are whole numbers from 0 to 10", rejected.Message, StringComparison.Ordinal);
        network.Step([5], output, state);
        network.Step([5], after, other);
        Assert.Equal(after, output);
        Assert.Equal(2, state.Steps);
    }

    [Fact]
    public void Several_steps_where_one_is_taken_are_refused_with_what_takes_them()
    {
        var network = new StreamedCharacters(seed: 1);
        float[] output = new float[StreamedCharacters.StepOutputSize], outputs = new float[10 * output.Length];
        StreamState<StreamedCharacters, float> state = network.CreateState();
        StreamState<StreamedCharacters, float>[] states = [state, network.CreateState()];
        Assert.StartsWith(
            "input has 6 values, but must have 1 (one sample, or one step of a stream, has that many values; 6 samples go into PredictBatch, as many steps into Steps).",
            Assert.Throws<ArgumentException>(() => network.Step(new float[6], output, state)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "inputs has 10 values, but 1 stream of 1 value takes 1 (one step for each of the states; several steps of one stream go into Steps).",
            Assert.Throws<ArgumentException>(() => network.StepBatch<StreamedCharacters, float>(new float[10], outputs, [state])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "reset has 1 flag, but 2 streams of 1 flag take 2 (one step for each of the states).",
            Assert.Throws<ArgumentException>(() => network.StepBatch<StreamedCharacters, float>(new float[2], outputs.AsSpan(0, 2 * output.Length), states, [true])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_bad_id_among_several_streams_changes_none_of_them()
    {
        var network = new StreamedCharacters(seed: 1);
        StreamState<StreamedCharacters, float>[] states = [network.CreateState(), network.CreateState()];
        float[] outputs = new float[2 * StreamedCharacters.StepOutputSize];
        var rejected = Assert.Throws<ArgumentException>(() => network.StepBatch<StreamedCharacters, float>([4, 11], outputs, states));
        Assert.Contains("of sample 1 of the streams is 11", rejected.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.StepBatch<StreamedCharacters, float>([4, 5], outputs, [states[0], null!]));
        Assert.All(states, state => Assert.Equal(0, state.Steps));
        network.StepBatch<StreamedCharacters, float>([4, 5], outputs, states);
        Assert.All(states, state => Assert.Equal(1, state.Steps));
    }

    [Fact]
    public void A_state_of_a_network_with_other_layers_is_rejected_although_it_is_as_long()
    {
        byte[] saved = new StreamedGRU(seed: 1).CreateState().Save();
        StreamState<StreamedRecurrence, float> other = new StreamedRecurrence(seed: 1).CreateState();
        Assert.Equal(other.SavedLength, saved.Length);
        Assert.Throws<ArgumentException>(() => other.Restore(saved));
    }

    [Fact]
    public void A_state_of_a_network_with_other_windows_is_rejected_although_it_is_as_long()
    {
        byte[] saved = new NearThenFar(seed: 1).CreateState().Save();
        StreamState<FarThenNear, float> other = new FarThenNear(seed: 1).CreateState();
        Assert.Equal(NearThenFar.ParameterCount, FarThenNear.ParameterCount);
        Assert.Equal(other.SavedLength, saved.Length);
        Assert.Throws<ArgumentException>(() => other.Restore(saved));
    }
}

[Network(Streaming = true)]
[Input(20, 3)]
[Conv1D(3, 3, Padding = Padding.Causal), Tanh]
[Conv1D(3, 3, Padding = Padding.Causal, Dilation = 4), Tanh]
[MeanSquaredError]
internal sealed partial class NearThenFar;

[Network(Streaming = true)]
[Input(20, 3)]
[Conv1D(3, 3, Padding = Padding.Causal, Dilation = 4), Tanh]
[Conv1D(3, 3, Padding = Padding.Causal), Tanh]
[MeanSquaredError]
internal sealed partial class FarThenNear;

[Network(Streaming = true)]
[Tokens(6, 11)]
[Embedding(4)]
[LSTM(7, ReturnSequences = true)]
[Dense(11), Softmax]
[CrossEntropy]
internal sealed partial class StreamedCharacters;

[Network(Streaming = true)]
[Input(6, 2)]
[GRU(7)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class StreamedGRU;

[Network(Streaming = true)]
[Input(6, 2)]
[SimpleRNN(7)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class StreamedRecurrence;
