using System.Globalization;
using NNGen.Generator.Declarations;

namespace NNGen.Generator.Emission;

/// <summary>How a precision is written in C#.</summary>
internal sealed record ElementType(string Name, string Suffix)
{
    public static ElementType Of(Precision precision) => precision == Precision.Double ? new("double", "") : new("float", "f");

    /// <summary>Bytes of an element.</summary>
    public int Size => Suffix == "f" ? 4 : 8;

    public string Vector => $"Vector<{Name}>";

    /// <summary>The condition, known to the JIT, that vectors have 512 bits.</summary>
    public string IsWidest => $"{Vector}.Count == {64 / Size}";

    public string Literal(double value)
    {
        string digits = Suffix == "f"
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);
        return Suffix == "f" || digits.IndexOfAny(['.', 'E']) >= 0 ? digits + Suffix : digits + ".0";
    }

    /// <summary>A vector of equal lanes.</summary>
    public string Broadcast(double value) => value switch
    {
        0 => $"{Vector}.Zero",
        1 => $"{Vector}.One",
        _ => $"new {Vector}({Literal(value)})",
    };
}
