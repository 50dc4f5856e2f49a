using NNGen.Generator.Tests;

namespace NNGen.Tests;

/// <summary>One training in a terminal; the texts are what the window shows.</summary>
public sealed class LiveProgressTests
{
    private readonly ManualClock clock = new();

    [Theory]
    [InlineData(140)]
    [InlineData(100)]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    [InlineData(20)]
    public void A_window_shows_the_columns_that_it_has_room_for(int width)
    {
        var terminal = new Terminal(width);
        string during = "";
        Runs.Train(Row(terminal), clock, onBatchEnd: context =>
        {
            if (context is { Epoch: 2, Batch: 3 })
            {
                during = terminal.Text;
                Assert.False(terminal.IsCursorVisible);
            }
        });

        Assert.All(during.Split('\n').Concat(terminal.Text.Split('\n')), line => Assert.True(line.Length < width));
        Assert.True(terminal.IsCursorVisible && terminal.IsAtPrompt);
        Snapshot.Verify($"during:\n{during}\n\nafter:\n{terminal.Text}\n", $"{width}");
    }

    [Fact]
    public void Output_without_colors_has_none()
    {
        var terminal = new Terminal(100);
        Runs.Train(Row(terminal), clock, epochs: 1);
        Assert.DoesNotContain("m", Sequences(terminal));

        var colored = new Terminal(100);
        Runs.Train(new LiveProgress(new LiveTable(colored.Console(colors: true), isLive: true, clock), "", ownsTable: true), clock, epochs: 1);
        Assert.Contains("m", Sequences(colored));
        Assert.Equal(terminal.Text, colored.Text);
    }

    [Fact]
    public void NO_COLOR_turns_off_colors_and_nothing_else()
    {
        Environment.SetEnvironmentVariable("NO_COLOR", "1");
        try
        {
            var terminal = new Terminal(100);
            Spectre.Console.IAnsiConsole console = Spectre.Console.AnsiConsole.Create(new Spectre.Console.AnsiConsoleSettings
            {
                Out = terminal,
                Ansi = Spectre.Console.AnsiSupport.Yes,
                Interactive = Spectre.Console.InteractionSupport.Yes,
                Enrichment = new Spectre.Console.ProfileEnrichment { UseDefaultEnrichers = false },
            });
            Runs.Train(new LiveProgress(console), clock, epochs: 1);
            Assert.DoesNotContain("m", Sequences(terminal));
            Assert.Contains("done", terminal.Text);
            Assert.Equal(1, terminal.TimesHidden);
        }
        finally
        {
            Environment.SetEnvironmentVariable("NO_COLOR", null);
        }
    }

    [Fact]
    public void A_terminal_without_unicode_gets_ascii()
    {
        var terminal = new Terminal(100);
        string during = "";
        Runs.Train(Row(terminal, unicode: false), clock, onBatchEnd: context =>
        {
            if (context is { Epoch: 2, Batch: 3 }) { during = terminal.Text; }
        });
        Assert.All(terminal.Written, character => Assert.True(character < 128));
        Snapshot.Verify(during);
    }

    [Fact]
    public void A_canceled_training_leaves_its_last_state_and_the_cursor()
    {
        var terminal = new Terminal(100);
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<FitCanceledException>(() => Runs.Train(
            Row(terminal),
            clock,
            onBatchEnd: context => { if (context is { Epoch: 2, Batch: 3 }) { cancellation.Cancel(); } },
            cancellationToken: cancellation.Token));
        Assert.True(terminal.IsCursorVisible && terminal.IsAtPrompt);
        Snapshot.Verify(terminal.Text);
    }

    [Fact]
    public void A_training_that_fails_leaves_its_last_state_and_the_cursor()
    {
        var terminal = new Terminal(100);
        Assert.Throws<CallbackException>(() => Runs.Train(
            Row(terminal),
            clock,
            onBatchEnd: context => { if (context is { Epoch: 2, Batch: 3 }) { throw new IOException("The disk is full."); } }));
        Assert.True(terminal.IsCursorVisible && terminal.IsAtPrompt);
        Snapshot.Verify(terminal.Text);
    }

    [Fact]
    public void Warnings_and_the_reason_of_a_stop_stand_above_the_table()
    {
        var terminal = new Terminal(60);
        string during = "";
        Runs.Train(
            Row(terminal),
            clock,
            onBatchEnd: context =>
            {
                if (context is { Epoch: 1, Batch: 2 }) { context.Warn("the disk is nearly full:\nthere are 3 MB left for checkpoints."); }
                if (context is { Epoch: 1, Batch: 4 }) { during = terminal.Text; }
                if (context is { Epoch: 2, Batch: 4 }) { context.RequestStop("the loss is small enough."); }
            });
        Snapshot.Verify($"during:\n{during}\n\nafter:\n{terminal.Text}\n");
    }

    [Fact]
    public void Batches_that_follow_within_a_tenth_of_a_second_are_not_each_drawn()
    {
        int Drawings(int advance)
        {
            var terminal = new Terminal(100);
            Runs.Train(Row(terminal), clock, epochs: 10, more: [new LambdaCallback(onBatchBegin: _ => clock.Advance(advance - 700))]);
            return terminal.Written.Split("epoch").Length - 1;
        }

        Assert.InRange(Drawings(200), 40, 60);
        Assert.InRange(Drawings(10), 1, 8);
    }

    [Fact]
    public void The_same_object_shows_one_training_after_the_other()
    {
        var terminal = new Terminal(60);
        LiveProgress progress = Row(terminal);
        Runs.Train(progress, clock);
        string first = terminal.Text;
        Runs.Train(progress, clock);
        Assert.Equal($"{first}\n{first}", terminal.Text);
        Assert.Equal(2, terminal.TimesHidden);
    }

    [Fact]
    public void Progress_shows_what_is_reported()
    {
        var terminal = new Terminal(100);
        LiveProgress progress = Row(terminal);
        progress.Report(Report(epoch: 1, batch: 1, batches: 1));
        string unknown = terminal.Text;
        clock.Advance(800);
        progress.Report(Report(epoch: 1, batch: 8, batches: 8) with { IsEpochEnd = true, Validation = new() { Count = 1, Loss = 0.4 } });
        clock.Advance(200);
        progress.Report(Report(epoch: 2, batch: 2, batches: 8));
        string known = terminal.Text;
        clock.Advance(600);
        progress.Report(Report(epoch: 2, batch: 8, batches: 8) with { IsEpochEnd = true, Validation = new() { Count = 1, Loss = 0.3 } });
        Assert.True(terminal.IsCursorVisible && terminal.IsAtPrompt);
        Snapshot.Verify($"unknown:\n{unknown}\n\nknown:\n{known}\n\nafter:\n{terminal.Text}\n");
    }

    private static FitProgress Report(int epoch, int batch, int batches) => new()
    {
        Epoch = epoch,
        Epochs = 2,
        Batch = batch,
        Batches = batches,
        Training = new() { Count = 1, Loss = 1.0 / batch, MeanAbsoluteError = 12345.678 },
        Elapsed = TimeSpan.Zero,
    };

    private static string Sequences(Terminal terminal) =>
        string.Concat(System.Text.RegularExpressions.Regex.Matches(terminal.Written, @"\e\[[^a-zA-Z]*[a-zA-Z]").Select(match => match.Value));

    private LiveProgress Row(Terminal terminal, bool unicode = true) =>
        new(new LiveTable(terminal.Console(unicode: unicode), isLive: true, clock), "", ownsTable: true);
}
