using NNGen;

namespace Images;

/// <summary>An image that the network gets wrong.</summary>
/// <param name="Row">Its row in the dataset.</param>
/// <param name="Label">The digit it shows.</param>
/// <param name="Answer">The digit that the network takes it for.</param>
/// <param name="Certainty">The probability of that answer.</param>
internal sealed record Mistake(int Row, int Label, int Answer, float Certainty)
{
    /// <summary>All mistakes, those first whose true digit has the lowest probability.</summary>
    public static IReadOnlyList<Mistake> Of<TNetwork>(TNetwork net, Dataset<float> test)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        float[] probabilities = net.Predict(test);
        int[] answers = net.Classify(test);
        float Probability(int row, int digit) => probabilities[row * LeNet5.OutputSize + digit];
        return
        [
            .. from row in Enumerable.Range(0, test.Count)
               where answers[row] != test.Labels[row]
               orderby Probability(row, test.Labels[row])
               select new Mistake(row, test.Labels[row], answers[row], Probability(row, answers[row])),
        ];
    }
}
