namespace NNGen.Tests;

public class ShardsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Ranks_of_any_number_end_with_the_bits_of_one_process(int ranks)
    {
        (string bits, History history) = Train(0)[0];

        foreach ((string others, History their) in Train(ranks))
        {
            Assert.Equal(bits, others);
            Assert.Equal(history["loss"], their["loss"]);
            Assert.Equal(history["accuracy"], their["accuracy"]);
            Assert.Equal(history["val_loss"], their["val_loss"]);
            Assert.Equal(history["val_accuracy"], their["val_accuracy"]);
        }

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Noisy, float>(
            ranks, (group, network) => network.Fit(Runs.Digits.Train, Runs.Options with { Group = group }, Runs.Digits.Test));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Halves_of_long_gradients_are_added_in_the_same_order(int ranks)
    {
        Assert.All(Train(ranks), result => Assert.Equal(Train(0)[0].Bits, result.Bits));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Wide, float>(
            ranks, (group, network) => network.Fit(Runs.Digits.Train, Runs.Options with { Group = group, Epochs = 1 }));
    }

    [Fact]
    public void Convolutions_and_accumulated_gradients_have_the_bits_of_one_process()
    {
        Assert.All(Train(4), result => Assert.Equal(Train(0)[0].Bits, result.Bits));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Convolutional, float>(ranks, (group, network) => network.Fit(
            Runs.Digits.Train,
            Runs.Options with { Group = group, Epochs = 1, AccumulateSteps = 2, ClassWeights = new Dictionary<int, double> { [3] = 2.5 } }));
    }

    [Fact]
    public void Regression_in_double_precision_has_the_bits_and_metrics_of_one_process()
    {
        (string Bits, History History)[] ranks = Train(4);
        (string bits, History history) = Train(0)[0];

        Assert.All(ranks, result => Assert.Equal(bits, result.Bits));
        Assert.All(ranks, result => Assert.Equal(history["val_r2"], result.History["val_r2"]));
        Assert.All(ranks, result => Assert.Equal(history["rmse"], result.History["rmse"]));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Regression, double>(ranks, (group, network) =>
        {
            (Dataset<double> train, Dataset<double> test) = Runs.Diabetes.Split(testFraction: 0.2, seed: 1);
            return network.Fit(train, Runs.Options with { Group = group, Optimizer = new SGD(1e-4, 0.9) }, test);
        });
    }

    [Fact]
    public void Batches_smaller_than_the_number_of_shards_leave_some_empty()
    {
        Assert.All(Train(8), result => Assert.Equal(Train(0)[0].Bits, result.Bits));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Noisy, float>(
            ranks, (group, network) => network.Fit(Runs.Digits.Train.Slice(0, 23), Runs.Options with { Group = group, BatchSize = 5 }));
    }

    [Fact]
    public void One_shard_is_training_without_shards()
    {
        (string bits, History history) = Train(0);
        (string shardBits, History shardHistory) = Train(1);

        Assert.Equal(bits, shardBits);
        Assert.Equal(history["loss"], shardHistory["loss"]);
        Assert.Equal(history["val_loss"], shardHistory["val_loss"]);

        static (string Bits, History History) Train(int shards) => Runs.On<Noisy, float>(
            0, (_, network) => network.Fit(Runs.Digits.Train, Runs.Options with { Shards = shards }, Runs.Digits.Test))[0];
    }

    [Fact]
    public void Masks_depend_on_the_place_in_the_whole_batch()
    {
        // The same samples in the same batch have the same masks in one shard and in eight, so the losses of the first batch agree.
        double one = FirstLoss(1), eight = FirstLoss(8);

        Assert.Equal(one, eight, 1e-5);
        Assert.NotEqual(one, FirstLoss(8, seed: 4), 1e-3);

        static double FirstLoss(int shards, int seed = 3) => Runs.On<Noisy, float>(
            0, (_, network) => network.Fit(Runs.Digits.Train.Slice(0, 96), Runs.Options with { Shards = shards, Epochs = 1, Shuffle = false, Seed = seed }))[0]
            .History["loss"][0];
    }

    [Fact]
    public void Threads_of_a_rank_do_not_change_the_bits()
    {
        Assert.Equal(Train(1), Train(3));

        static string Train(int threads) => Runs.On<Wide, float>(2, (group, network) => network.Fit(
            Runs.Digits.Train, Runs.Options with { Group = group, Epochs = 1, MaxDegreeOfParallelism = threads }))[0].Bits;
    }

    [Fact]
    public void Streams_give_every_rank_its_part_of_each_batch()
    {
        Assert.All(Train(4), result => Assert.Equal(Train(0)[0].Bits, result.Bits));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Noisy, float>(ranks, (group, network) =>
        {
            DataStream<float> stream = DataStream.From(Runs.Digits.Train).Shuffle(200, seed: 1);
            return network.FitAsync(stream, Runs.Options with { Group = group, BatchSize = 70 }).GetAwaiter().GetResult();
        });
    }

    [Fact]
    public void Shards_are_a_power_of_two()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { Shards = 6 });
        Assert.StartsWith("Shards is 6, but must be 0 (none) or a power of two from 1 to 1024.", error.Message);
    }

    [Fact]
    public void Ranks_that_do_not_divide_the_shards_are_rejected()
    {
        Exception[] errors = ThreadGroup.Fail(3, group => new Noisy().Fit(Runs.Digits.Train, Runs.Options with { Group = group }));

        Assert.All(errors, error => Assert.Equal(
            "The group has 3 ranks, but 8 shards are divided among 1, 2, 4, ... 8 of them (start another number of ranks, or leave Shards out).",
            Assert.IsType<ArgumentException>(error).Message));
    }
}
