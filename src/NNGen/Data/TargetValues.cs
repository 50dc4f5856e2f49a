using System.Numerics;

namespace NNGen;

/// <summary>
/// The targets of one output for <c>CreateDataset</c>: values, or class numbers for an output with a cross-entropy. Arrays and spans of either convert to it.
/// </summary>
/// <typeparam name="T">The element type of the network.</typeparam>
public readonly ref struct TargetValues<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Target values.</summary>
    /// <param name="values">Row-major values, <c>[samples, size]</c>.</param>
    public TargetValues(ReadOnlySpan<T> values) => Values = values;

    /// <summary>Class numbers.</summary>
    /// <param name="classes">A class per sample, or per position of each sample, from 0.</param>
    public TargetValues(ReadOnlySpan<int> classes)
    {
        Classes = classes;
        HasClasses = true;
    }

    /// <summary>The values; empty if there are class numbers.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>The class numbers; empty if there are values.</summary>
    public ReadOnlySpan<int> Classes { get; }

    /// <summary>Whether there are class numbers.</summary>
    public bool HasClasses { get; }

    /// <summary>Target values.</summary>
    /// <param name="values">Row-major values, <c>[samples, size]</c>.</param>
    public static implicit operator TargetValues<T>(T[] values) => new(values.AsSpan());

    /// <summary>Target values.</summary>
    /// <param name="values">Row-major values, <c>[samples, size]</c>.</param>
    public static implicit operator TargetValues<T>(ReadOnlySpan<T> values) => new(values);

    /// <summary>Target values.</summary>
    /// <param name="values">Row-major values, <c>[samples, size]</c>.</param>
    public static implicit operator TargetValues<T>(Span<T> values) => new(values);

    /// <summary>Class numbers.</summary>
    /// <param name="classes">A class per sample, from 0.</param>
    public static implicit operator TargetValues<T>(int[] classes) => new(classes.AsSpan());

    /// <summary>Class numbers.</summary>
    /// <param name="classes">A class per sample, from 0.</param>
    public static implicit operator TargetValues<T>(ReadOnlySpan<int> classes) => new(classes);

    /// <summary>Class numbers.</summary>
    /// <param name="classes">A class per sample, from 0.</param>
    public static implicit operator TargetValues<T>(Span<int> classes) => new(classes);
}
