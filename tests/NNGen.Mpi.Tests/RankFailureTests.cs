namespace NNGen.Tests;

/// <summary>A rank that fails ends all of them, whatever they wait for.</summary>
public class RankFailureTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_failing_stream_ends_all_ranks_with_its_message(int ranks)
    {
        Exception[] errors = ThreadGroup.Fail(ranks, group =>
        {
            DataStream<float> stream = DataStream.Create(() => Parts(failing: group.Rank == 1));
            new Noisy().FitAsync(stream, Runs.Options with { Group = group, BatchSize = null }).GetAwaiter().GetResult();
        });

        Assert.Equal("The disk is gone.", Assert.IsType<IOException>(errors[1]).Message);
        Assert.Equal("Rank 1 failed: IOException: The disk is gone.", Assert.IsType<RankFailedException>(errors[0]).Message);
        Assert.All(errors[2..], error => Assert.IsType<RankFailedException>(error));

        static IEnumerable<Dataset<float>> Parts(bool failing)
        {
            for (int i = 0; i < 4; i++)
            {
                if (failing && i == 2) { throw new IOException("The disk is gone."); }
                yield return Runs.Digits.Train.Slice(i * 100, 100);
            }
        }
    }

    [Theory]
    [InlineData("TrainBegin")]
    [InlineData("EpochBegin")]
    [InlineData("BatchBegin")]
    [InlineData("BatchEnd")]
    [InlineData("EpochEnd")]
    [InlineData("TrainEnd")]
    public void A_failing_callback_ends_all_ranks(string moment)
    {
        Exception[] errors = ThreadGroup.Fail(4, group => new Noisy().Fit(
            Runs.Digits.Train, Runs.Options with { Group = group, Callbacks = [Failing(moment)] }, Runs.Digits.Test));

        Assert.IsType<CallbackException>(errors[0]);
        Assert.All(errors[1..], error => Assert.Contains("Rank 0 failed: CallbackException: ", Assert.IsType<RankFailedException>(error).Message));

        static LambdaCallback Failing(string moment)
        {
            Action<TrainingContext> fail = _ => throw new InvalidOperationException("No.");
            return new LambdaCallback(
                onTrainBegin: moment == "TrainBegin" ? fail : null,
                onEpochBegin: moment == "EpochBegin" ? fail : null,
                onBatchBegin: moment == "BatchBegin" ? fail : null,
                onBatchEnd: moment == "BatchEnd" ? fail : null,
                onEpochEnd: moment == "EpochEnd" ? fail : null,
                onTrainEnd: moment == "TrainEnd" ? fail : null);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Cancellation_of_any_rank_ends_all_of_them_after_the_same_epoch(int canceled)
    {
        using var folder = new Folder();
        Exception[] errors = ThreadGroup.Fail(4, group =>
        {
            using var stop = new CancellationTokenSource();
            DataStream<float> stream = DataStream.Create((epoch, _) => Parts(epoch, () => { if (group.Rank == canceled && epoch == 2) { stop.Cancel(); } }));
            new Noisy().FitAsync(
                stream, Runs.Options with { Group = group, BatchSize = null, Epochs = 3, Callbacks = [new Checkpoints(folder.Path)] }, null, stop.Token).GetAwaiter().GetResult();
        });

        Assert.All(errors, error => Assert.Equal(1, Assert.Single(Assert.IsType<FitCanceledException>(error).History).Epoch));
        Assert.NotNull(Checkpoints.LastIn(folder.Path));

        static async IAsyncEnumerable<Dataset<float>> Parts(int epoch, Action inTheMiddle)
        {
            for (int i = 0; i < 4; i++)
            {
                if (i == 2) { inTheMiddle(); }
                await Task.CompletedTask;
                yield return Runs.Digits.Train.Slice(i * 100, 100);
            }
        }
    }

    [Fact]
    public void Streams_of_different_length_end_all_ranks()
    {
        Exception[] errors = ThreadGroup.Fail(4, group =>
        {
            DataStream<float> stream = DataStream.Create(() => Enumerable.Range(0, group.Rank == 2 ? 3 : 4).Select(i => Runs.Digits.Train.Slice(i * 100, 100)));
            new Noisy().FitAsync(stream, Runs.Options with { Group = group, BatchSize = null }).GetAwaiter().GetResult();
        });

        Assert.All(errors, error => Assert.Contains("the ranks do not take the same steps", Assert.IsType<RankFailedException>(error).Message));
    }

    [Fact]
    public void Different_data_are_found_before_training()
    {
        Exception[] errors = ThreadGroup.Fail(2, group =>
            new Noisy().Fit(Runs.Digits.Train.Slice(0, 400 + group.Rank), Runs.Options with { Group = group, Seed = group.Rank }));

        Assert.All(errors, error => Assert.Matches(
            @"^Rank 1 failed: it trains something else than rank 0 \(seed: 1; training set: 401 samples.*; on rank 0 seed: 0; training set: 400 samples.*\)\.$",
            Assert.IsType<RankFailedException>(error).Message));
    }

    [Fact]
    public void Different_networks_are_found_before_a_step()
    {
        Exception[] errors = ThreadGroup.Fail(2, group =>
        {
            using var trainer = new Trainer<Wide, float>(new Wide(), group.Rank == 0 ? new Adam(0.1) : new SGD(0.1), group, shards: 0);
            trainer.Step(Runs.Digits.Train.Features[..640], Runs.Digits.Train.Labels[..10]);
        });

        Assert.All(errors, error => Assert.Contains("(optimizer: SGD; ", Assert.IsType<RankFailedException>(error).Message));
    }

    [Fact]
    public void Batches_of_different_sizes_are_found()
    {
        Exception[] errors = ThreadGroup.Fail(3, group =>
        {
            using var trainer = new Trainer<Wide, float>(new Wide(), new Adam(), group, shards: 0);
            trainer.Step(Runs.Digits.Train.Features[..(64 * (20 + group.Rank))], Runs.Digits.Train.Labels[..(20 + group.Rank)]);
        });

        Assert.StartsWith("Rank 1 is at the moment Step, with a batch of 21, and another rank is not", errors[1].Message);
        Assert.All(errors, error => Assert.IsType<RankFailedException>(error));
    }

    [Fact]
    public void A_loss_that_overflows_ends_all_ranks_at_the_same_batch()
    {
        Exception[] errors = ThreadGroup.Fail(2, group => new Noisy().Fit(Runs.Digits.Train, Runs.Options with { Group = group, Optimizer = new SGD(1e30) }));

        Assert.All(errors, error => Assert.StartsWith("Epoch 1, batch 2: ", Assert.IsType<NonFiniteLossException>(error).Message));
    }

    [Fact]
    public void StopOnNaN_of_rank_0_stops_all_ranks()
    {
        History[] histories = ThreadGroup.Run(2, group => new Noisy().Fit(
            Runs.Digits.Train, Runs.Options with { Group = group, Optimizer = new SGD(1e30), Callbacks = [new StopOnNaN()] }));

        Assert.All(histories, history => Assert.NotNull(history.StopReason));
    }

    [Fact]
    public void Parameters_changed_between_batches_are_an_error_on_all_ranks()
    {
        Exception[] errors = ThreadGroup.Fail(2, group => new Noisy().Fit(Runs.Digits.Train, Runs.Options with
        {
            Group = group,
            Callbacks = [new LambdaCallback(onBatchEnd: context => context.Restore(context.TakeSnapshot()))],
        }));

        Assert.All(errors, error => Assert.Contains("changed the parameters between two batches", Assert.IsType<InvalidOperationException>(error).Message));
    }

    [Fact]
    public void Checkpoints_that_do_not_fit_end_all_ranks()
    {
        using var folder = new Folder();
        Exception[] errors = ThreadGroup.Fail(2, group => new Noisy().Fit(
            Runs.Digits.Train, Runs.Options with { Group = group, ResumeFrom = group.Rank == 0 ? Path.Combine(folder.Path, "none.ckpt") : null }));

        Assert.IsType<FileNotFoundException>(errors[0]);
        Assert.StartsWith("Rank 0 failed: FileNotFoundException: ", Assert.IsType<RankFailedException>(errors[1]).Message);
    }
}
