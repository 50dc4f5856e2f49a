namespace NNGen.Tests;

public sealed class EarlyStoppingTests
{
    [Theory]
    [InlineData(2, 0, new[] { 5.0, 4, 4, 3, 3, 3, 2, 1 }, 6, 4)]
    [InlineData(1, 0, new[] { 5.0, 4, 4, 3, 3, 3, 2, 1 }, 3, 2)]
    [InlineData(0, 0, new[] { 5.0, 4, 4, 3, 3, 3, 2, 1 }, 3, 2)]
    [InlineData(2, 1, new[] { 5.0, 4, 3.5, 2.9, 2, 1.5, 1.4, 0 }, 7, 5)]
    [InlineData(3, 0, new[] { 5.0, 4, 3, 2, 1, 0, -1, -2 }, 8, 8)]
    [InlineData(2, 0, new[] { double.NaN, double.NaN, 1, 2, 2, 2, 2, 2 }, 2, 1)]
    [InlineData(3, 0, new[] { double.NaN, double.NaN, 1, 2, double.NaN, 2, 2, 2 }, 6, 3)]
    public void Training_stops_after_patience_epochs_without_improvement_and_the_best_parameters_are_restored(
        int patience, double minDelta, double[] values, int lastEpoch, int bestEpoch)
    {
        var net = new ScalarNetwork<OddClassifier, float>(1);
        var parameters = new List<float[]>();
        var stopping = new EarlyStopping(patience, Runs.Script(values)) { MinDelta = minDelta };
        History history = Runs.Fit(8, [stopping, Runs.Record(parameters)], net);

        Assert.Equal(lastEpoch, history.Count);
        Assert.Equal(bestEpoch, stopping.BestEpoch);
        Assert.Equal(parameters[bestEpoch - 1], net.Parameters.Values.ToArray());
        Assert.Equal(lastEpoch < 8 ? lastEpoch : 0, stopping.StoppedEpoch);
        Assert.Equal(lastEpoch < 8, history.StopReason is not null);
    }

    [Fact]
    public void Keras_rule_holds_for_random_numbers()
    {
        var random = new Random(7);
        for (int run = 0; run < 60; run++)
        {
            double[] values = [.. Enumerable.Range(0, 25).Select(_ => random.Next(20) / 10.0)];
            int patience = random.Next(5), start = random.Next(4);
            double minDelta = random.Next(3) / 10.0;
            double? baseline = random.Next(2) == 0 ? null : 0.5;
            bool higher = random.Next(2) == 0;
            var stopping = new EarlyStopping(patience, new Monitored("script", epoch => values[epoch.Epoch - 1], higher))
            {
                MinDelta = minDelta,
                Baseline = baseline,
                StartFromEpoch = start + 1,
            };
            History history = Runs.Fit(25, [stopping]);
            Assert.Equal(KerasEpochs(values, patience, minDelta, baseline, start, higher), history.Count);
        }
    }

    [Fact]
    public void The_last_parameters_stay_on_request()
    {
        var net = new ScalarNetwork<OddClassifier, float>(1);
        var parameters = new List<float[]>();
        Runs.Fit(8, [new EarlyStopping(2, Runs.Script(1, 2, 2, 2, 2, 2, 2, 2), restoreBest: false), Runs.Record(parameters)], net);
        Assert.Equal(3, parameters.Count);
        Assert.Equal(parameters[2], net.Parameters.Values.ToArray());
    }

    [Fact]
    public void The_reason_is_reported_and_the_object_can_be_used_again()
    {
        var stopping = new EarlyStopping(2, Runs.Script(1, 2, 2, 2, 2));
        for (int i = 0; i < 2; i++)
        {
            History history = Runs.Fit(5, [stopping]);
            Assert.Equal("Epoch 3: script has not improved for 2 epochs (the best was 1.0000 in epoch 1).", history.StopReason);
            Assert.Equal((1, 3, 1.0), (stopping.BestEpoch, stopping.StoppedEpoch, stopping.Best));
        }
    }

    [Fact]
    public void Validation_is_watched_if_there_is_some_and_reported_as_missing_if_required()
    {
        string? reason = Runs.Fit(40, [new EarlyStopping(0), LearningRateSchedule.PerEpoch(Schedule.From(time => time > 2 ? 3 : 0.1))]).StopReason;
        Assert.Contains(": val_loss has not improved", reason);

        var net = new ScalarNetwork<OddClassifier, float>(1);
        History history = net.Fit(Samples.Blobs(40), epochs: 40, optimizer: new SGD(0.1),
            callbacks: [new EarlyStopping(0), LearningRateSchedule.PerEpoch(Schedule.From(time => time > 2 ? 3 : 0.1))]);
        Assert.Contains(": loss has not improved", history.StopReason);

        var missing = Assert.Throws<CallbackException>(
            () => net.Fit(Samples.Blobs(40), callbacks: [new EarlyStopping(3, Monitored.ValidationLoss)]));
        Assert.Contains("val_loss is monitored, but there are no validation samples", missing.Message);
    }

    [Fact]
    public void A_metric_without_a_meaning_is_rejected_before_training()
    {
        var net = new ScalarNetwork<LinearModel, float>(1);
        var problem = Assert.Throws<CallbackException>(() => net.Fit(Samples.Lines(20), callbacks: [new EarlyStopping(3, Monitored.Accuracy)]));
        Assert.Contains("accuracy is monitored, but no metric 'accuracy' is measured (there are loss, rmse, mae, r2).", problem.Message);
        Assert.Empty(problem.History);
    }

    /// <summary>The number of epochs that Keras's <c>EarlyStopping</c> runs; epochs count from 0 there.</summary>
    private static int KerasEpochs(double[] values, int patience, double minDelta, double? baseline, int startFromEpoch, bool higher)
    {
        double best = higher ? double.NegativeInfinity : double.PositiveInfinity;
        int wait = 0;
        for (int epoch = 0; epoch < values.Length; epoch++)
        {
            if (epoch < startFromEpoch) { continue; }
            wait++;
            if (IsImprovement(values[epoch], best))
            {
                best = values[epoch];
                if (baseline is null || IsImprovement(values[epoch], baseline.Value)) { wait = 0; }
                continue;
            }

            if (wait >= patience && epoch > 0) { return epoch + 1; }
        }

        return values.Length;

        bool IsImprovement(double value, double reference) => higher ? value - minDelta > reference : value + minDelta < reference;
    }
}
