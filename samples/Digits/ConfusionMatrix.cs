using System.Text;

namespace Digits;

/// <summary>Counts which answer was given for which class, as a table; what never happened is a dot.</summary>
internal static class ConfusionMatrix
{
    /// <param name="classes">The class of each sample.</param>
    /// <param name="answers">The answer to each sample.</param>
    /// <param name="classCount">How many classes there are.</param>
    public static string Of(ReadOnlySpan<int> classes, ReadOnlySpan<int> answers, int classCount)
    {
        int[,] counts = new int[classCount, classCount];
        for (int i = 0; i < classes.Length; i++) { counts[classes[i], answers[i]]++; }

        var text = new StringBuilder("    ");
        for (int answer = 0; answer < classCount; answer++) { text.Append($"{answer,4}"); }
        text.AppendLine();
        for (int number = 0; number < classCount; number++)
        {
            text.Append($"{number,4}");
            for (int answer = 0; answer < classCount; answer++)
            {
                int count = counts[number, answer];
                text.Append(count == 0 ? "   ·" : $"{count,4}");
            }

            text.AppendLine();
        }

        return text.ToString();
    }
}
