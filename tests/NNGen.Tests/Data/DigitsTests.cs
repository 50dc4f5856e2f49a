namespace NNGen.Tests;

public class DigitsTests
{
    [Fact]
    public void The_digits_are_those_of_the_source()
    {
        Dataset<float> digits = Datasets.RawDigits();

        Assert.Equal("1,797 samples, 64 features, 10 classes", digits.ToString());
        Assert.Equal(561_718, digits.Features.ToArray().Sum(p => (double)p));
        Assert.Equal(
            [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
            Enumerable.Range(0, 10).Select(c => digits.Labels.ToArray().Count(label => label == c)));
        Assert.Equal((0f, 16f), (digits.Features.ToArray().Min(), digits.Features.ToArray().Max()));
        Assert.Equal([0f, 0, 5, 13, 9, 1, 0, 0], digits.Rows[0][..8].ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], digits.Labels[..10].ToArray());
        Assert.Equal("7", digits.ClassNames[7]);

        // Depends on the position of every pixel and class.
        ulong hash = 14695981039346656037;
        foreach (float pixel in digits.Features) { hash = (hash ^ (byte)pixel) * 1099511628211; }
        foreach (int label in digits.Labels) { hash = (hash ^ (byte)label) * 1099511628211; }
        Assert.Equal(11057834985257796257UL, hash);
    }

    [Fact]
    public void Pixels_are_between_0_and_1_unless_raw_ones_are_requested()
    {
        Dataset<float> digits = Datasets.Digits();

        Assert.Equal(Datasets.RawDigits().Features.ToArray().Select(p => p / 16), digits.Features.ToArray());
        Assert.Equal(1f, digits.Features.ToArray().Max());
        Assert.Same(digits, Datasets.Digits());
    }

    [Fact]
    public void A_fifth_for_testing_gives_1437_and_360_samples()
    {
        (Dataset<float> train, Dataset<float> test) = Datasets.Digits().Split(testFraction: 0.2, seed: 42);

        Assert.Equal((1437, 360), (train.Count, test.Count));
        Assert.Equal((10, 10), (train.ClassCount, test.ClassCount));
    }
}
