using NNGen.CompilerServices;

namespace NNGen;

/// <summary>Example datasets: handwritten digits, well-known tables, and shapes in the plane that are generated from a seed.</summary>
public static partial class Datasets
{
    private const int DigitPixels = 64;
    private const int DigitCount = 1797;
    private const float DigitMaximum = 16;

    private static readonly Lazy<Dataset<float>> UnscaledDigits = new(ReadDigits);
    private static readonly Lazy<Dataset<float>> ScaledDigits = new(() => UnscaledDigits.Value.Scale(1 / DigitMaximum));

    /// <summary>
    /// 1,797 images of handwritten digits, 8 × 8 pixels row by row, with 10 classes: scikit-learn's <c>load_digits</c>,
    /// divided by 16, which is exact, so that they are from 0 to 1.
    /// </summary>
    /// <remarks>
    /// Source: E. Alpaydin and C. Kaynak,
    /// <see href="https://doi.org/10.24432/C50P49">Optical Recognition of Handwritten Digits</see>,
    /// UCI Machine Learning Repository, 1998, test part.
    /// License: <see href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</see>.
    /// Embedded in this assembly; read once.
    /// </remarks>
    /// <returns>The dataset, in the order of the source.</returns>
    [DatasetShape(Features = 64, Classes = 10)]
    public static Dataset<float> Digits() => ScaledDigits.Value;

    /// <summary>The images of <see cref="Digits"/> with the values of the source, 0 to 16.</summary>
    /// <inheritdoc cref="Digits"/>
    [DatasetShape(Features = 64, Classes = 10)]
    public static Dataset<float> RawDigits() => UnscaledDigits.Value;

    private static Dataset<float> ReadDigits()
    {
        using Stream resource = typeof(Datasets).Assembly.GetManifestResourceStream("NNGen.Data.Digits.csv.gz")
            ?? throw new InvalidOperationException("The digits are missing from the assembly: it was built without its resources.");
        using GZipReader text = new(resource, "the embedded digits");
        float[] pixels = new float[DigitCount * DigitPixels];
        int[] digits = new int[DigitCount];
        int column = 0;
        int row = 0;
        int number = 0;
        byte[] buffer = new byte[1 << 14];
        for (int read = text.Read(buffer); read > 0; read = text.Read(buffer))
        {
            foreach (byte c in buffer.AsSpan(0, read))
            {
                switch (c)
                {
                    case (byte)',':
                        pixels[(row * DigitPixels) + column++] = number;
                        number = 0;
                        break;
                    case (byte)'\n':
                        digits[row++] = number;
                        column = number = 0;
                        break;
                    case >= (byte)'0' and <= (byte)'9':
                        number = (10 * number) + (c - '0');
                        break;
                }
            }
        }

        string[] names = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        return Dataset.FromLabels<float>(pixels, DigitPixels, digits, classNames: names);
    }
}
