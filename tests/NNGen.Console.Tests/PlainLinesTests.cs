using NNGen.Generator.Tests;

namespace NNGen.Tests;

/// <summary>Outputs that cannot be redrawn: logs, files, pipes.</summary>
public sealed class PlainLinesTests
{
    private readonly ManualClock clock = new();
    private readonly Terminal log = new(40, isTerminal: false);

    [Fact]
    public void A_log_has_one_plain_line_for_each_epoch()
    {
        Runs.Train(Row(), clock);
        Assert.DoesNotContain('\e', log.Written);
        Assert.DoesNotContain('\r', log.Written);
        Snapshot.Verify(log.Written);
    }

    [Fact]
    public void The_lines_of_several_runs_begin_with_their_names()
    {
        using (var table = new LiveTable(log.Console(), isLive: false, clock))
        {
            LiveProgress first = table.AddRun("rate 0.001");
            LiveProgress second = table.AddRun("rate 0.02");
            Runs.Train(first, clock, epochs: 2, onBatchEnd: context =>
            {
                if (context is { Epoch: 2, Batch: 1 }) { Runs.Train(second, clock, epochs: 1); }
            });
        }

        Snapshot.Verify(log.Written);
    }

    [Fact]
    public void A_log_contains_warnings_and_the_end_of_a_training()
    {
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<FitCanceledException>(() => Runs.Train(
            Row(),
            clock,
            onBatchEnd: context =>
            {
                if (context is { Epoch: 1, Batch: 2 }) { context.Warn("the disk is nearly full."); }
                if (context is { Epoch: 2, Batch: 3 }) { cancellation.Cancel(); }
            },
            cancellationToken: cancellation.Token));
        Runs.Train(Row(), clock, onBatchEnd: context => context.RequestStop("one batch is enough."));
        Assert.Throws<CallbackException>(() => Runs.Train(Row(), clock, onBatchEnd: _ => throw new IOException("The disk is full.")));
        Snapshot.Verify(log.Written);
    }

    [Fact]
    public void A_report_as_progress_is_the_line_of_ConsoleProgress()
    {
        var report = new FitProgress
        {
            Epoch = 3,
            Epochs = 50,
            Batch = 45,
            Batches = 45,
            Training = new() { Count = 1, Loss = 0.1723, Accuracy = 0.9512 },
            Elapsed = TimeSpan.FromMilliseconds(180),
            Warnings = "One.\nTwo.",
            IsEpochEnd = true,
        };
        LiveProgress row = Row();
        row.Report(report with { IsEpochEnd = false, Batch = 1, Warnings = null });
        row.Report(report);
        Assert.Equal("Warning: One.\nWarning: Two.\nEpoch 3/50 - 0s - 4ms/step - accuracy: 0.9512 - loss: 0.1723\n", log.Written);
    }

    private LiveProgress Row() => new(new LiveTable(log.Console(), isLive: false, clock), "", ownsTable: true);
}
