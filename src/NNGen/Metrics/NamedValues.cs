using System.Collections;

namespace NNGen;

/// <summary>Values by name in their order; equal if names and values are equal.</summary>
internal sealed class NamedValues(string[] names, double[] values) : IReadOnlyList<KeyValuePair<string, double>>, IEquatable<NamedValues>
{
    public int Count => names.Length;

    public KeyValuePair<string, double> this[int index] => new(names[index], values[index]);

    /// <summary>These values, then others.</summary>
    public NamedValues With(NamedValues others) => new([.. names, .. others.Names], [.. values, .. others.Values]);

    public double? Find(string name)
    {
        int index = Array.IndexOf(names, name);
        return index < 0 ? null : values[index];
    }

    public bool Equals(NamedValues? other) =>
        other is not null && names.AsSpan().SequenceEqual(other.Names) && values.AsSpan().SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as NamedValues);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (string name in names) { hash.Add(name); }
        foreach (double value in values) { hash.Add(value); }
        return hash.ToHashCode();
    }

    public IEnumerator<KeyValuePair<string, double>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) { yield return this[i]; }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ReadOnlySpan<string> Names => names;

    private ReadOnlySpan<double> Values => values;
}
