using System.Diagnostics;
using System.Reflection;

namespace NNGen.Tests;

/// <summary>Starts the program of the tests with mpirun.</summary>
internal sealed class MpiRun
{
    /// <summary>More than any of these runs takes; a run that has not ended by then hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private MpiRun(int exitCode, string output, string errors, TimeSpan afterLoss) =>
        (ExitCode, Output, Errors, AfterLoss) = (exitCode, output, errors, afterLoss);

    public int ExitCode { get; }

    public string Output { get; }

    public string Errors { get; }

    /// <summary>How long the run went on after a process has killed itself.</summary>
    public TimeSpan AfterLoss { get; }

    public static string Program { get; } = typeof(MpiRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "MpiProgram").Value!;

    private static string HostsScript => Path.Combine(AppContext.BaseDirectory, "hosts.sh");

    /// <summary>Whether tests fail instead of being skipped if something is not installed, as in CI.</summary>
    public static bool IsRequired { get; } = Environment.GetEnvironmentVariable("NNGEN_REQUIRE_MPI") is not null;

    /// <summary>The launchers of this machine.</summary>
    public static string[] Installed { get; } = [.. Known.Where(IsInstalled)];

    /// <summary>The launchers to test; if they are required, all of them.</summary>
    public static TheoryData<string> Launchers => new(IsRequired || Installed.Length == 0 ? Known : Installed);

    /// <summary>Whether network namespaces can be made.</summary>
    public static bool CanMakeHosts { get; } = IsInstalled("ip") && IsInstalled("unshare") && MakesHosts();

    private static string[] Known => ["mpirun.openmpi", "mpirun.mpich"];

    /// <summary>The lines that ranks have written, in the order of their numbers.</summary>
    public string[] Lines => [.. Output.Split('\n').Where(line => line.StartsWith("rank ", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Runs the program on some ranks of this machine.</summary>
    public static MpiRun On(string launcher, int ranks, params string[] arguments) => Start(launcher, ranks, [], (_, _) => { }, arguments);

    /// <summary>Runs the program, with a look at each line of its output as it is written.</summary>
    public static MpiRun Start(string launcher, int ranks, string[] options, Action<Process, string> onLine, params string[] arguments)
    {
        string[] own = IsOpenMpi(launcher) ? ["--allow-run-as-root", "--oversubscribe"] : [];
        return Start([launcher, .. own, .. options, "-n", $"{ranks}", "dotnet", Program, .. arguments], onLine);
    }

    /// <summary>Runs the program on as many hosts, each a network namespace with a rank; links are made by the test.</summary>
    public static MpiRun OnHosts(string launcher, int hosts, params string[] arguments)
    {
        string[] names = [.. Enumerable.Range(1, hosts).Select(host => $"10.77.0.{host}")];
        string[] own = IsOpenMpi(launcher) ? ["--allow-run-as-root", "--bind-to", "none", "--host", string.Join(',', names.Select(name => name + ":1"))] : ["-hosts", string.Join(',', names)];
        return Start(["bash", HostsScript, $"{hosts}", "-", launcher, .. own, "-n", $"{hosts}", "dotnet", Program, .. arguments], (_, _) => { });
    }

    private static bool MakesHosts()
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [HostsScript, "1", "-", "true"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static bool IsOpenMpi(string launcher) => launcher.EndsWith("openmpi", StringComparison.Ordinal);

    private static MpiRun Start(string[] command, Action<Process, string> onLine)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // Ranks of Open MPI have a terminal, in which .NET would write control codes.
        start.Environment["TERM"] = "dumb";
        long lost = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = new System.Text.StringBuilder();
        Task reading = Task.Run(() =>
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                if (line.EndsWith("kills itself", StringComparison.Ordinal)) { lost = Stopwatch.GetTimestamp(); }
                output.Append(line).Append('\n');
                onLine(process, line);
            }
        });
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(' ', command)} has not ended after {Patience.TotalSeconds} s. Output: {output}");
        }

        long ended = Stopwatch.GetTimestamp();
        reading.Wait();
        return new MpiRun(process.ExitCode, output.ToString(), errors.Result, Stopwatch.GetElapsedTime(lost, ended));
    }

    private static bool IsInstalled(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));
}
