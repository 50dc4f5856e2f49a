using System.Globalization;

namespace NNGen;

/// <summary>One hyperparameter of a trial.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What was tried: a number, a text, a truth value, ...</param>
public readonly record struct HyperparameterValue(string Name, object Value)
{
    /// <summary>The value as it is printed, with a point in numbers.</summary>
    public string Text => Convert.ToString(Value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Such as <c>learning rate = 0.001</c>.</summary>
    /// <returns>Name and value.</returns>
    public override string ToString() => $"{Name} = {Text}";
}
