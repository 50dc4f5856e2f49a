using System.Globalization;

namespace NNGen;

/// <summary>One hyperparameter of a trial.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The value: a number, a text, a Boolean, ...</param>
public readonly record struct HyperparameterValue(string Name, object Value)
{
    /// <summary>The value as text, with a decimal point in numbers.</summary>
    public string Text => Convert.ToString(Value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Returns a text such as <c>learning rate = 0.001</c>.</summary>
    /// <returns>Name and value.</returns>
    public override string ToString() => $"{Name} = {Text}";
}
