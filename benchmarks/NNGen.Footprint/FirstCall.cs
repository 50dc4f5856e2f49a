using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace NNGen;

/// <summary>
/// The cost of a process up to the end of its first call, for the process that started it. The rivals' programs have this file too.
/// </summary>
internal sealed class FirstCall
{
    private readonly long begin = Stopwatch.GetTimestamp();
    private readonly TimeSpan jit = JitInfo.GetCompilationTime();
    private readonly long methods = JitInfo.GetCompiledMethodCount();

    /// <summary>
    /// Prints milliseconds since the process was started, since this object was created, and in the JIT, the number of compiled methods, and
    /// the maximum resident memory in megabytes.
    /// </summary>
    /// <param name="started">When the process was started: a timestamp of <see cref="Stopwatch"/>, whose clock all processes share.</param>
    /// <param name="result">The result of the call, so that it cannot be optimized away.</param>
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
