using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>Checks arguments; every message says what was given and what was expected.</summary>
internal static class Guard
{
    public static void AtLeast(int value, int minimum, string name)
    {
        if (value < minimum) { ThrowOutOfRange(name, value, $"at least {Text(minimum)}"); }
    }

    public static void InRange(int value, int minimum, int maximum, string name)
    {
        if (value < minimum || value > maximum) { ThrowOutOfRange(name, value, $"from {Text(minimum)} to {Text(maximum)}"); }
    }

    /// <summary>A number of threads, as <see cref="ParallelOptions.MaxDegreeOfParallelism"/> has it: -1 or at least 1.</summary>
    public static void MaxDegree(int value, string name)
    {
        if (value != -1 && value is < 1 or > Parallelism.MaxDegree)
        {
            ThrowOutOfRange(name, value, $"-1 (all processors, if that is faster) or from 1 to {Text(Parallelism.MaxDegree)}");
        }
    }

    /// <summary>A number of shards, which are added in pairs; or none.</summary>
    public static void Shards(int value, string name)
    {
        if (value != 0 && (!BitOperations.IsPow2(value) || value > 1024)) { ThrowOutOfRange(name, value, "0 (none) or a power of two from 1 to 1024"); }
    }

    public static void FiniteAndNotNegative(double value, string name)
    {
        if (!(double.IsFinite(value) && value >= 0)) { ThrowOutOfRange(name, value, "finite and not negative"); }
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    [DoesNotReturn]
    private static void ThrowOutOfRange(string name, IFormattable value, string expected) =>
        throw new ArgumentOutOfRangeException(name, value, $"{name} is {Text(value)}, but must be {expected}.");
}
