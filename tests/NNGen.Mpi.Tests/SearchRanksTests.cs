namespace NNGen.Tests;

/// <summary>Searches whose networks are trained on several ranks.</summary>
public class SearchRanksTests
{
    private static readonly Dataset<float> Samples = Runs.Digits.Train.Slice(0, 150);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Ranks_of_any_number_find_what_one_process_does(int ranks)
    {
        string[] results = ThreadGroup.Run(ranks, group => Search(group).Run(Samples).ToCsv());

        Assert.All(results, result => Assert.Equal(Search(null).Run(Samples).ToCsv(), result));
        Assert.Contains("pruned", results[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_of_other_ranks_are_complete()
    {
        Metrics[][] metrics = ThreadGroup.Run(2, group => Metrics(Run(group)));

        Assert.All(metrics, result => Assert.Equal(Metrics(Run(null)), result));
        Assert.NotEmpty(metrics[0][0].Additional);

        static Metrics[] Metrics(SearchResult result) => [.. result.SelectMany(trial => trial.Metrics)];

        static SearchResult Run(IProcessGroup? group) => new GridSearch<Noisy, float>(
            parameters => new TrialSettings { Epochs = 1, Optimizer = new Adam(parameters.Choice("learning rate", 0.001, 0.01, 1e30)) })
        {
            Group = group,
            Folds = 2,
            MaxDegreeOfParallelism = 1,
            Objective = SearchObjective.Of(() => new F1Score(Averaging.Macro)),
        }.Run(Samples);
    }

    [Fact]
    public void Each_rank_trains_its_part_and_rank_0_reports_all_trials()
    {
        int[] trained = new int[3], reported = new int[3];
        ThreadGroup.Run(3, group => new GridSearch<Noisy, float>(parameters => new TrialSettings
        {
            Epochs = 1,
            BatchSize = parameters.Choice("batch size", 16, 32, 64, 128),
            Callbacks = [new LambdaCallback(onTrainBegin: _ => Interlocked.Increment(ref trained[group.Rank]))],
        })
        {
            Group = group,
            Folds = 3,
        }.Run(Samples, progress: new Calls(() => reported[group.Rank]++)));

        Assert.Equal([4, 4, 4], trained);
        Assert.Equal([4, 0, 0], reported);
    }

    [Fact]
    public void A_rank_that_fails_ends_the_search_on_all()
    {
        Exception[] errors = ThreadGroup.Fail(3, group => new GridSearch<Noisy, float>(parameters => new TrialSettings
        {
            Epochs = 1,
            BatchSize = parameters.Choice("batch size", 16, 32, 64, 128),
            Callbacks = [new LambdaCallback(onTrainBegin: _ =>
            {
                if (group.Rank == 1) { throw new InvalidDataException("The disk is full."); }
            })],
        })
        { Group = group, Folds = 3 }.Run(Samples));

        Assert.Contains("The disk is full.", Assert.IsType<CallbackException>(errors[1]).Message, StringComparison.Ordinal);
        foreach (Exception error in (Exception[])[errors[0], errors[2]])
        {
            Assert.StartsWith("Rank 1 failed: CallbackException: ", Assert.IsType<RankFailedException>(error).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_rank_that_is_canceled_ends_the_search_on_all_with_the_finished_trials()
    {
        Exception[] errors = ThreadGroup.Fail(2, group =>
        {
            using var source = new CancellationTokenSource();
            new GridSearch<Noisy, float>(parameters => new TrialSettings
            {
                Epochs = 1,
                BatchSize = parameters.Choice("batch size", 16, 32, 64),
                Callbacks = [new LambdaCallback(onTrainBegin: context =>
                {
                    // The second training of rank 1 is a fold of the second trial.
                    if (group.Rank == 1 && context.Batches == 3) { source.Cancel(); }
                })],
            })
            { Group = group, Folds = 2, MaxDegreeOfParallelism = 1 }.Run(Samples, cancellationToken: source.Token);
        });

        Assert.All(errors, error => Assert.Equal([1], Assert.IsType<SearchCanceledException>(error).Result.Select(trial => trial.Number)));
    }

    [Fact]
    public void Ranks_that_search_something_else_are_told_apart()
    {
        Exception[] errors = ThreadGroup.Fail(2, group => new GridSearch<Noisy, float>(parameters => new TrialSettings
        {
            BatchSize = parameters.Choice("batch size", 16 + group.Rank, 32),
        })
        { Group = group }.Run(Samples));

        Assert.All(errors, error => Assert.Contains("trial 1: batch size = 17", Assert.IsType<RankFailedException>(error).Message, StringComparison.Ordinal));
    }

    private static RandomSearch<Noisy, float> Search(IProcessGroup? group) => new(
        parameters => new TrialSettings { Epochs = 4, Optimizer = new Adam(parameters.LogUniform("learning rate", 1e-3, 1e-1)) }, trials: 7)
    {
        Group = group,
        Folds = 3,
        PruningFactor = 2,
        Objective = SearchObjective.Accuracy,
    };

    private sealed class Calls(Action called) : IProgress<TrialResult>
    {
        public void Report(TrialResult value) => called();
    }
}
