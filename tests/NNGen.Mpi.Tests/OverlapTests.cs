namespace NNGen.Tests;

/// <summary>Sums of ranks that begin before all gradients are computed.</summary>
public class OverlapTests
{
    [Theory]
    [InlineData(2, 96)]
    [InlineData(3, 96)]
    [InlineData(4, 83)] // the last batch has three samples: a rank has none
    public void Sums_that_overlap_have_the_bits_of_those_that_follow(int ranks, int batchSize)
    {
        (string Bits, History History)[] after = Train(overlaps: false), overlapping = Train(overlaps: true);

        Assert.All(overlapping, one => Assert.Equal(after[0].Bits, one.Bits));
        Assert.All(overlapping, one => Assert.Equal(after[0].History["loss"], one.History["loss"]));
        Assert.All(overlapping, one => Assert.Equal(after[0].History["val_loss"], one.History["val_loss"]));

        (string, History)[] Train(bool overlaps) => Runs.On<Overlapping, float>(ranks, (group, network) =>
        {
            ((ThreadGroup)group!).OverlapsSums = overlaps;
            return network.Fit(
                Runs.Digits.Train,
                Runs.Options with { Group = group, BatchSize = batchSize, Shards = 0, Optimizer = new Adam { GlobalClipNorm = 0.5 } },
                Runs.Digits.Test);
        });
    }

    [Fact]
    public void Threads_of_one_rank_change_nothing()
    {
        Assert.Single(Train(1).Concat(Train(2)).Distinct());

        static string[] Train(int threads) => ThreadGroup.Run(2, group =>
        {
            group.OverlapsSums = true;
            var network = new Overlapping(seed: 1);
            using var trainer = new Trainer<Overlapping, float>(network, new Adam(), group, shards: 0, maxDegreeOfParallelism: group.Rank == 0 ? threads : 1);
            for (int step = 0; step < 3; step++) { Step(trainer); }
            return Runs.BitsOf(network.Parameters.Values);
        });
    }

    [Fact]
    public void Sums_begin_before_the_last_gradients_are_computed()
    {
        int[] calls = ThreadGroup.Run(2, group =>
        {
            int count = 0;
            (group.OverlapsSums, group.Continuing) = (true, () => count++);
            using var trainer = new Trainer<Overlapping, float>(new Overlapping(), new Adam(), group, shards: 0, maxDegreeOfParallelism: 1);
            Step(trainer);
            return count;
        });

        // Before the gradients of the convolution, and after them.
        Assert.All(calls, count => Assert.InRange(count, 2, 6));
    }

    [Fact]
    public void A_rank_that_fails_between_their_beginning_and_end_ends_the_others()
    {
        Exception[] errors = ThreadGroup.Fail(2, group =>
        {
            int count = 0;
            group.OverlapsSums = true;
            group.Continuing = () => { if (group.Rank == 1 && ++count == 3) { throw new IOException("The cable is gone."); } };
            new Overlapping().Fit(Runs.Digits.Train, Runs.Options with { Group = group, Shards = 0, MaxDegreeOfParallelism = 1 });
        });

        Assert.IsType<IOException>(errors[1]);
        Assert.Equal("Rank 1 failed: IOException: The cable is gone.", Assert.IsType<RankFailedException>(errors[0]).Message);
    }

    [Fact]
    public void Gradients_that_are_not_finite_on_one_rank_end_all_with_unchanged_parameters()
    {
        string before = Runs.BitsOf(new Overlapping(seed: 1).Parameters.Values);
        string[] after = ThreadGroup.Run(2, group =>
        {
            group.OverlapsSums = true;
            var network = new Overlapping(seed: 1);
            using var trainer = new Trainer<Overlapping, float>(network, new Adam(), group, shards: 0, maxDegreeOfParallelism: 1);
            float[] gradients = new float[80 * 10];
            gradients.AsSpan(400).Fill(float.MaxValue / 4);
            for (int i = 400; i < 800; i += 2) { gradients[i] = -gradients[i]; }
            Assert.Throws<NonFiniteLossException>(() => trainer.Step(new Batch<float> { Size = 80, Inputs = Runs.Digits.Train.Features[..(64 * 80)], OutputGradients = gradients }));
            return Runs.BitsOf(network.Parameters.Values);
        });

        Assert.All(after, bits => Assert.Equal(before, bits));
    }

    [Fact]
    public void All_ranks_must_have_them_or_none()
    {
        Exception[] errors = ThreadGroup.Fail(2, group =>
        {
            group.OverlapsSums = group.Rank == 1;
            new Overlapping().Fit(Runs.Digits.Train, Runs.Options with { Group = group, Shards = 0 });
        });

        Assert.Contains("sums that overlap: yes; on rank 0 sums that overlap: no", Assert.IsType<RankFailedException>(errors[0]).Message, StringComparison.Ordinal);
    }

    private static void Step(Trainer<Overlapping, float> trainer) => trainer.Step(Runs.Digits.Train.Features[..(64 * 100)], Runs.Digits.Train.Labels[..100]);
}
