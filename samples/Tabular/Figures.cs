using System.Globalization;

namespace Tabular;

/// <summary>Prints a line for each figure, and records whether one of them missed its bound.</summary>
internal sealed class Figures
{
    /// <summary>Whether every bound was kept.</summary>
    public bool AreGood { get; private set; } = true;

    /// <summary>Prints a figure without a bound.</summary>
    public void Print(string name, double value) => Console.WriteLine(Line(name, value, ""));

    /// <summary>Prints mean and deviation of a cross-validation; with a bound that the mean must reach.</summary>
    public void Print(string name, NNGen.TrialResult folds, double atLeast) => Check(
        name, folds.Score, atLeast, string.Create(CultureInfo.InvariantCulture, $"± {folds.Deviation:0.0000} over {folds.Scores.Count} folds, "));

    /// <summary>Prints a figure that must reach a bound.</summary>
    public void Print(string name, double value, double atLeast) => Check(name, value, atLeast, "");

    private void Check(string name, double value, double atLeast, string before)
    {
        // Written so that NaN misses the bound.
        bool isGood = value >= atLeast;
        AreGood &= isGood;
        string bound = string.Create(CultureInfo.InvariantCulture, $"{before}at least {atLeast:0.0000}: {(isGood ? "yes" : "NO")}");
        Console.WriteLine(Line(name, value, bound));
    }

    private static string Line(string name, double value, string remark) =>
        string.Create(CultureInfo.InvariantCulture, $"  {name,-46} {value,7:0.0000}  {(remark.Length > 0 ? $"({remark})" : "")}").TrimEnd();
}
