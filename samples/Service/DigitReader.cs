using NNGen;

namespace Service;

/// <summary>Reads digits, and says when it cannot tell. It knows no network class: a test gives it a fake.</summary>
/// <param name="network">What predicts the probabilities of the ten digits.</param>
public sealed class DigitReader(IPredictor<float> network)
{
    /// <summary>Below this probability a digit is not read.</summary>
    public const float LeastProbability = 0.8f;

    /// <summary>Reads one image.</summary>
    /// <param name="pixels">8 × 8 pixels from 0 to 1, row by row.</param>
    /// <returns>The digit, or null where no digit is probable enough.</returns>
    public int? Read(ReadOnlySpan<float> pixels)
    {
        float[] probabilities = network.Predict(pixels);
        int digit = Array.IndexOf(probabilities, probabilities.Max());
        return probabilities[digit] >= LeastProbability ? digit : null;
    }
}
