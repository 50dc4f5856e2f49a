using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>
/// The source of a trial's hyperparameters (KerasTuner's <c>HyperParameters</c>): each method names one and defines its possible values. A
/// parameter may depend on another: take a momentum only if the optimizer is SGD.
/// </summary>
/// <remarks>
/// Numbers from a range are rounded to four significant digits, so that a table shows exactly what was tried. The same name
/// returns the same value.
/// </remarks>
public abstract class Hyperparameters
{
    private readonly List<HyperparameterValue> values = [];

    private protected Hyperparameters()
    {
    }

    /// <summary>The values so far, in the order of the calls.</summary>
    internal IReadOnlyList<HyperparameterValue> Values => values;

    /// <summary>A number from a range in which every power of ten is equally likely: learning rates, decays.</summary>
    /// <param name="name">The name in tables.</param>
    /// <param name="minimum">The smallest, above 0.</param>
    /// <param name="maximum">The largest.</param>
    /// <param name="gridPoints">How many values a <see cref="GridSearch{TNetwork, T}"/> tries, including both ends; at least 2.</param>
    /// <returns>The value to try.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The range is empty, not finite or not above 0, or there are fewer than 2 grid points.
    /// </exception>
    public double LogUniform(string name, double minimum, double maximum, int gridPoints = 5)
    {
        CheckRange(name, minimum, maximum, gridPoints);
        if (minimum <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(minimum), minimum, string.Create(CultureInfo.InvariantCulture,
                $"'{name}': a logarithmic range must be above 0, but begins at {minimum}."));
        }

        double low = VectorMath.Log(minimum), span = VectorMath.Log(maximum) - low;
        return Take(name, () => Rounded(VectorMath.Exp(low + span * Position(gridPoints)), minimum, maximum));
    }

    /// <summary>A number from a range in which all numbers are equally likely: momentum, rates.</summary>
    /// <param name="name">The name in tables.</param>
    /// <param name="minimum">The smallest.</param>
    /// <param name="maximum">The largest.</param>
    /// <param name="gridPoints">How many values a <see cref="GridSearch{TNetwork, T}"/> tries, including both ends; at least 2.</param>
    /// <returns>The value to try.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite, or there are fewer than 2 grid points.</exception>
    public double Uniform(string name, double minimum, double maximum, int gridPoints = 5)
    {
        CheckRange(name, minimum, maximum, gridPoints);
        return Take(name, () => Rounded(minimum + (maximum - minimum) * Position(gridPoints), minimum, maximum));
    }

    /// <summary>A whole number from a range: epochs, seeds.</summary>
    /// <param name="name">The name in tables.</param>
    /// <param name="minimum">The smallest.</param>
    /// <param name="maximum">The largest possible value.</param>
    /// <param name="step">The distance between two values; at least 1.</param>
    /// <returns>The value to try.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, or the step is below 1.</exception>
    public int Integer(string name, int minimum, int maximum, int step = 1)
    {
        Guard.AtLeast(step, 1, nameof(step));
        Guard.AtLeast(maximum, minimum, nameof(maximum));
        long count = ((long)maximum - minimum) / step + 1;
        if (count > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum, $"'{name}' has more than {FileText.Number(int.MaxValue)} values.");
        }

        return Take(name, () => minimum + step * Index((int)count));
    }

    /// <summary>One of several values of any kind: batch sizes, optimizers by name, yes or no.</summary>
    /// <typeparam name="TValue">Their type; tables show the values as text.</typeparam>
    /// <param name="name">The name in tables.</param>
    /// <param name="choices">The values; at least one.</param>
    /// <returns>The value to try.</returns>
    /// <exception cref="ArgumentException">There is no choice.</exception>
    public TValue Choice<TValue>(string name, params ReadOnlySpan<TValue> choices)
        where TValue : notnull
    {
        if (choices.IsEmpty) { throw new ArgumentException($"'{name}' has no choices.", nameof(choices)); }
        if (TryFind<TValue>(name, out var known)) { return known; }
        TValue value = choices[Index(choices.Length)];
        values.Add(new HyperparameterValue(name, value));
        return value;
    }

    /// <summary>A position in a range, from 0 to 1.</summary>
    /// <param name="gridPoints">The number of grid points of the range.</param>
    private protected abstract double Position(int gridPoints);

    /// <summary>One of some values, from 0.</summary>
    private protected abstract int Index(int count);

    private static double Rounded(double value, double minimum, double maximum) =>
        Math.Clamp(double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), minimum, maximum);

    private static void CheckRange(string name, double minimum, double maximum, int gridPoints)
    {
        Guard.AtLeast(gridPoints, 2, nameof(gridPoints));
        if (!(double.IsFinite(minimum) && double.IsFinite(maximum) && minimum < maximum))
        {
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum, string.Create(CultureInfo.InvariantCulture,
                $"'{name}': the range must be finite and its end above its beginning, but it is from {minimum} to {maximum}."));
        }
    }

    private TValue Take<TValue>(string name, Func<TValue> draw)
        where TValue : struct, INumber<TValue>
    {
        if (TryFind(name, out TValue known)) { return known; }
        TValue value = draw();
        values.Add(new HyperparameterValue(name, value));
        return value;
    }

    private bool TryFind<TValue>(string name, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        foreach (HyperparameterValue known in values)
        {
            if (known.Name != name) { continue; }
            value = known.Value is TValue same
                ? same
                : throw new ArgumentException($"'{name}' was a {known.Value.GetType().Name} before and is a {typeof(TValue).Name} now (give them two names).", nameof(name));
            return true;
        }

        value = default;
        return false;
    }
}

/// <summary>Drawn at random; the same stream gives the same values.</summary>
internal sealed class RandomHyperparameters(RandomStream random) : Hyperparameters
{
    private protected override double Position(int gridPoints) => random.NextUniform();

    private protected override int Index(int count) => random.NextInt32(count);
}

/// <summary>
/// A path through the grid: the first choices are given, all later ones take their first value. Since later parameters may depend on
/// earlier ones, the number of values may differ between paths, which are enumerated like the digits of an odometer.
/// </summary>
internal sealed class GridHyperparameters(IReadOnlyList<int> path) : Hyperparameters
{
    private readonly List<(int Index, int Count)> taken = [];

    /// <summary>The next path, or null after the last.</summary>
    public IReadOnlyList<int>? Next()
    {
        for (int i = taken.Count - 1; i >= 0; i--)
        {
            if (taken[i].Index + 1 < taken[i].Count) { return [.. taken.Take(i).Select(choice => choice.Index), taken[i].Index + 1]; }
        }

        return null;
    }

    private protected override double Position(int gridPoints) => (double)Index(gridPoints) / (gridPoints - 1);

    private protected override int Index(int count)
    {
        int index = taken.Count < path.Count ? path[taken.Count] : 0;
        if (index >= count)
        {
            throw new InvalidOperationException(
                "The hyperparameters changed between two trials (they may depend on one another, but on nothing else).");
        }

        taken.Add((index, count));
        return index;
    }
}
