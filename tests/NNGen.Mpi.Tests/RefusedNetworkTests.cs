namespace NNGen.Tests;

/// <summary>Networks that ranks and shards cannot train, and what the error says.</summary>
public class RefusedNetworkTests
{
    [Fact]
    public void States_that_go_from_batch_to_batch_are_not_shared()
    {
        var refused = Assert.Throws<ArgumentException>(() => new Trainer<Carrying, float>(new Carrying(), new Adam(), group: null, shards: 2));

        Assert.StartsWith("Carrying carries states from batch to batch, which ranks and shards do not share: train it in one process, or leave out Stateful.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_of_a_stream_do_not_know_how_many_steps_of_the_others_count()
    {
        Dataset<float> steps = Dataset.FromStepLabels<float>(new float[8 * 6], 6, [.. Enumerable.Range(0, 24).Select(i => i % 4 == 0 ? -100 : i % 2)], classCount: 2, ignoreIndex: -100);
        var options = new FitOptions { Epochs = 1, BatchSize = 4, Shards = 2 };

        new Padded(seed: 1).Fit(steps, options);
        var refused = Assert.Throws<NotSupportedException>(() => new Padded(seed: 1).FitAsync(DataStream.Sharded(2, _ => DataStream.From(steps)), options).GetAwaiter().GetResult());

        Assert.Equal("Padded ignores steps, and no rank knows how many steps of the others count (train on a dataset, or on a stream without shards).", refused.Message);
    }
}

[Network]
[Input(3, 2)]
[GRU(4, Stateful = true)]
[Dense(1)]
[MeanSquaredError]
public partial class Carrying;

[Network]
[Input(3, 2)]
[GRU(4, ReturnSequences = true)]
[Dense(2), Softmax]
[CrossEntropy(IgnoreIndex = -100)]
public partial class Padded;
