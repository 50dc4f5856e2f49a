using System;
using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Syntax;

/// <summary>Finds the intended word, for "did you mean".</summary>
internal static class Spelling
{
    /// <summary>The closest known word, or null if none is close.</summary>
    /// <param name="word">The word as written.</param>
    /// <param name="known">The existing words.</param>
    public static string? Closest(string word, IEnumerable<string> known)
    {
        // Two changes to a word of four letters make it another word.
        int allowed = word.Length <= 4 ? 1 : word.Length <= 8 ? 2 : 3;
        return known
            .Select(candidate => (Word: candidate, Distance: Distance(Plain(word), Plain(candidate))))
            .Where(candidate => candidate.Distance <= allowed)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();
    }

    /// <summary>A word in the form used for comparison: <c>use_bias</c> and <c>UseBias</c> are the same.</summary>
    public static string Plain(string word) => word.Replace("_", "").ToLowerInvariant();

    /// <summary>The number of letters to insert, remove, replace or swap with an adjacent letter (Damerau, 1964; optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        // A word of a thousand letters is not a misspelling.
        if (Math.Abs(a.Length - b.Length) > 3) { return int.MaxValue; }

        int[,] distance = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) { distance[i, 0] = i; }
        for (int j = 0; j <= b.Length; j++) { distance[0, j] = j; }
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int exchanged = distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                int best = Math.Min(exchanged, Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                bool isSwapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                distance[i, j] = isSwapped ? Math.Min(best, distance[i - 2, j - 2] + 1) : best;
            }
        }

        return distance[a.Length, b.Length];
    }
}
