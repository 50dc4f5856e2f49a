using System.Diagnostics;

namespace NNGen.Tests;

/// <summary>Processes that mpirun starts.</summary>
[Trait("Category", "Slow")]
public class MpiRunTests
{
    public static TheoryData<string> Launchers => MpiRun.Launchers;

    [MpiTheory]
    [MemberData(nameof(Launchers))]
    public void Processes_of_any_number_end_with_the_bits_and_metrics_of_one(string launcher)
    {
        string alone = Results(OneProcess())[0];

        foreach (int ranks in (int[])[1, 2, 4])
        {
            MpiRun run = MpiRun.On(launcher, ranks, "train", "--shards", "8");
            Assert.True(run.ExitCode == 0, run.Errors);
            Assert.Equal(ranks, run.Lines.Length);
            Assert.All(Results(run.Lines), result => Assert.Equal(alone, result));
        }
    }

    [MpiTheory]
    [MemberData(nameof(Launchers))]
    public void Plain_sums_give_all_ranks_the_same_parameters(string launcher)
    {
        MpiRun run = MpiRun.On(launcher, 3, "train");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(3, run.Lines.Length);
        Assert.Single(Results(run.Lines).Distinct());
    }

    [MpiTheory]
    [MemberData(nameof(Launchers))]
    public void Sums_that_overlap_have_the_bits_of_others_on_two_ranks(string launcher)
    {
        MpiRun after = MpiRun.On(launcher, 2, "images"), overlapping = MpiRun.On(launcher, 2, "images", "--overlap"), three = MpiRun.On(launcher, 3, "images", "--overlap");

        Assert.True(after.ExitCode + overlapping.ExitCode + three.ExitCode == 0, after.Errors + overlapping.Errors + three.Errors);
        Assert.Equal(2, after.Lines.Length);
        Assert.Equal(after.Lines, overlapping.Lines);
        Assert.Equal(3, three.Lines.Length);
        Assert.Single(Results(three.Lines).Distinct());
    }

    [MpiTheory]
    [MemberData(nameof(Launchers))]
    public void A_killed_rank_ends_all_whose_sums_overlap(string launcher)
    {
        MpiRun run = MpiRun.On(launcher, 3, "images", "--overlap", "--kill");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Empty(run.Lines);
    }

    [MpiTheory]
    [MemberData(nameof(Launchers))]
    public void Searches_on_processes_of_any_number_find_what_one_does(string launcher)
    {
        string alone = Results(OneProcess("search"))[0];
        MpiRun run = MpiRun.On(launcher, 3, "search");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(3, run.Lines.Length);
        Assert.All(Results(run.Lines), result => Assert.Equal(alone, result));
        Assert.EndsWith("pruned 4", alone, StringComparison.Ordinal);
    }

    [MpiTheory]
    [MemberData(nameof(Launchers))]
    public void A_killed_rank_ends_all_and_another_number_of_ranks_resumes_with_the_same_bits(string launcher)
    {
        using var folder = new Folder();
        string uninterrupted = Results(OneProcess())[0];

        MpiRun killed = MpiRun.On(launcher, 4, "train", "--shards", "8", "--folder", folder.Path, "--kill", "2");
        ExpectKilled(killed, folder);

        MpiRun resumed = MpiRun.On(launcher, 2, "train", "--shards", "8", "--folder", folder.Path);
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Contains("resumed after epoch", resumed.Output);
        Assert.All(Results(resumed.Lines), result => Assert.Equal(uninterrupted, result));
    }

    [MpiTheory(NeedsHosts = true)]
    [MemberData(nameof(Launchers))]
    public void Hosts_of_a_network_have_the_bits_of_one_process_and_resume_when_one_is_lost(string launcher)
    {
        using var folder = new Folder();
        string alone = Results(OneProcess())[0];

        MpiRun four = MpiRun.OnHosts(launcher, 4, "train", "--shards", "8");
        Assert.True(four.ExitCode == 0, four.Errors);
        Assert.Equal(4, four.Lines.Length);
        Assert.All(Results(four.Lines), result => Assert.Equal(alone, result));

        ExpectKilled(MpiRun.OnHosts(launcher, 4, "train", "--shards", "8", "--folder", folder.Path, "--kill", "3"), folder);
        MpiRun two = MpiRun.OnHosts(launcher, 2, "train", "--shards", "8", "--folder", folder.Path);
        Assert.True(two.ExitCode == 0, two.Errors);
        Assert.All(Results(two.Lines), result => Assert.Equal(alone, result));
    }

    [MpiTheory]
    [MemberData(nameof(Launchers))]
    public void An_exception_outside_of_training_ends_all_ranks_with_its_message(string launcher)
    {
        MpiRun run = MpiRun.On(launcher, 2, "throw");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Rank 1 of 2 on ", run.Errors);
        Assert.Contains("InvalidOperationException: This rank has had enough.", run.Errors);
    }

    [MpiTheory]
    [MemberData(nameof(Launchers))]
    public void An_exception_in_training_ends_all_ranks_by_themselves(string launcher)
    {
        using var folder = new Folder();
        MpiRun run = MpiRun.On(launcher, 2, "fail", "--folder", folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.NotNull(Checkpoints.LastIn(folder.Path));
        Assert.Contains("IOException: The disk is gone.", run.Errors);
        Assert.Contains("Rank 0 of 2 on ", run.Errors);
        Assert.Contains("Rank 1 failed: IOException: The disk is gone.", run.Errors);
    }

    [MpiTheory]
    [MemberData(nameof(Launchers))]
    public void A_signal_cancels_training_on_all_ranks_with_a_checkpoint(string launcher)
    {
        using var folder = new Folder();
        MpiRun run = MpiRun.Start(launcher, 2, [], Signal, "train", "--shards", "8", "--folder", folder.Path, "--epochs", "100000", "--announce");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Training was canceled; finished epochs: ", run.Errors);
        Assert.NotNull(Checkpoints.LastIn(folder.Path));

        // To one rank alone: the others learn of it in the next step.
        static void Signal(Process process, string line)
        {
            if (line.StartsWith("epoch 3 of process ", StringComparison.Ordinal)) { Process.Start("kill", ["-TERM", line["epoch 3 of process ".Length..]]).WaitForExit(); }
        }
    }

    [MpiTheory(NeedsBoth = true)]
    [InlineData("mpirun.openmpi", "-x NNGEN_MPI_LIBRARY=libmpich.so.12")]
    [InlineData("mpirun.mpich", "-env NNGEN_MPI_LIBRARY libmpi.so.40")]
    public void The_library_of_another_launcher_is_rejected(string launcher, string options)
    {
        MpiRun run = MpiRun.Start(launcher, 2, options.Split(' '), (_, _) => { }, "train");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Empty(run.Lines);
        Assert.Contains("launcher and library do not belong together", run.Errors);
    }

    [MpiTheory]
    [MemberData(nameof(Launchers))]
    public void Steps_over_MPI_allocate_nothing(string launcher)
    {
        MpiRun run = MpiRun.On(launcher, 2, "allocations");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(["rank 0: 0 bytes with shards, 0 without, 0 if sums overlap", "rank 1: 0 bytes with shards, 0 without, 0 if sums overlap"], run.Lines);
    }

    private static void ExpectKilled(MpiRun run, Folder folder)
    {
        Assert.NotEqual(0, run.ExitCode);
        Assert.Empty(run.Lines);
        Assert.Contains("kills itself\n", run.Output, StringComparison.Ordinal);

        // Both launchers name the signal. Seconds, not the minutes after which a lost connection is noticed; the limit is for a busy machine.
        Assert.Matches("(?i)signal:? 9|exit code: 9", run.Errors + run.Output);
        Assert.InRange(run.AfterLoss, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.NotNull(Checkpoints.LastIn(folder.Path));
    }

    private static string[] OneProcess(string command = "train")
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [MpiRun.Program, command, "--shards", "8", "--alone"]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return [output.Trim()];
    }

    /// <summary>The lines without the numbers of the ranks.</summary>
    private static string[] Results(string[] lines) => [.. lines.Select(line => line[(line.IndexOf(':') + 2)..])];
}
