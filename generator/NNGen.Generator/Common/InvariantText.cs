using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NNGen.Generator;

/// <summary>Numbers as text, the same on every build machine: generated code and messages must not depend on the culture.</summary>
/// <remarks>Interpolated strings are invariant, too: see <c>InvariantInterpolation.cs</c>.</remarks>
internal static class InvariantText
{
    /// <summary>The text of any value.</summary>
    /// <param name="value">The value; <see langword="null"/> gives empty text.</param>
    /// <param name="format">A format for numbers. Without one, floating-point numbers are written with all digits, so that they round-trip.</param>
    public static string Of(object? value, string? format = null) => value switch
    {
        // The default format of .NET Framework, on which Visual Studio compiles, drops digits.
        double or float => ((IFormattable)value).ToString(format ?? "R", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(format, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    /// <summary>Values separated by commas.</summary>
    public static string List<T>(IEnumerable<T> values, string separator = ", ") => string.Join(separator, values.Select(value => Of(value)));

    /// <summary>The values of a message, which Roslyn would otherwise format in the culture of the user's editor.</summary>
    public static object[] Details(object[] values) => Array.ConvertAll<object, object>(values, value => Of(value));
}
