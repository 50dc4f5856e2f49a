using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NNGen.Generator;

/// <summary>Numbers as text, the same on every machine that builds: what is generated and reported must not depend on the culture.</summary>
/// <remarks>Interpolated strings are invariant by themselves: see <c>InvariantInterpolation.cs</c>.</remarks>
internal static class InvariantText
{
    /// <summary>The text of any value.</summary>
    /// <param name="value">The value; <see langword="null"/> is no text.</param>
    /// <param name="format">A format for numbers. Without one, floating-point numbers are written so that they can be read back.</param>
    public static string Of(object? value, string? format = null) => value switch
    {
        // The default of .NET Framework, on which Visual Studio compiles, leaves digits out.
        double or float => ((IFormattable)value).ToString(format ?? "R", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(format, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    /// <summary>Values with commas in between.</summary>
    public static string List<T>(IEnumerable<T> values, string separator = ", ") => string.Join(separator, values.Select(value => Of(value)));

    /// <summary>The values of a message, which Roslyn would write in the language of the user's editor.</summary>
    public static object[] Details(object[] values) => Array.ConvertAll<object, object>(values, value => Of(value));
}
