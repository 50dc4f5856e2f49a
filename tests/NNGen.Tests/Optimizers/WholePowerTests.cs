namespace NNGen.Tests;

public class WholePowerTests
{
    [Theory]
    [InlineData(0.9)]
    [InlineData(0.95)]
    [InlineData(0.999)]
    [InlineData(0.9999)]
    [InlineData(0.999999)]
    [InlineData(0.1)]
    public void A_power_is_that_of_the_platform_to_14_digits(double number)
    {
        foreach (long exponent in Enumerable.Range(0, 3000).Select(i => (long)i).Concat([12_345, 100_000, 600_000, 1_000_000, 3_000_000]))
        {
            double expected = Math.Pow(number, exponent);
            if (expected < 1e-290) { break; }
            Assert.InRange(WholePower.Of(number, exponent), expected * (1 - 1e-14), expected * (1 + 1e-14));
        }
    }

    [Fact]
    public void Powers_have_their_exact_bits()
    {
        Assert.Equal(1, WholePower.Of(0, 0));
        Assert.Equal(0, WholePower.Of(0, 7));
        Assert.Equal(0.9, WholePower.Of(0.9, 1));
        Assert.Equal(0.9 * 0.9, WholePower.Of(0.9, 2));
        Assert.Equal(double.ScaleB(1, -1000), WholePower.Of(0.5, 1000));
        Assert.Equal(1, WholePower.Of(1, long.MaxValue));
        Assert.Equal(0, WholePower.Of(0.999, long.MaxValue));
    }
}
