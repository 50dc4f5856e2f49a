namespace NNGen;

/// <summary>Runs a program whose processes, started by <c>mpirun</c>, train together.</summary>
/// <example>
/// <code>
/// return Mpi.Run(group =>
/// {
///     var net = new DigitClassifier(seed: 1);
///     net.Fit(train, new FitOptions { Epochs = 50, BatchSize = 256, Group = group, Shards = 8 }, test, group.Cancellation);
///     if (group.Rank == 0) { net.Save("digits.safetensors"); }
/// });
/// </code>
/// <c>mpirun -n 4 dotnet Digits.dll</c>
/// </example>
public static class Mpi
{
    /// <summary>How long a rank that failed waits for the others, which usually fail for the same reason: their messages and files are then complete.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static int started;

    /// <summary>Whether a launcher (<c>mpirun</c>, <c>mpiexec</c>, <c>srun</c>) has started this process.</summary>
    public static bool IsLaunched => MpiLauncher.Of(Environment.GetEnvironmentVariable).Name is not null;

    /// <summary>Runs a program on every rank; call it once in a process.</summary>
    /// <remarks>
    /// An exception is written to the standard error with the number of the rank. If the other ranks do not end within seconds, they are ended:
    /// a program never waits for a rank that has failed.
    /// </remarks>
    /// <param name="program">The program; all ranks run it, and <see cref="MpiGroup.Rank"/> tells them apart.</param>
    /// <returns>
    /// An exit code: 0, or 1 after an exception, or 128 and the number of the signal after <see cref="MpiGroup.Cancellation"/>.
    /// </returns>
    /// <exception cref="MpiException">
    /// The process was not started by <c>mpirun</c>, the library of MPI is missing, or is not that of the launcher.
    /// </exception>
    /// <exception cref="InvalidOperationException">It has been called before.</exception>
    public static int Run(Action<MpiGroup> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        MpiGroup group = Start();
        try
        {
            program(group);
        }
        catch (Exception problem)
        {
            return EndAfter(problem, group);
        }

        group.Leave();
        return 0;
    }

    /// <summary>Runs an asynchronous program, such as one that trains from a stream, on every rank.</summary>
    /// <inheritdoc cref="Run(Action{MpiGroup})"/>
    public static async Task<int> RunAsync(Func<MpiGroup, Task> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        MpiGroup group = Start();
        try
        {
            await program(group).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            return EndAfter(problem, group);
        }

        group.Leave();
        return 0;
    }

    private static MpiGroup Start()
    {
        MpiLauncher launcher = MpiLauncher.Of(Environment.GetEnvironmentVariable);
        if (launcher.Name is null)
        {
            throw new MpiException("This process was not started by mpirun, so it has no other ranks (start it with: mpirun -n 4 dotnet Program.dll).");
        }

        if (Interlocked.Exchange(ref started, 1) != 0)
        {
            throw new InvalidOperationException("Mpi.Run was called before, but a process can join MPI only once (call it once, around the whole program).");
        }

        return MpiGroup.Join(launcher, MpiLibrary.Load(launcher, Environment.GetEnvironmentVariable));
    }

    /// <summary>Reports what ended the program here, and ends the other ranks unless they end by themselves.</summary>
    private static int EndAfter(Exception problem, MpiGroup group)
    {
        bool isCanceled = problem is OperationCanceledException && group.Signal != 0;
        int exitCode = isCanceled ? 128 + group.Signal : 1;
        string text = isCanceled || problem is RankFailedException ? problem.Message : problem.ToString();
        Console.Error.WriteLine(FormattableString.Invariant($"Rank {group.Rank} of {group.Size} on {Environment.MachineName}: {text}"));
        Console.Error.Flush();
        if (group.WaitForAll(Grace)) { group.Leave(); }
        else { group.Abort(exitCode); }
        return exitCode;
    }
}
