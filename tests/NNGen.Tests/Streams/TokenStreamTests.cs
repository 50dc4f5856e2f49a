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
}

[Network(Streaming = true)]
[Tokens(6, 11)]
[Embedding(4)]
[LSTM(7, ReturnSequences = true)]
[Dense(11), Softmax]
[CrossEntropy]
internal sealed partial class StreamedCharacters;
