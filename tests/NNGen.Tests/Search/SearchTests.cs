using System.Globalization;

namespace NNGen.Tests;

public sealed class SearchTests
{
    private static readonly Dataset<float> Blobs = Samples.Blobs(60);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void The_result_has_the_same_bits_on_any_number_of_threads(int pruningFactor)
    {
        SearchResult[] results = [.. new[] { 1, 2, 4 }.Select(degree => new RandomSearch<MetricProbabilities, float>(Settings, trials: 9)
        {
            Folds = 3,
            Seed = 5,
            MaxDegreeOfParallelism = degree,
            PruningFactor = pruningFactor,
        }.Run(Blobs))];

        Assert.Equal(9, results[0].Count);
        Assert.Equal(results[0].ToCsv(), results[1].ToCsv());
        Assert.Equal(results[0].ToCsv(), results[2].ToCsv());
        Assert.Equal(results[0].ToString(), results[2].ToString());
        Assert.Equal(results[0].SelectMany(trial => trial.Metrics), results[2].SelectMany(trial => trial.Metrics));
    }

    [Fact]
    public void A_score_is_what_fit_and_evaluate_give_with_the_settings()
    {
        (Dataset<float> train, Dataset<float> test) = Blobs.Split(0.25, seed: 1);
        SearchResult result = new RandomSearch<MetricProbabilities, float>(Settings, trials: 3).Run(train, validation: test);

        foreach (TrialResult trial in result)
        {
            MetricProbabilities net = new(seed: trial.Settings.Seed);
            net.Fit(
                train,
                new FitOptions
                {
                    Epochs = trial.Settings.Epochs,
                    BatchSize = trial.Settings.BatchSize,
                    Optimizer = trial.Settings.Optimizer,
                    Seed = trial.Settings.Seed,
                });
            Assert.Equal(net.Evaluate(test), Assert.Single(trial.Metrics));
            Assert.Equal(net.Evaluate(test).Loss, trial.Score);
            Assert.Equal(0, trial.Deviation);
            Assert.Equal(trial["learning rate"], trial.Settings.Optimizer.LearningRate);
        }

        Assert.Equal(result.Select(trial => trial.Score).Order(), result.Select(trial => trial.Score));
        Assert.Same(result[0], result.Best);
    }

    [Fact]
    public void A_random_search_draws_from_its_ranges_tries_nothing_twice_and_repeats_with_its_seed()
    {
        string[] first = [.. Draw(1)], again = [.. Draw(1)], other = [.. Draw(2)];

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(first.Length, first.Distinct().Count());

        // Five values can be tried five times.
        var few = new RandomSearch<MetricProbabilities, float>(
            parameters => new TrialSettings { Epochs = parameters.Integer("epochs", 1, 5) }, trials: 50)
        { Folds = 2 };
        Assert.Equal(Enumerable.Range(1, 5), few.Run(Blobs).Select(trial => (int)trial["epochs"]).Order());

        static IEnumerable<string> Draw(int seed)
        {
            var search = new RandomSearch<MetricProbabilities, float>(
                parameters =>
                {
                    double rate = parameters.LogUniform("rate", 1e-4, 1e-1);
                    Assert.InRange(rate, 1e-4, 1e-1);
                    Assert.InRange(parameters.Uniform("momentum", 0.5, 0.9), 0.5, 0.9);
                    Assert.Equal(rate, parameters.LogUniform("rate", 1e-4, 1e-1));
                    Assert.Equal(0, parameters.Integer("step", 10, 30, step: 5) % 5);
                    return new TrialSettings { Epochs = 1 };
                },
                trials: 12)
            { Folds = 2, Seed = seed };
            return search.Run(Blobs).OrderBy(trial => trial.Number).Select(trial => trial.ToString());
        }
    }

    [Fact]
    public void Every_power_of_ten_is_as_likely_as_another()
    {
        double[] values = [.. Enumerable.Range(0, 3000).Select(i => new RandomHyperparameters(new RandomStream(3, i)).LogUniform("x", 1e-3, 1))];

        foreach (double decade in new[] { 1e-3, 1e-2, 1e-1 })
        {
            Assert.InRange(values.Count(value => value >= decade && value < 10 * decade), 900, 1100);
        }
    }

    [Fact]
    public void A_grid_search_tries_every_combination_and_dependent_values_only_where_they_are_used()
    {
        var search = new GridSearch<MetricProbabilities, float>(parameters => new TrialSettings
        {
            Optimizer = parameters.Choice("optimizer", "Adam", "SGD") switch
            {
                "SGD" => new SGD(parameters.LogUniform("rate", 1e-3, 1e-1, gridPoints: 3), parameters.Choice("momentum", 0, 0.9)),
                _ => new Adam(1e-3),
            },
            Epochs = 1,
            BatchSize = parameters.Choice("batch", 16, 32),
        })
        { Folds = 2 };

        string[] tried = [.. search.Run(Blobs).OrderBy(trial => trial.Number).Select(trial => trial.ToString())];

        Assert.Equal(2 + 3 * 2 * 2, tried.Length);
        Assert.Equal("optimizer = Adam, batch = 16", tried[0]);
        Assert.Equal("optimizer = Adam, batch = 32", tried[1]);
        Assert.Equal("optimizer = SGD, rate = 0.001, momentum = 0, batch = 16", tried[2]);
        Assert.Equal("optimizer = SGD, rate = 0.01, momentum = 0.9, batch = 32", tried[9]);
        Assert.Equal("optimizer = SGD, rate = 0.1, momentum = 0.9, batch = 32", tried[13]);
        Assert.Equal(14, tried.Distinct().Count());
    }

    [Fact]
    public void A_trial_that_diverges_ranks_last_and_a_search_of_such_trials_has_no_best()
    {
        SearchResult result = Rates(1e-2, 1e30).Run(Samples.Lines(60));

        Assert.Equal([TrialStatus.Completed, TrialStatus.Diverged], result.Select(trial => trial.Status));
        Assert.Equal(1e-2, result.Best["rate"]);
        Assert.Equal(double.NaN, result[1].Score);
        Assert.Contains("diverged", result.ToString(), StringComparison.Ordinal);
        Assert.Contains("lower learning rates", Assert.Throws<InvalidOperationException>(() => Rates(1e30).Run(Samples.Lines(60)).Best).Message, StringComparison.Ordinal);

        static GridSearch<ScalarNetwork<LinearModel, float>, float> Rates(params double[] rates) =>
            new(parameters => new TrialSettings { Optimizer = new SGD(parameters.Choice<double>("rate", rates)), Epochs = 3 }) { Folds = 2 };
    }

    [Fact]
    public void Pruning_trains_few_trials_to_their_end_and_they_score_as_without_it()
    {
        SearchResult all = Search(0), pruned = Search(3);

        Assert.Equal(9, pruned.Count);
        Assert.Equal([12, 4, 4, .. Enumerable.Repeat(2, 6)], pruned.Select(trial => trial.Epochs));
        Assert.Equal([TrialStatus.Completed, .. Enumerable.Repeat(TrialStatus.Pruned, 8)], pruned.Select(trial => trial.Status));
        Assert.Equal(Enumerable.Range(1, 9), pruned.Select(trial => trial.Number).Order());
        TrialResult same = all.Single(trial => trial.Number == pruned.Best.Number);
        Assert.Equal(same.Scores, pruned.Best.Scores);

        // Trials that continue were better after the same number of epochs.
        Assert.True(pruned[1].Score <= pruned[2].Score && pruned[3].Score <= pruned[8].Score);

        // A third of the epochs is above the minimum, a ninth is not.
        Assert.Equal([12, 12, 12, .. Enumerable.Repeat(4, 6)], Search(3, minEpochs: 2).Select(trial => trial.Epochs));

        static SearchResult Search(int factor, int minEpochs = 1) => new RandomSearch<MetricProbabilities, float>(
            parameters => new TrialSettings { Optimizer = new Adam(parameters.LogUniform("rate", 1e-4, 1e-1)), Epochs = 12 }, trials: 9)
        {
            Folds = 2,
            PruningFactor = factor,
            MinEpochs = minEpochs,
        }.Run(Blobs);
    }

    [Fact]
    public void A_canceled_search_keeps_what_was_finished()
    {
        using var source = new CancellationTokenSource();
        var search = new RandomSearch<MetricProbabilities, float>(Settings, trials: 500) { Folds = 2, MaxDegreeOfParallelism = 2 };
        int told = 0;

        var canceled = Assert.Throws<SearchCanceledException>(() => search.Run(
            Blobs,
            progress: new Progress(_ =>
            {
                if (++told == 3) { source.Cancel(); }
            }),
            cancellationToken: source.Token));

        Assert.InRange(canceled.Result.Count, 3, 499);
        Assert.Equal(told, canceled.Result.Count);
        Assert.Equal(TrialStatus.Completed, canceled.Result.Best.Status);
        Assert.Equal(source.Token, canceled.CancellationToken);
        source.Cancel();
        Assert.Empty(Assert.Throws<SearchCanceledException>(() => search.Run(Blobs, cancellationToken: source.Token)).Result);
    }

    [Fact]
    public void Progress_tells_every_trial_once()
    {
        var told = new List<TrialResult>();
        SearchResult result = new RandomSearch<MetricProbabilities, float>(Settings, trials: 6)
        {
            Folds = 2,
            PruningFactor = 2,
        }.Run(Blobs, progress: new Progress(told.Add));

        Assert.Equal(result.OrderBy(trial => trial.Number), told.OrderBy(trial => trial.Number));
    }

    [Fact]
    public void An_error_in_the_settings_reaches_the_caller_as_it_is()
    {
        var search = new GridSearch<MetricProbabilities, float>(
            parameters => new TrialSettings { Epochs = parameters.Choice("epochs", 1, 0) })
        { Folds = 2 };
        Assert.Equal("Epochs", Assert.Throws<ArgumentOutOfRangeException>(() => search.Run(Blobs)).ParamName);

        Says("has no choices", parameters => parameters.Choice<int>("x"));
        Says("above 0", parameters => (int)parameters.LogUniform("x", 0, 1));
        Says("from 2 to 1", parameters => (int)parameters.Uniform("x", 2, 1));
        Says("give them two names", parameters => parameters.Choice("x", 1) + parameters.Choice("x", "a").Length);

        static void Says(string text, Func<Hyperparameters, int> ask)
        {
            var wrong = new RandomSearch<MetricProbabilities, float>(parameters => new TrialSettings { Epochs = ask(parameters) });
            Assert.Contains(text, Assert.ThrowsAny<ArgumentException>(() => wrong.Run(Blobs)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Data_and_objectives_that_do_not_fit_are_rejected()
    {
        var search = new RandomSearch<MetricProbabilities, float>(Settings, trials: 1) { Folds = 61 };
        Assert.Contains("60 samples cannot be cut into 61 folds", Assert.Throws<ArgumentException>(() => search.Run(Blobs)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RandomSearch<MetricProbabilities, float>(Settings).Run(Samples.Circles(20)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSearch<MetricProbabilities, float>(Settings) { Folds = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSearch<MetricProbabilities, float>(Settings) { PruningFactor = 1 });
        var regression = new RandomSearch<MetricProbabilities, float>(Settings, 1) { Objective = SearchObjective.RSquared, Folds = 2 };
        Assert.Contains("'r2' is undefined", Assert.Throws<InvalidOperationException>(() => regression.Run(Blobs)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_objective_may_be_any_metric_and_higher_may_be_better()
    {
        SearchResult result = new RandomSearch<MetricProbabilities, float>(Settings, trials: 5)
        {
            Objective = SearchObjective.Of(() => new F1Score(Averaging.Macro)),
            Folds = 2,
        }.Run(Blobs);

        Assert.Equal(result.Select(trial => trial.Score).OrderDescending(), result.Select(trial => trial.Score));
        Assert.All(result, trial => Assert.Equal(trial.Metrics.Select(metrics => metrics["f1_score_macro"]), trial.Scores));
        Assert.Contains("f1_score_macro", result.ToString().Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Cross_validation_gives_the_scores_of_the_folds_of_one_choice()
    {
        TrialResult result = CrossValidation.Run<MetricProbabilities, float>(
            Blobs,
            () => new TrialSettings { Optimizer = new Adam(0.05), Epochs = 10 },
            folds: 4,
            objective: SearchObjective.Accuracy,
            prepare: (training, validation) =>
            {
                var scaler = StandardScaler.Fit(training);
                return (scaler.Transform(training), scaler.Transform(validation));
            });

        Assert.Equal(4, result.Scores.Count);
        Assert.Equal(result.Metrics.Select(metrics => metrics["accuracy"]), result.Scores);
        Assert.Equal(15, Assert.Single(result.Metrics.Select(metrics => metrics.Count).Distinct()));
        Assert.Equal(result.Scores.Average(), result.Score, 1e-12);
        Assert.Equal(Math.Sqrt(result.Scores.Average(score => Math.Pow(score - result.Score, 2))), result.Deviation, 1e-12);
        Assert.True(result.Score > 0.9);
    }

    [Theory]
    [InlineData(60, 4)]
    [InlineData(61, 7)]
    public void Every_sample_is_validated_with_once_and_the_classes_keep_their_shares(int count, int folds)
    {
        Dataset<float> data = Samples.Blobs(count);
        (Dataset<float> Training, Dataset<float> Validation)[] parts = Parts(seed: 3);

        Assert.Equal(folds, parts.Length);
        string[] rows = [.. Enumerable.Range(0, count).Select(i => string.Join(' ', data.Rows[i].ToArray())).Order(StringComparer.Ordinal)];
        Assert.Equal(rows, parts.SelectMany(part => Rows(part.Validation)).Order(StringComparer.Ordinal));
        Assert.All(parts, part =>
        {
            Assert.Equal(rows, Rows(part.Training).Concat(Rows(part.Validation)).Order(StringComparer.Ordinal));
            Assert.InRange(part.Validation.Count, count / folds, count / folds + 1);
            for (int c = 0; c < 3; c++)
            {
                int all = data.Labels.ToArray().Count(label => label == c);
                Assert.InRange(part.Validation.Labels.ToArray().Count(label => label == c), all / folds, all / folds + 1);
            }
        });
        Assert.Equal(Rows(parts[0].Validation), Rows(data.StratifiedKFold(folds, seed: 3).First().Test));
        Assert.NotEqual(Rows(parts[0].Validation), Rows(Parts(seed: 4)[0].Validation));

        static IEnumerable<string> Rows(Dataset<float> part) =>
            Enumerable.Range(0, part.Count).Select(i => string.Join(' ', part.Rows[i].ToArray()));

        (Dataset<float> Training, Dataset<float> Validation)[] Parts(int seed) => FoldsOf(data, folds, seed);
    }

    [Fact]
    public void Folds_are_plain_where_a_class_has_too_few_samples()
    {
        Dataset<float> data = Dataset.FromLabels([.. Enumerable.Range(0, 60).Select(i => (float)i)], 5, [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2], 3);
        Assert.Throws<InvalidOperationException>(() => data.StratifiedKFold(3, seed: 2));
        Assert.Equal(
            data.KFold(3, seed: 2).Select(pair => pair.Test.Features.ToArray()),
            FoldsOf(data, 3, seed: 2).Select(part => part.Validation.Features.ToArray()));
    }

    [Fact]
    public void Callbacks_watch_the_validation_samples_of_their_fold()
    {
        var histories = new System.Collections.Concurrent.ConcurrentBag<History>();
        var search = new GridSearch<MetricProbabilities, float>(_ => new TrialSettings
        {
            Optimizer = new Adam(0.05),
            Epochs = 60,
            Callbacks =
            [
                new EarlyStopping(patience: 2, Monitored.Validation("f1_score_macro", higherIsBetter: true)),
                new LambdaCallback(onTrainEnd: context => histories.Add(context.History)),
            ],
        })
        { Folds = 3, Objective = SearchObjective.Of(() => new F1Score(Averaging.Macro)) };

        TrialResult trial = search.Run(Blobs).Best;

        Assert.Equal(3, histories.Count);
        Assert.All(histories, history => Assert.True(history.Count < 60));
        Assert.Equal(
            histories.Select(history => history["val_f1_score_macro"].Max()).Order(),
            trial.Scores.Order());
        Assert.Equal(2, trial.Settings.Callbacks.Count);
    }

    [Fact]
    public void A_callback_that_two_trainings_would_share_is_rejected()
    {
        var shared = new EarlyStopping(patience: 2);
        var search = new GridSearch<MetricProbabilities, float>(_ => new TrialSettings { Callbacks = [shared] }) { Folds = 2 };
        var problem = Assert.Throws<InvalidOperationException>(() => search.Run(Blobs));
        Assert.Contains("Two trainings of the search have the same EarlyStopping object", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_is_aligned_and_the_CSV_has_every_digit()
    {
        TrialResult Trial(int number, double[] scores, TrialStatus status, params HyperparameterValue[] parameters) => new()
        {
            Number = number,
            Parameters = parameters,
            Settings = new TrialSettings(),
            Scores = scores,
            Metrics = [],
            Status = status,
            Epochs = 10,
        };

        var result = new SearchResult(
            [
                Trial(1, [0.5, 0.7], TrialStatus.Completed, new HyperparameterValue("rate", 0.001), new HyperparameterValue("kind", "a,\"b\"")),
                Trial(2, [0.25, 1 / 3.0], TrialStatus.Completed, new HyperparameterValue("rate", 0.01)),
                Trial(3, [double.NaN, 0.1], TrialStatus.Diverged, new HyperparameterValue("rate", 10.0)),
                Trial(4, [0.2, 0.2], TrialStatus.Pruned, new HyperparameterValue("rate", 1.0)),
            ],
            SearchObjective.Loss);

        Assert.Equal(
            string.Join('\n',
            [
                "rank  trial    loss       ±  epochs   rate   kind    status",
                "1         2  0.2917  0.0417      10   0.01",
                "2         1  0.6000  0.1000      10  0.001  a,\"b\"",
                "3         4  0.2000  0.0000      10      1           pruned",
                "4         3     NaN     NaN      10     10         diverged",
                "",
            ]),
            result.ToString());
        string[] csv = result.ToCsv().Split('\n');
        Assert.Equal("rank,trial,status,epochs,loss,deviation,fold 1,fold 2,rate,kind", csv[0]);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"1,2,completed,10,{(0.25 + 1 / 3.0) / 2},{result[0].Deviation},0.25,{1 / 3.0},0.01,"), csv[1]);
        Assert.EndsWith(",0.001,\"a,\"\"b\"\"\"", csv[2], StringComparison.Ordinal);
    }

    /// <summary>The folds that a search creates.</summary>
    private static (Dataset<float> Training, Dataset<float> Validation)[] FoldsOf(Dataset<float> data, int folds, int seed)
    {
        var parts = new List<(Dataset<float> Training, Dataset<float> Validation)>();
        new GridSearch<MetricProbabilities, float>(_ => new TrialSettings { Epochs = 1 })
        {
            Folds = folds,
            Seed = seed,
            Prepare = (training, validation) =>
            {
                parts.Add((training, validation));
                return (training, validation);
            },
        }.Run(data);
        return [.. parts];
    }

    private static TrialSettings Settings(Hyperparameters parameters) => new()
    {
        Optimizer = new Adam(parameters.LogUniform("learning rate", 1e-4, 1e-1)) { WeightDecay = parameters.Choice("decay", 0, 1e-4) },
        BatchSize = parameters.Choice("batch size", 8, 16, 32),
        Epochs = 4,
        Seed = parameters.Integer("seed", 0, 9),
    };

    private sealed class Progress(Action<TrialResult> report) : IProgress<TrialResult>
    {
        public void Report(TrialResult value) => report(value);
    }
}
