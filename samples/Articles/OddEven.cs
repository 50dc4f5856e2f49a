using NNGen;

namespace Articles;

/// <summary>The handwritten digits of 8 × 8 pixels, classified as odd or even.</summary>
internal static class OddEven
{
    /// <summary>All 1,797 images: class 1 is odd.</summary>
    public static Dataset<float> Images() => Of(Datasets.Digits());

    /// <summary>Four fifths for training, and a fifth for testing.</summary>
    public static (Dataset<float> Train, Dataset<float> Test) Split() => Images().Split(testFraction: 0.2, seed: 42);

    private static Dataset<float> Of(Dataset<float> digits) => Dataset.FromLabels(
        digits.Features, digits.FeatureCount, Array.ConvertAll(digits.Labels.ToArray(), digit => digit % 2), classCount: 2, ["even", "odd"]);
}
