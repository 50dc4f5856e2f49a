namespace NNGen.Tests;

/// <summary>Samples that end before the last step.</summary>
public class LengthsTests
{
    [Fact]
    public void What_follows_the_end_changes_nothing()
    {
        var network = new EndsEarly(seed: 1);
        float[] values = [1, 2, 3, 4, 5, 6], other = [1, 2, 3, 4, -7, 8];
        float[] first = new float[2], second = new float[2];
        network.Predict(values, [2f], first);
        network.Predict(other, [2f], second);
        Assert.Equal(first, second);
        network.Predict(other, [3f], second);
        Assert.NotEqual(first, second);

        // In a batch as alone, up to rounding.
        float[] batch = new float[4];
        network.PredictBatch([.. values, .. other], [2f, 3f], batch);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(first[i], batch[i], 1e-6f);
            Assert.Equal(second[i], batch[2 + i], 1e-6f);
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(4f)]
    [InlineData(1.5f)]
    [InlineData(-1f)]
    public void Numbers_of_steps_that_no_sample_has_are_rejected_by_name(float steps)
    {
        var network = new EndsEarly(seed: 1);
        float[] output = new float[2], outputs = new float[40];
        string expected = FormattableString.Invariant($"is {steps}, but must be the number of its steps, from 1 to 3");
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => network.Predict(new float[6], [steps], output)).Message, StringComparison.Ordinal);
        float[] lengths = [.. Enumerable.Repeat(3f, 19), steps];
        string inBatch = Assert.Throws<ArgumentException>(() => network.PredictBatch(new float[120], lengths, outputs)).Message;
        Assert.Contains("'count' of sample 19 " + expected, inBatch, StringComparison.Ordinal);

        float[] rows = new float[140];
        EndsEarly.JoinInputs(new float[120], lengths, rows);
        using var trainer = new Trainer<EndsEarly, float>(network, new SGD(0.01));
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => trainer.Step(rows, new float[40])).Message, StringComparison.Ordinal);
    }
}

[Network]
[Input(3, 2), As("values")]
[Input(1), As("count")]
[From("values"), GRU(4, ReturnSequences = true, Lengths = "count"), Tanh]
[LSTM(3, Bidirectional = true, Lengths = "count")]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class EndsEarly;
