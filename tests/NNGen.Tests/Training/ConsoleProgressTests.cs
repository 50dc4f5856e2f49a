using System.Text;

namespace NNGen.Tests;

public sealed class ConsoleProgressTests
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly ManualClock clock = new();

    [Fact]
    public void Redirected_output_is_one_plain_line_for_each_epoch()
    {
        var progress = new ConsoleProgress(output, isInteractive: false, () => 80, clock);
        progress.Report(Report(batch: 1));
        progress.Report(Report(batch: 45));
        progress.Report(End());
        Assert.Equal(
            "Epoch 3/50 - 0s - 4ms/step - accuracy: 0.9512 - loss: 0.1723 - val_accuracy: 0.9472 - val_loss: 0.2001\n", output.ToString());
    }

    [Fact]
    public void A_window_shows_a_bar_that_is_redrawn()
    {
        var progress = new ConsoleProgress(output, isInteractive: true, () => 200, clock);
        progress.Report(Report(batch: 1));
        clock.Advance(60);
        progress.Report(Report(batch: 20));
        clock.Advance(60);
        progress.Report(End());
        Assert.Equal(
            "Epoch 3/50\n" +
            "\r 1/45 ──────────────────── 0s 4ms/step - accuracy: 0.9512 - loss: 0.1723" +
            "\r20/45 ━━━━━━━━──────────── 0s 4ms/step - accuracy: 0.9512 - loss: 0.1723" +
            "\r45/45 ━━━━━━━━━━━━━━━━━━━━ 0s 4ms/step - accuracy: 0.9512 - loss: 0.1723 - val_accuracy: 0.9472 - val_loss: 0.2001\n",
            output.ToString());
    }

    [Fact]
    public void Reports_within_fifty_milliseconds_are_not_drawn_but_the_end_is()
    {
        var progress = new ConsoleProgress(output, isInteractive: true, () => 200, clock);
        for (int batch = 1; batch <= 45; batch++)
        {
            progress.Report(Report(batch));
            clock.Advance(10);
        }

        progress.Report(End());
        Assert.Equal(10, output.ToString().Count(character => character == '\r'));
        Assert.EndsWith("val_loss: 0.2001\n", output.ToString());
    }

    [Theory]
    [InlineData(80, "45/45 0s 4ms/step - accuracy: 0.9512 - loss: 0.1723 - val_accuracy: 0.9472")]
    [InlineData(40, "45/45 0s 4ms/step - accuracy: 0.9512")]
    [InlineData(20, "45/45 0s 4ms/step")]
    [InlineData(10, "45/45 0s ")]
    public void A_narrow_window_never_wraps(int width, string expected)
    {
        var progress = new ConsoleProgress(output, isInteractive: true, () => width, clock);
        progress.Report(End());
        Assert.Equal('\r' + expected + '\n', output.ToString());
        Assert.True(expected.Length < width);
    }

    [Fact]
    public void A_shorter_line_wipes_out_a_longer_one()
    {
        var progress = new ConsoleProgress(output, isInteractive: true, () => 200, clock);
        progress.Report(Report(batch: 1, elapsed: TimeSpan.FromHours(2)));
        clock.Advance(60);
        progress.Report(Report(batch: 2));
        string[] lines = output.ToString().Split('\r');
        Assert.Contains("88:00:00 7200s/step", lines[1]);
        Assert.Equal(lines[1].Length, lines[2].Length);
        Assert.EndsWith("loss: 0.1723", lines[2].TrimEnd());
    }

    [Fact]
    public void A_console_without_unicode_gets_ascii()
    {
        using var stream = new MemoryStream();
        using var writer = new StreamWriter(stream, Encoding.ASCII);
        var progress = new ConsoleProgress(writer, isInteractive: true, () => 200, clock);
        progress.Report(Report(batch: 9));
        Assert.Equal("\r 9/45 ====................ 0s 4ms/step - accuracy: 0.9512 - loss: 0.1723", Encoding.ASCII.GetString(stream.ToArray()));
    }

    [Theory]
    [InlineData(90, 2, "2s/step")]
    [InlineData(90, 0.05, "50ms/step")]
    [InlineData(90, 0.00004, "40us/step")]
    public void Time_per_step_has_a_unit_that_suits_it(int batches, double secondsPerStep, string expected)
    {
        FitProgress report = Report(batches) with { Batches = batches, Elapsed = TimeSpan.FromSeconds(batches * secondsPerStep) };
        Assert.Contains(expected, ProgressLine.Plain(report));
    }

    private static FitProgress End() => Report(45) with { IsEpochEnd = true, Validation = Of(0.9472, 0.2001) };

    private static FitProgress Report(int batch, TimeSpan? elapsed = null) => new()
    {
        Epoch = 3,
        Epochs = 50,
        Batch = batch,
        Batches = 45,
        Training = Of(0.9512, 0.1723),
        Elapsed = elapsed ?? TimeSpan.FromMilliseconds(4 * batch),
    };

    private static Metrics Of(double accuracy, double loss) => new() { Count = 10, Loss = loss, Accuracy = accuracy };

    private sealed class ManualClock : TimeProvider
    {
        private long milliseconds = 1000;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => milliseconds;

        public void Advance(int by) => milliseconds += by;
    }
}
