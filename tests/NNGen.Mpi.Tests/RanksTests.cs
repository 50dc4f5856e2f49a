namespace NNGen.Tests;

/// <summary>What ranks agree on, other than sums.</summary>
public class RanksTests
{
    [Fact]
    public void Sums_without_shards_train_as_one_process_does()
    {
        History one = Train(0)[0].History;
        (string Bits, History History)[] three = Train(3);

        Assert.Single(three.Select(result => result.Bits).Distinct());
        Assert.All(three, result => Assert.Equal(one["val_loss"][^1], result.History["val_loss"][^1], 1e-4));
        Assert.All(three, result => Assert.Equal(one["loss"][^1], result.History["loss"][^1], 1e-4));
        Assert.All(three, result => Assert.Equal(one["val_accuracy"][^1], result.History["val_accuracy"][^1], 0.02));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Noisy, float>(
            ranks, (group, network) => network.Fit(Runs.Digits.Train, Runs.Options with { Group = group, Shards = 0 }, Runs.Digits.Test));
    }

    [Fact]
    public void Callbacks_and_progress_are_those_of_rank_0()
    {
        var calls = new int[4];
        Runs.On<Noisy, float>(4, (group, network) => network.Fit(Runs.Digits.Train, Runs.Options with
        {
            Group = group,
            Callbacks = [new LambdaCallback(onEpochEnd: _ => calls[group!.Rank]++)],
            Progress = new Calls(() => Interlocked.Increment(ref calls[group!.Rank])),
        }));

        Assert.True(calls[0] > 2);
        Assert.All(calls[1..], count => Assert.Equal(0, count));
    }

    [Fact]
    public void Stops_and_restored_parameters_of_rank_0_reach_all_ranks()
    {
        (string bits, History history) = Train(0)[0];

        Assert.NotNull(history.StopReason);
        Assert.All(Train(4), result => Assert.Equal((bits, history.StopReason, history.Count), (result.Bits, result.History.StopReason, result.History.Count)));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Noisy, float>(ranks, (group, network) => network.Fit(
            Runs.Digits.Train,
            Runs.Options with { Group = group, Epochs = 40, Optimizer = new Adam(0.05), Callbacks = [new EarlyStopping(patience: 2)] },
            Runs.Digits.Test));
    }

    [Fact]
    public void Learning_rates_and_averages_of_rank_0_are_those_of_all()
    {
        (string bits, History history) = Train(0)[0];

        Assert.All(Train(4), result => Assert.Equal(bits, result.Bits));
        Assert.All(Train(4), result => Assert.Equal(history["val_loss"], result.History["val_loss"]));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Noisy, float>(ranks, (group, network) => network.Fit(
            Runs.Digits.Train,
            Runs.Options with { Group = group, Callbacks = [LearningRateSchedule.PerStep(Schedule.Cosine(0.01, 12)), new ExponentialMovingAverage(0.9)] },
            Runs.Digits.Test));
    }

    [Fact]
    public void Stops_between_batches_leave_the_epoch_on_all_ranks()
    {
        (string bits, _) = Train(0)[0];

        Assert.All(Train(2), result => Assert.Equal((bits, 0, "Enough."), (result.Bits, result.History.Count, result.History.StopReason)));

        static (string Bits, History History)[] Train(int ranks) => Runs.On<Noisy, float>(ranks, (group, network) => network.Fit(
            Runs.Digits.Train,
            Runs.Options with { Group = group, Callbacks = [new LambdaCallback(onBatchEnd: context => { if (context.Batch == 3) { context.RequestStop("Enough."); } })] }));
    }

    [Fact]
    public void Resumed_trainings_have_the_bits_of_an_uninterrupted_one_on_another_number_of_ranks()
    {
        using var folder = new Folder();
        (string bits, History history) = Train(0, 4, null, [])[0];
        Train(4, 2, null, [new Checkpoints(folder.Path)]);

        foreach (int ranks in (int[])[0, 1, 2, 8])
        {
            (string resumed, History their) = Train(ranks, 4, Checkpoints.LastIn(folder.Path), [])[^1];
            Assert.Equal(bits, resumed);
            Assert.Equal(history["loss"], their["loss"]);
        }

        static (string Bits, History History)[] Train(int ranks, int epochs, string? from, Callback[] callbacks) => Runs.On<Noisy, float>(
            ranks,
            (group, network) => network.Fit(
                Runs.Digits.Train,
                Runs.Options with { Group = group, Epochs = epochs, Callbacks = group?.Rank > 0 ? [] : callbacks, ResumeFrom = group?.Rank > 0 ? null : from }));
    }

    [Fact]
    public void Trainers_take_the_steps_of_one_process()
    {
        Assert.All(Train(4), bits => Assert.Equal(Train(0)[0], bits));

        static string[] Train(int ranks)
        {
            return ranks == 0 ? [One(null)] : ThreadGroup.Run(ranks, One);

            static string One(IProcessGroup? group)
            {
                var network = new Wide(seed: 1 + (group?.Rank ?? 0));
                using var trainer = new Trainer<Wide, float>(network, new Adam(), group, shards: 4);
                Dataset<float> digits = Runs.Digits.Train;
                for (int step = 0; step < 3; step++) { trainer.Step(digits.Features[..(64 * 100)], digits.Labels[..100]); }
                return Runs.BitsOf(network.Parameters.Values);
            }
        }
    }

    [Fact]
    public void Custom_losses_are_added_up()
    {
        Assert.All(Train(4), bits => Assert.Equal(Train(0)[0], bits));

        static string[] Train(int ranks)
        {
            return ranks == 0 ? [One(null)] : ThreadGroup.Run(ranks, One);

            static string One(IProcessGroup? group)
            {
                var network = new Wide(seed: 1);
                using var trainer = new Trainer<Wide, float>(network, new SGD(0.1), group, shards: 4);
                float[] gradients = [.. Enumerable.Range(0, 80 * 10).Select(i => ((i * 7 % 11) - 5) / 400f)];
                trainer.Step(new Batch<float> { Size = 80, Inputs = Runs.Digits.Train.Features[..(64 * 80)], OutputGradients = gradients });
                return Runs.BitsOf(network.Parameters.Values);
            }
        }
    }

    [Fact]
    public void Steps_allocate_nothing_once_warm()
    {
        long[] allocated = ThreadGroup.Run(2, group =>
        {
            var network = new Wide(seed: 1);
            using var trainer = new Trainer<Wide, float>(network, new Adam(), group, shards: 4, maxDegreeOfParallelism: 1);
            Dataset<float> digits = Runs.Digits.Train;
            for (int step = 0; step < 3; step++) { trainer.Step(digits.Features[..(64 * 100)], digits.Labels[..100]); }
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 5; step++) { trainer.Step(digits.Features[..(64 * 100)], digits.Labels[..100]); }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.All(allocated, bytes => Assert.Equal(0, bytes));
    }

    [Fact]
    public void Long_gradients_are_sent_in_halves()
    {
        (int count, long bytes) = ThreadGroup.Run(8, group =>
        {
            using var trainer = new Trainer<Wide, float>(new Wide(), new Adam(), group, shards: 8, maxDegreeOfParallelism: 1);
            Step(trainer);
            (int, long) before = group.Sent;
            Step(trainer);
            return (group.Sent.Count - before.Item1, group.Sent.Bytes - before.Item2);
        })[0];
        int gradients = new Wide().Parameters.Count * sizeof(float);

        // Three messages of the agreement; three halves there and back, 2 · 7/8 of the gradients instead of three times all of them.
        Assert.Equal(9, count);
        Assert.InRange(bytes, gradients * 1.75 - 64, gradients * 1.75 + 1000);

        static void Step(Trainer<Wide, float> trainer) => trainer.Step(Runs.Digits.Train.Features[..(64 * 100)], Runs.Digits.Train.Labels[..100]);
    }

    private sealed class Calls(Action called) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => called();
    }
}
