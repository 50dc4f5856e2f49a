using System.Globalization;

namespace NNGen;

/// <summary>Statistics of one column, collected in one pass over a file.</summary>
/// <param name="field">The column, whose categories and substitutes are not known yet.</param>
internal sealed class CsvStatistics(CsvField field)
{
    /// <summary>If the plain sum overflows, values are scaled down by this factor; a file has fewer rows than its inverse.</summary>
    private const double Smaller = 1.0 / (1L << 40);

    private readonly Dictionary<string, long> words = new(StringComparer.Ordinal);
    private readonly List<double> values = [];
    private readonly Dictionary<double, long> frequencies = [];
    private double sum;
    private double smallSum;
    private long count;

    /// <summary>Whether a column needs statistics.</summary>
    public static bool IsNeeded(CsvField field) => field.Kind is CsvFieldKind.Category or CsvFieldKind.Label
        || (field.Kind == CsvFieldKind.Number && field.Missing is CsvMissing.Mean or CsvMissing.Median or CsvMissing.MostFrequent);

    /// <summary>How many words there are.</summary>
    public int WordCount => words.Count;

    /// <summary>Adds a word.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(string word)
    {
        long before = words.GetValueOrDefault(word);
        words[word] = before + 1;
        return before == 0;
    }

    public void Add(double value)
    {
        count++;
        switch (field.Missing)
        {
            case CsvMissing.Median: values.Add(value); break;
            case CsvMissing.MostFrequent: frequencies[value] = frequencies.GetValueOrDefault(value) + 1; break;
            default:
                sum += value;
                smallSum += value * Smaller;
                break;
        }
    }

    /// <summary>The substitute for a missing number; null if there was no value to learn from.</summary>
    public double? Fill() => count == 0 ? null : field.Missing switch
    {
        CsvMissing.Median => Median(),
        CsvMissing.MostFrequent => frequencies.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).First().Key,
        _ => double.IsFinite(sum) ? sum / count : smallSum / count / Smaller,
    };

    /// <summary>The words, sorted: as numbers if all are numbers, else as text.</summary>
    public string[] Categories()
    {
        string[] sorted = [.. words.Keys];
        if (Sort(sorted, Whole) || Sort(sorted, Real)) { return sorted; }
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }

    /// <summary>The word that occurs most often; of several the first in order.</summary>
    public int MostFrequent(IReadOnlyList<string> ordered)
    {
        int best = -1;
        for (int i = 0; i < ordered.Count; i++)
        {
            if (words.TryGetValue(ordered[i], out long times) && (best < 0 || times > words[ordered[best]])) { best = i; }
        }

        return best;
    }

    private double Median()
    {
        values.Sort();
        int middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] / 2) + (values[middle] / 2);
    }

    /// <summary>Sorts words as numbers, if all are.</summary>
    private static bool Sort<TNumber>(string[] words, Func<string, TNumber?> parse)
        where TNumber : struct, IComparable<TNumber>
    {
        (TNumber Number, string Word)[] numbers = new (TNumber, string)[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            if (parse(words[i]) is not { } number) { return false; }
            numbers[i] = (number, words[i]);
        }

        // 1 and 1.0 are the same number but two words.
        Array.Sort(numbers, static (a, b) => a.Number.CompareTo(b.Number) is var order and not 0 ? order : string.CompareOrdinal(a.Word, b.Word));
        for (int i = 0; i < words.Length; i++) { words[i] = numbers[i].Word; }
        return true;
    }

    private static long? Whole(string word) =>
        long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && !word.Contains('\0', StringComparison.Ordinal) ? value : null;

    private static double? Real(string word) => CsvNumber.TryParse(word, out double value) ? value : null;
}
