using NNGen;

namespace Service;

/// <summary>Reads digits, or reports that it cannot. It does not depend on a network class, so tests use a fake.</summary>
/// <param name="network">Predicts the probabilities of the ten digits.</param>
public sealed class DigitReader(IPredictor<float> network)
{
    /// <summary>The minimum probability of a digit.</summary>
    public const float LeastProbability = 0.8f;

    /// <summary>Reads one image.</summary>
    /// <param name="pixels">8 × 8 pixels from 0 to 1, row by row.</param>
    /// <returns>The digit, or null if no digit is probable enough.</returns>
    public int? Read(ReadOnlySpan<float> pixels)
    {
        float[] probabilities = network.Predict(pixels);
        int digit = Array.IndexOf(probabilities, probabilities.Max());
        return probabilities[digit] >= LeastProbability ? digit : null;
    }
}
