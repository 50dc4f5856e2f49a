namespace NNGen.Tests;

public sealed class ReduceOnPlateauTests
{
    [Fact]
    public void The_rate_falls_when_more_than_patience_epochs_were_bad()
    {
        History history = Runs.Fit(8, [new ReduceOnPlateau(0.5, patience: 2, Runs.Script(3, 3, 3, 3, 3, 3, 3, 3))], optimizer: new SGD(0.08));
        Assert.Equal([0.08, 0.08, 0.08, 0.08, 0.04, 0.04, 0.04, 0.02], history.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void The_threshold_is_a_part_of_the_best_value()
    {
        // 99.995 is better than 100, but by less than a ten-thousandth.
        History history = Runs.Fit(3, [new ReduceOnPlateau(0.5, patience: 0, Runs.Script(100, 99.995, 99.98))], optimizer: new SGD(0.08));
        Assert.Equal([0.08, 0.08, 0.04], history.Select(epoch => epoch.LearningRate));
    }

    [Theory]
    [InlineData(false, new[] { -100, -99.995, -100.005, -100.02 }, new[] { 0.08, 0.08, 0.04, 0.02 })]
    [InlineData(true, new[] { -100, -100.005, -99.995, -99.98 }, new[] { 0.08, 0.08, 0.04, 0.02 })]
    [InlineData(false, new[] { 0, 0, -1e-9, -2e-9 }, new[] { 0.08, 0.08, 0.04, 0.04 })]
    public void The_threshold_below_zero_is_a_part_of_the_magnitude_and_worse_is_not_better(bool higherIsBetter, double[] values, double[] rates)
    {
        var monitor = new Monitored("script", epoch => values[epoch.Epoch - 1], higherIsBetter);

        History history = Runs.Fit(values.Length, [new ReduceOnPlateau(0.5, patience: 0, monitor)], optimizer: new SGD(0.08));

        Assert.Equal(rates, history.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void A_metric_to_minimize_and_its_negative_to_maximize_lower_the_rate_in_the_same_epochs()
    {
        var random = new Random(3);
        for (int run = 0; run < 20; run++)
        {
            double[] values = [.. Enumerable.Range(0, 20).Select(_ => random.Next(-10, 10) / 10.0)];
            Assert.Equal(Rates(1, higherIsBetter: false), Rates(-1, higherIsBetter: true));

            List<double> Rates(int sign, bool higherIsBetter) => [.. Runs.Fit(
                20,
                [new ReduceOnPlateau(0.5, 1, new Monitored("script", epoch => sign * values[epoch.Epoch - 1], higherIsBetter)) { Threshold = 0.1 }],
                optimizer: new SGD(0.08)).Select(epoch => epoch.LearningRate)];
        }
    }

    [Fact]
    public void PyTorchs_rule_holds_for_random_numbers_above_zero()
    {
        var random = new Random(3);
        for (int run = 0; run < 40; run++)
        {
            double[] values = [.. Enumerable.Range(0, 30).Select(_ => 1 + random.Next(10) / 10.0)];
            int patience = random.Next(4), cooldown = random.Next(4);
            double threshold = random.Next(2) * 0.1, min = random.Next(2) * 1e-3;
            bool higher = random.Next(2) == 0;
            var callback = new ReduceOnPlateau(0.3, patience, new Monitored("script", epoch => values[epoch.Epoch - 1], higher))
            {
                Threshold = threshold,
                Cooldown = cooldown,
                MinLearningRate = min,
            };
            History history = Runs.Fit(30, [callback], optimizer: new SGD(0.05));
            Assert.Equal(PyTorchRates(values, 0.05, 0.3, patience, threshold, cooldown, min, higher), history.Select(epoch => epoch.LearningRate));
        }
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Equal("factor is 1, but must be above 0 and below 1.", Message(() => new ReduceOnPlateau(1)));
        Assert.Equal("patience is -1, but must be at least 0.", Message(() => new ReduceOnPlateau(0.5, -1)));
        Assert.Equal("Threshold is 1, but must be at least 0 and below 1.", Message(() => new ReduceOnPlateau { Threshold = 1 }));
        Assert.Equal("Cooldown is -1, but must be at least 0.", Message(() => new ReduceOnPlateau { Cooldown = -1 }));
        Assert.Equal("MinLearningRate is -1, but must be finite and not negative.", Message(() => new ReduceOnPlateau { MinLearningRate = -1 }));

        static string Message(Func<object> make) => Assert.Throws<ArgumentOutOfRangeException>(make).Message.Split(" (Parameter")[0];
    }

    /// <summary><c>torch.optim.lr_scheduler.ReduceLROnPlateau</c>, line by line; the rate of an epoch is the one before its step.</summary>
    private static List<double> PyTorchRates(
        double[] values, double rate, double factor, int patience, double threshold, int cooldown, double minRate, bool higher)
    {
        var rates = new List<double>();
        double best = higher ? double.NegativeInfinity : double.PositiveInfinity;
        int bad = 0, cooldownCounter = 0;
        foreach (double current in values)
        {
            rates.Add(rate);
            bool isBetter = higher ? current > best * (threshold + 1) : current < best * (1 - threshold);
            if (isBetter)
            {
                best = current;
                bad = 0;
            }
            else
            {
                bad++;
            }

            if (cooldownCounter > 0)
            {
                cooldownCounter--;
                bad = 0;
            }

            if (bad > patience)
            {
                double next = Math.Max(rate * factor, minRate);
                if (rate - next > 1e-8) { rate = next; }
                cooldownCounter = cooldown;
                bad = 0;
            }
        }

        return rates;
    }
}
