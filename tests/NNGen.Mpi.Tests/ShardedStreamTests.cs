namespace NNGen.Tests;

/// <summary>Streams of which every rank reads only its own shards.</summary>
public class ShardedStreamTests
{
    private const int Shards = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Ranks_of_any_number_end_with_the_bits_of_one_process(int ranks)
    {
        (string bits, History history) = Train(0)[0];

        Assert.All(Train(ranks), result => Assert.Equal(bits, result.Bits));
        Assert.All(Train(ranks), result => Assert.Equal(history["loss"], result.History["loss"]));
        Assert.All(Train(ranks), result => Assert.Equal(history["val_loss"], result.History["val_loss"]));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Noisy, float>(ranks, (group, network) => network.FitAsync(
            Source().Shuffle(100, seed: 2).Prefetch(), Runs.Options with { Group = group, Shards = Shards, BatchSize = 64, AccumulateSteps = 2 }, Runs.Digits.Test).GetAwaiter().GetResult());
    }

    [Fact]
    public void A_rank_reads_its_own_shards_and_no_others()
    {
        int[][] read = [.. Enumerable.Range(0, Shards).Select(_ => new int[2])];
        Runs.On<Noisy, float>(2, (group, network) => network.FitAsync(
            DataStream.Sharded(Shards, shard =>
            {
                read[shard][group!.Rank]++;
                return DataStream.From(Part(shard));
            }),
            Runs.Options with { Group = group, Shards = Shards, BatchSize = 64, Epochs = 3 }).GetAwaiter().GetResult());

        Assert.Equal([[3, 0], [3, 0], [0, 3], [0, 3]], read);
    }

    [Fact]
    public void Batches_have_as_many_samples_of_each_source_until_it_ends()
    {
        Dataset<float>[] batches = [.. Source().Batch(100).ReadEpoch().ToBlockingEnumerable()];

        // 50, 100, 150 and 200 samples.
        Assert.Equal([100, 100, 75, 75, 50, 50, 25, 25], batches.Select(batch => batch.Count));
        Assert.Equal(Part(1).Features[..64].ToArray(), batches[0].Features.Slice(25 * 64, 64).ToArray());
        Assert.Equal(Part(3).Features[^64..].ToArray(), batches[^1].Features[^64..].ToArray());
    }

    [Fact]
    public void The_stream_of_one_process_without_shards_has_the_same_batches()
    {
        History sharded = Fit(0), plain = Fit(Shards);

        Assert.Equal(500, plain.Last.Training.Count);
        Assert.Equal(sharded["loss"][^1], plain["loss"][^1], 1e-3);

        static History Fit(int shards) => Runs.On<Noisy, float>(
            0, (_, network) => network.FitAsync(Source(), Runs.Options with { Shards = shards, BatchSize = 64 }).GetAwaiter().GetResult())[0].History;
    }

    [Fact]
    public void Ranks_without_shards_read_a_source_each()
    {
        (string Bits, History History)[] ranks = Runs.On<Noisy, float>(
            4, (group, network) => network.FitAsync(Source(), Runs.Options with { Group = group, Shards = 0, BatchSize = 64 }).GetAwaiter().GetResult());

        Assert.Single(ranks.Select(result => result.Bits).Distinct());
        Assert.All(ranks, result => Assert.Equal(500, result.History.Last.Training.Count));
    }

    [Fact]
    public void A_source_that_fails_ends_training_on_all_ranks()
    {
        Exception[] errors = ThreadGroup.Fail(2, group => new Noisy().FitAsync(
            DataStream.Sharded(Shards, shard => DataStream.Create(() => Failing(shard))),
            Runs.Options with { Group = group, Shards = Shards }).GetAwaiter().GetResult());

        Assert.Equal("Rank 1 failed: IOException: The disk is gone.", Assert.IsType<RankFailedException>(errors[0]).Message);
        Assert.IsType<IOException>(errors[1]);

        static IEnumerable<Dataset<float>> Failing(int shard)
        {
            yield return Part(shard).Slice(0, 20);
            if (shard == 3) { throw new IOException("The disk is gone."); }
            yield return Part(shard).Slice(20, 20);
        }
    }

    [Fact]
    public void A_canceled_rank_ends_training_on_all()
    {
        Exception[] errors = ThreadGroup.Fail(2, group =>
        {
            using var source = new CancellationTokenSource();
            new Noisy().FitAsync(
                Source(),
                Runs.Options with { Group = group, Shards = Shards, BatchSize = 64, Callbacks = [new LambdaCallback(onEpochEnd: _ => source.Cancel())] },
                cancellationToken: source.Token).GetAwaiter().GetResult();
        });

        Assert.All(errors, error => Assert.Single(Assert.IsType<FitCanceledException>(error).History));
    }

    [Fact]
    public void Sources_that_do_not_fit_the_division_are_rejected()
    {
        var network = new Noisy();
        Assert.StartsWith(
            "The stream has 4 shards, but batches are divided into 8 (set FitOptions.Shards to 4, or give the stream 8).",
            Assert.Throws<ArgumentException>(() => network.FitAsync(Source(), Runs.Options).GetAwaiter().GetResult()).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Batches of 50 samples cannot be divided evenly into the 4 shards of the stream (choose a multiple of 4).",
            Assert.Throws<ArgumentException>(() => Source().Batch(50)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "The source of shard 2 has other columns than that of shard 0",
            Assert.Throws<InvalidOperationException>(
                () => DataStream.Sharded(3, shard => DataStream.From(shard == 2 ? Datasets.Iris() : Part(shard))).ReadEpoch().ToBlockingEnumerable().Count()).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Four sources of 50, 100, 150 and 200 samples.</summary>
    private static DataStream<float> Source() => DataStream.Sharded(Shards, shard => DataStream.From(Part(shard)));

    private static Dataset<float> Part(int shard) => Runs.Digits.Train.Slice(25 * shard * (shard + 1), 50 * (shard + 1));
}
