using System;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <summary>Widths that are relative to what arrives: multiples and quotients of <c>NNGen.Width.Input</c>.</summary>
internal static class RelativeWidths
{
    /// <summary>The attribute with absolute widths.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="index">Its index.</param>
    /// <param name="arriving">The value that arrives at it.</param>
    /// <param name="problems">Receives widths that are not whole.</param>
    /// <returns>Null if a width is not a whole number.</returns>
    public static AttributeDeclaration? Resolve(AttributeDeclaration attribute, int index, Arriving arriving, IProblems problems)
    {
        if (!attribute.Arguments.Any(argument => RelativeWidth.Is(argument.Name, argument.Integer))) { return attribute; }
        long width = arriving.Shape.Dimensions[arriving.Shape.Dimensions.Count - 1];
        foreach (ArgumentDeclaration argument in attribute.Arguments.Where(argument => RelativeWidth.Is(argument.Name, argument.Integer)))
        {
            if (argument.Integer * width % RelativeWidth.Input == 0) { continue; }
            problems.Report(
                Rules.ArgumentOutOfRange, index, argument.Name, attribute.Kind, argument.Name, Text(argument.Integer), $"a whole number for the {width} values that arrive from {arriving.Source}");
            return null;
        }

        return attribute with
        {
            Arguments = attribute.Arguments
                .Select(argument => RelativeWidth.Is(argument.Name, argument.Integer) ? argument with { Integer = argument.Integer * width / RelativeWidth.Input } : argument)
                .ToEquatableArray(),
        };
    }

    /// <summary>A relative width as written: <c>Width.Input / 3</c>.</summary>
    private static string Text(long value)
    {
        (long times, long of) = (value, RelativeWidth.Input);
        for (long a = -times, b = -of; ;)
        {
            if (b == 0)
            {
                (times, of) = (times / -a, of / -a);
                break;
            }

            (a, b) = (b, a % b);
        }

        return (times == 1 ? "" : $"{times} * ") + "Width.Input" + (of == 1 ? "" : $" / {of}");
    }
}
