namespace NNGen.Tests;

/// <summary>State that is not trained, on several ranks and in shards.</summary>
public class ShardedStateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Running_statistics_have_the_bits_of_one_process(int ranks)
    {
        (string bits, History history) = Train(0)[0];

        Assert.All(Train(ranks), result => Assert.Equal(bits, result.Bits));
        Assert.All(Train(ranks), result => Assert.Equal(history["val_loss"], result.History["val_loss"]));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Normalized, float>(ranks, (group, network) =>
        {
            History history = network.Fit(Runs.Digits.Train, Runs.Options with { Group = group, AccumulateSteps = 2 }, Runs.Digits.Test);
            Assert.Equal(12, network.Batchnorm1.BatchesTracked);
            return history;
        });
    }

    [Fact]
    public void Statistics_without_shards_are_equal_on_all_ranks()
    {
        (string Bits, History History)[] three = Runs.On<Normalized, float>(
            3, (group, network) => network.Fit(Runs.Digits.Train, Runs.Options with { Group = group, Shards = 0, Epochs = 8, Optimizer = new Adam(0.01) }, Runs.Digits.Test));

        Assert.Single(three.Select(result => result.Bits).Distinct());
        Assert.InRange(three[0].History["val_accuracy"][^1], 0.8, 1);
    }

    [Fact]
    public void One_shard_has_the_statistics_of_training_without_shards()
    {
        Assert.Equal(Train(0), Train(1));

        static string Train(int shards) => Runs.On<Normalized, float>(
            0, (_, network) => network.Fit(Runs.Digits.Train, Runs.Options with { Shards = shards }))[0].Bits;
    }

    [Fact]
    public void Statistics_of_a_shard_normalize_it_and_running_ones_are_their_mean_by_samples()
    {
        // Five samples in two shards: the first two, and the other three.
        Dataset<double> data = Runs.Diabetes.Slice(0, 5);
        NormalizedRegression whole = new(seed: 1), first = new(seed: 1), second = new(seed: 1);
        double[] together = Step(whole, data, 2), two = Step(first, data.Slice(0, 2), 0), three = Step(second, data.Slice(2, 3), 0);

        for (int i = 0; i < together.Length; i++) { Assert.Equal(((2 * two[i]) + (3 * three[i])) / 5, together[i], (Math.Abs(together[i]) * 1e-10) + 1e-10); }
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(((2 * Running(first, i).Mean) + (3 * Running(second, i).Mean)) / 5, Running(whole, i).Mean, 1e-14);
            Assert.Equal(((2 * Running(first, i).Variance) + (3 * Running(second, i).Variance)) / 5, Running(whole, i).Variance, 1e-14);
        }

        Assert.Equal(1, whole.Batchnorm1.BatchesTracked);

        static (double Mean, double Variance) Running(NormalizedRegression network, int i) =>
            (network.Batchnorm1.RunningMean[i], network.Batchnorm1.RunningVariance[i]);

        static double[] Step(NormalizedRegression network, Dataset<double> data, int shards)
        {
            using var trainer = new Trainer<NormalizedRegression, double>(network, new SGD(1e-3), group: null, shards);
            trainer.Step(data.Features, data.Targets);
            return trainer.Gradients.ToArray();
        }
    }

    [Fact]
    public void Running_statistics_of_rank_0_are_the_start_of_all()
    {
        Assert.All(Train(4), result => Assert.Equal(Train(0)[0].Bits, result.Bits));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Normalized, float>(ranks, (group, network) =>
        {
            if (group is null or { Rank: 0 }) { network.Fit(Runs.Digits.Train, Runs.Options with { Epochs = 1 }); }
            return network.Fit(Runs.Digits.Train, Runs.Options with { Epochs = 1, Group = group });
        });
    }

    [Fact]
    public void Running_statistics_that_a_callback_restores_reach_all_ranks()
    {
        (string bits, History history) = Train(0)[0];

        Assert.NotNull(history.StopReason);
        Assert.All(Train(4), result => Assert.Equal(bits, result.Bits));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Normalized, float>(ranks, (group, network) => network.Fit(
            Runs.Digits.Train,
            Runs.Options with { Group = group, Epochs = 40, Optimizer = new Adam(0.1), Callbacks = [new EarlyStopping(patience: 1)] },
            Runs.Digits.Test));
    }

    [Fact]
    public void Checkpoints_resume_running_statistics_on_another_number_of_ranks()
    {
        using var folder = new Folder();
        string bits = Train(0, 3, null, [])[0].Bits;
        Train(4, 1, null, [new Checkpoints(folder.Path)]);

        Assert.All(Train(2, 3, Checkpoints.LastIn(folder.Path), []), result => Assert.Equal(bits, result.Bits));

        static (string Bits, History History)[] Train(int ranks, int epochs, string? from, Callback[] callbacks) => Runs.On<Normalized, float>(
            ranks,
            (group, network) => network.Fit(
                Runs.Digits.Train,
                Runs.Options with { Group = group, Epochs = epochs, Callbacks = group?.Rank > 0 ? [] : callbacks, ResumeFrom = group?.Rank > 0 ? null : from }));
    }

    [Fact]
    public void Shards_of_one_sample_have_no_statistics()
    {
        Exception[] errors = ThreadGroup.Fail(2, group => new Normalized().Fit(
            Runs.Digits.Train.Slice(0, 96 + 13), Runs.Options with { Group = group }));

        Assert.All(errors, error => Assert.Equal(
            "BatchNorm 'batchnorm2' of Normalized normalizes by the statistics of a batch, and a batch of one sample has only one value per channel, whose variance is 0 (8 shards of 13 samples: each shard is a separate batch; give every batch 16 samples or more, or choose fewer shards or ranks). (Parameter 'batchSize')",
            Assert.IsType<ArgumentException>(error).Message));

        using var trainer = new Trainer<NormalizedRegression, double>(new(), new Adam(), group: null, shards: 4);
        Dataset<double> few = Runs.Diabetes.Slice(0, 7);
        Assert.Contains("4 shards of 7 samples", Assert.Throws<ArgumentException>(() => trainer.Step(few.Features, few.Targets)).Message, StringComparison.Ordinal);
    }
}
