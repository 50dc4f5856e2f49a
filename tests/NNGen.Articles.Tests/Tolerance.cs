using System.Globalization;
using System.Text.RegularExpressions;

namespace NNGen.Articles.Tests;

/// <summary>
/// Compares texts whose numbers may differ a little. What NNGen computes has the same bits everywhere, but the platform's own
/// logarithm or exponential, from which a sample may draw, may round its last digit differently.
/// </summary>
internal static partial class Tolerance
{
    /// <summary>Whether everything except the numbers is the same, and the numbers differ by no more than the tolerance.</summary>
    public static bool Same(string expected, string actual, double absolute, double relative)
    {
        if (Numbers().Replace(expected, "#") != Numbers().Replace(actual, "#")) { return false; }
        return Numbers().Matches(expected).Zip(Numbers().Matches(actual)).All(pair =>
        {
            (double a, double b) = (Value(pair.First), Value(pair.Second));
            return pair.First.Value == pair.Second.Value || Math.Abs(a - b) <= absolute + relative * Math.Abs(a);
        });
    }

    /// <summary>The words alone, for pictures of measured times.</summary>
    public static string Words(string svg)
    {
        IEnumerable<string> texts = Texts().Matches(svg).Select(match => match.Groups[1].Value).Where(text => !text.Any(char.IsDigit));
        return string.Join('\n', texts.Distinct().Order(StringComparer.Ordinal));
    }

    private static double Value(Match match) => double.Parse(match.Value.Replace('−', '-'), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[-−]?(\d+(\.\d+)?|\.\d+)(e-?\d+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex(@">([^<>]+)<")]
    private static partial Regex Texts();
}
