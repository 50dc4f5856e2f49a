using NNGen.Generator.Tests;

namespace NNGen.Tests;

/// <summary>Several trainings in one terminal.</summary>
public sealed class LiveTableTests
{
    private readonly ManualClock clock = new();

    [Theory]
    [InlineData(110)]
    [InlineData(60)]
    [InlineData(40)]
    public void Every_run_has_a_row(int width)
    {
        var terminal = new Terminal(width);
        string during = "";
        using (var table = new LiveTable(terminal.Console(), isLive: true, clock))
        {
            LiveProgress slow = table.AddRun("rate 0.001, 8 hidden units");
            LiveProgress fast = table.AddRun("rate 0.02");
            table.AddRun("学習率 0.5");

            // One within the other: both run at a time that the test controls.
            Runs.Train(slow, clock, onBatchEnd: context =>
            {
                if (context is not { Epoch: 2, Batch: 1 }) { return; }
                Runs.Train(fast, clock, onBatchEnd: inner =>
                {
                    if (inner is { Epoch: 2, Batch: 2 }) { during = terminal.Text; }
                });
            });
            Assert.False(terminal.IsCursorVisible);
        }

        Assert.Equal(1, terminal.TimesHidden);
        Assert.True(terminal.IsCursorVisible && terminal.IsAtPrompt);
        Snapshot.Verify($"during:\n{during}\n\nafter:\n{terminal.Text}\n", $"{width}");
    }

    [Fact]
    public void Runs_beyond_the_lines_show_those_that_run_and_in_the_end_all()
    {
        var terminal = new Terminal(60, height: 10);
        string during = "";
        using (var table = new LiveTable(terminal.Console(), isLive: true, clock))
        {
            LiveProgress[] runs = [.. Enumerable.Range(1, 12).Select(i => table.AddRun($"run {i}"))];
            for (int i = 0; i < 9; i++)
            {
                int run = i;
                Runs.Train(runs[i], clock, epochs: 1, onBatchEnd: context =>
                {
                    if (run == 8 && context.Batch == 2) { during = terminal.Text; }
                });
            }
        }

        Assert.True(during.Split('\n').Length <= 8);
        Snapshot.Verify($"during:\n{during}\n\nafter:\n{terminal.Text}\n");
    }

    [Fact]
    public void Threads_share_a_table()
    {
        var terminal = new Terminal(100);
        using (var table = new LiveTable(terminal.Console(), isLive: true, clock))
        {
            LiveProgress[] runs = [.. Enumerable.Range(1, 8).Select(i => table.AddRun($"run {i}"))];
            Parallel.ForEach(runs, new ParallelOptions { MaxDegreeOfParallelism = 4 }, run => Runs.Train(run, clock, epochs: 20));
        }

        string[] lines = terminal.Text.Split('\n');
        Assert.Equal(9, lines.Length);
        Assert.All(lines[1..], (line, i) => Assert.Matches($@"^run {i + 1}  20/20  ━+ 4/4 .* done$", line));
        Assert.Single(lines[1..].Select(line => line.Split("━ ")[1].Split("0.02")[0]).Distinct());
        Assert.True(terminal.IsCursorVisible && terminal.IsAtPrompt);
    }

    [Fact]
    public void A_table_that_is_closed_during_a_run_reports_it_and_stops_drawing()
    {
        var terminal = new Terminal(60);
        var table = new LiveTable(terminal.Console(), isLive: true, clock);
        string after = "";
        Runs.Train(table.AddRun("alone"), clock, onBatchEnd: context =>
        {
            if (context is { Epoch: 2, Batch: 2 })
            {
                table.Dispose();
                after = terminal.Written;
            }
        });
        Assert.Equal(after, terminal.Written);
        Assert.True(terminal.IsCursorVisible && terminal.IsAtPrompt);
        Assert.EndsWith("unfinished", terminal.Text);
        Assert.Throws<ObjectDisposedException>(() => table.AddRun("another"));
    }

    [Fact]
    public void A_second_table_at_the_same_time_is_an_error_with_a_fix()
    {
        var terminal = new Terminal(60);
        Spectre.Console.IAnsiConsole console = terminal.Console();
        CallbackException problem = Assert.Throws<CallbackException>(() => Runs.Train(new LiveProgress(console), clock, onBatchEnd: _ =>
            Runs.Train(new LiveProgress(console), clock)));
        Assert.Contains(
            "Something else is being redrawn on this console (trainings at the same time share one table: new LiveTable(), then AddRun for each).",
            problem.Message);
        Assert.True(terminal.IsCursorVisible && terminal.IsAtPrompt);
    }

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(false, true, true, false)]
    [InlineData(true, false, true, false)]
    [InlineData(true, true, false, false)]
    public void A_table_is_live_in_interactive_terminals_with_sequences(bool isTerminal, bool interactive, bool ansi, bool isLive)
    {
        var terminal = new Terminal(60, isTerminal: isTerminal);
        using var table = new LiveTable(terminal.Console(interactive: interactive, ansi: ansi));
        Assert.Equal(isLive, table.IsLive);
    }
}
