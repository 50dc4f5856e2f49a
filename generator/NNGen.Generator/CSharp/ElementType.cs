using System.Globalization;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.CSharp;

/// <summary>The C# type and literals of a precision.</summary>
internal sealed record ElementType(string Name, string Suffix)
{
    public static ElementType Of(Precision precision) => precision == Precision.Double ? new("double", "") : new("float", "f");

    /// <summary>The size of an element in bytes.</summary>
    public int Size => Suffix == "f" ? 4 : 8;

    public string Literal(double value)
    {
        string digits = Suffix == "f"
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);
        return Suffix == "f" || digits.IndexOfAny(['.', 'E']) >= 0 ? digits + Suffix : digits + ".0";
    }
}
