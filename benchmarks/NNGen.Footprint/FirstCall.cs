using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace NNGen;

/// <summary>What a process has taken by the end of its first call, for the process that started it. The rivals' programs have this file too.</summary>
internal sealed class FirstCall
{
    private readonly long begin = Stopwatch.GetTimestamp();
    private readonly TimeSpan jit = JitInfo.GetCompilationTime();
    private readonly long methods = JitInfo.GetCompiledMethodCount();

    /// <summary>
    /// Prints milliseconds since the process was started, since this object was made, and of those in the JIT, the number of methods it
    /// compiled, and the most memory that was resident, in megabytes.
    /// </summary>
    /// <param name="started">When the process was started: a timestamp of <see cref="Stopwatch"/>, whose clock all processes share.</param>
    /// <param name="result">Of the call, so that it cannot be left out.</param>
    /// <returns>The program's exit code.</returns>
    public int Tell(string started, float result)
    {
        long end = Stopwatch.GetTimestamp();
        double compiling = (JitInfo.GetCompilationTime() - jit).TotalMilliseconds;
        long compiled = JitInfo.GetCompiledMethodCount() - methods;
        double whole = Stopwatch.GetElapsedTime(long.Parse(started, CultureInfo.InvariantCulture), end).TotalMilliseconds;
        double own = Stopwatch.GetElapsedTime(begin, end).TotalMilliseconds;
        using var process = Process.GetCurrentProcess();
        double memory = process.PeakWorkingSet64 / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{whole} {own} {compiling} {compiled} {memory}"));
        return float.IsNaN(result) ? 1 : 0;
    }
}
