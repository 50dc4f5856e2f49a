using System.Globalization;

namespace NNGen.Tests;

/// <summary>The library's texts of its results are the same in every culture.</summary>
public sealed class TextCultureTests
{
    [Fact]
    public void A_sweep_is_the_same_text_in_every_culture() => Check(
        new LearningRateSweep([1e-7, 0.0125, 0.51], [3, 2, 1], [3, 2, 1], "done"), "no suggestion (3 steps from 1e-07 to 0.51: done)");

    [Fact]
    public void A_row_of_a_report_is_the_same_text_in_every_culture() => Check(
        new ClassificationReportRow("macro avg", 0.75, 0.8, 0.77419, 40.5), "macro avg: precision 0.75, recall 0.8, f1-score 0.7742, support 40.5");

    [Fact]
    public void Metrics_are_the_same_text_in_every_culture() => Check(
        new Metrics { Count = 3, Loss = -0.125, RSquared = -1.5 }, "loss: -0.1250 - r2: -1.5000");

    [Fact]
    public void An_epoch_is_the_same_text_in_every_culture() => Check(
        new EpochResult
        {
            Epoch = 3,
            Training = new Metrics { Count = 3, Loss = 0.125 },
            Validation = new Metrics { Count = 1, Loss = 0.25 },
            LearningRate = 0.001,
            Duration = TimeSpan.FromSeconds(1.5),
        },
        "epoch 3: loss: 0.1250, validation loss: 0.2500");

    [Fact]
    public void Progress_is_the_same_text_in_every_culture() => Check(
        new FitProgress { Epoch = 3, Epochs = 10, Batch = 12, Batches = 40, Training = new Metrics { Count = 3, Loss = 0.125 }, Elapsed = TimeSpan.Zero },
        "epoch 3 of 10, batch 12 of 40: loss: 0.1250");

    [Fact]
    public void Settings_of_a_trial_are_the_same_text_in_every_culture() => Check(
        new TrialSettings { Seed = -7 }, "Adam, 10 epochs, batches of 32, seed -7");

    [Fact]
    public void Options_of_a_training_are_the_same_text_in_every_culture() => Check(
        new FitOptions { Seed = -7, ValidationFraction = 0.25, AccumulateSteps = 2 }, "1 epochs, batches of 32, Adam, seed -7, validation fraction 0.25, 2 batches per step");

    private static void Check(object value, string expected)
    {
        Assert.Equal(expected, value.ToString());
        CultureInfo before = CultureInfo.CurrentCulture;
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "\u2212" };
        try
        {
            CultureInfo.CurrentCulture = foreign;
            Assert.NotEqual("-0.5", $"{-0.5}");
            Assert.Equal(expected, value.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
