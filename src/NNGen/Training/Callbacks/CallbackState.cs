using System.Globalization;
using static NNGen.FileText;

namespace NNGen;

/// <summary>The state of a callback, by names: numbers, exact to the bit, and copies of the network's parameters.</summary>
public sealed class CallbackState
{
    private readonly string owner;
    private readonly SortedDictionary<string, double> numbers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ParameterSnapshot> snapshots = new(StringComparer.Ordinal);

    internal CallbackState(string owner) => this.owner = owner;

    /// <summary>A number, such as a count of epochs.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="FormatException">Read, but no number of that name was saved.</exception>
    public double this[string name]
    {
        get => numbers.TryGetValue(name, out double value)
            ? value
            : throw new FormatException($"The checkpoint has no number {Quote(name)} of {owner} (it has {Names(numbers.Keys)}).");
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            numbers[name] = value;
        }
    }

    /// <summary>A copy of the parameters, or null if none was saved under that name.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The copy.</returns>
    public ParameterSnapshot? GetSnapshot(string name) => snapshots.GetValueOrDefault(name);

    /// <summary>Saves a copy of the parameters.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="snapshot">The copy.</param>
    public void SetSnapshot(string name, ParameterSnapshot snapshot)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshots[name] = snapshot;
    }

    /// <summary>A number that counts something.</summary>
    /// <exception cref="FormatException">It was not saved, or is not a whole number from 0 to 2,147,483,647.</exception>
    internal int GetCount(string name)
    {
        double value = this[name];
        return value >= 0 && value <= int.MaxValue && value == Math.Floor(value)
            ? (int)value
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"The checkpoint's number {Quote(name)} of {owner} is {value}; expected a whole number from 0 to {int.MaxValue}."));
    }

    internal IReadOnlyDictionary<string, double> Numbers => numbers;

    internal IReadOnlyDictionary<string, ParameterSnapshot> Snapshots => snapshots;

    internal bool IsEmpty => numbers.Count + snapshots.Count == 0;
}
