using System.Numerics;

namespace NNGen.Tests;

public class RandomStreamTests
{
    // Random123's kat_vectors for philox4x32-10.
    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Philox_gives_the_published_answers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, string expected)
    {
        (uint w0, uint w1, uint w2, uint w3) = Philox.Block((k0, k1), (c0, c1, c2, c3));
        Assert.Equal(expected, $"{w0:x8} {w1:x8} {w2:x8} {w3:x8}");
    }

    [Fact]
    public void Stream_reads_the_blocks_of_its_seed_and_number()
    {
        var random = new RandomStream(seed: 0x0000_0002_0000_0001, stream: 0x0000_0004_0000_0003);
        foreach (uint block in new uint[] { 0, 1, 2 })
        {
            (uint w0, uint w1, uint w2, uint w3) = Philox.Block((1, 2), (block, 0, 3, 4));
            Assert.Equal((w0, w1, w2, w3), (random.NextUInt32(), random.NextUInt32(), random.NextUInt32(), random.NextUInt32()));
        }
    }

    // These values are a promise to users: a seed gives the same networks in every version.
    [Fact]
    public void Seed_42_gives_the_same_numbers_forever()
    {
        var random = new RandomStream(42);
        Assert.Equal([0x9ceaf053u, 0x77f5493bu, 0x12bf50adu, 0x5742b3d7u, 0xfcdb2127u, 0x53ba6cfdu], Take(6, random.NextUInt32));
        Assert.Equal([51, 45, 82, 65, 60, 77, 72, 67], Take(8, () => random.NextInt32(100)));
        Assert.Equal([0.5864003477925513, 0.32641814529184576, 0.3227430227079974], Take(3, random.NextUniform));
        Assert.Equal([0.31484747f, 0.29346782f, 0.05178386f], Take(3, random.NextUniformSingle));
        Assert.Equal([-1.743688179644928, 0.6530484869126824, -0.9058590795524583, -0.23247226020641887], Take(4, random.NextNormal));
        Assert.Equal([-0.9103187917643354, -1.1060059399584952, -0.0023030077762860967], Take(3, random.NextTruncatedNormal));
        int[] items = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        random.Shuffle<int>(items);
        Assert.Equal([4, 5, 0, 2, 1, 8, 7, 9, 6, 3], items);
        Assert.Equal(9891962498625168903u, Take(10_000, random.NextNormal).Aggregate(Checksum.Start, Checksum.Add));
    }

    [Fact]
    public void Integers_are_in_range_and_equally_likely()
    {
        var random = new RandomStream(3);
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++) { counts[random.NextInt32(7)]++; }
        // χ² with 6 degrees of freedom: 22.5 is exceeded once in a thousand seeds; this seed is fixed.
        double chiSquare = counts.Sum(count => (count - 10_000.0) * (count - 10_000.0) / 10_000);
        Assert.InRange(chiSquare, 0.1, 22.5);
        Assert.Equal(0, random.NextInt32(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt32(0));
    }

    [Fact]
    public void Ranges_near_2_to_31_are_not_biased()
    {
        // Without rejection, numbers of the lower half of 3/4 · 2^31 … would come more often: 2^32 / (1.5 · 2^30) = 2.67.
        var random = new RandomStream(4);
        const int Max = 3 << 29;
        var thirds = new int[3];
        for (int i = 0; i < 60_000; i++) { thirds[random.NextInt32(Max) % 3]++; }
        Assert.All(thirds, count => Assert.InRange(count, 19_500, 20_500));
    }

    [Fact]
    public void Uniform_numbers_fill_the_unit_interval()
    {
        var random = new RandomStream(5);
        double sum = 0, squares = 0, min = 1, max = 0;
        for (int i = 0; i < 100_000; i++)
        {
            double u = i % 2 == 0 ? random.NextUniform() : random.NextUniformSingle();
            (sum, squares, min, max) = (sum + u, squares + (u * u), Math.Min(min, u), Math.Max(max, u));
        }

        Assert.InRange(min, 0, 1e-4);
        Assert.InRange(max, 1 - 1e-4, 1 - (1.0 / (1 << 24)));
        Assert.InRange(sum / 100_000, 0.497, 0.503);
        Assert.InRange(squares / 100_000, 0.330, 0.337);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        var random = new RandomStream(6);
        const int Count = 200_000;
        double[] values = [.. Enumerable.Range(0, Count).Select(_ => random.NextNormal())];
        Assert.InRange(values.Average(), -0.01, 0.01);
        Assert.InRange(values.Average(x => x * x), 0.985, 1.015);
        Assert.InRange(values.Average(x => x * x * x), -0.03, 0.03);
        Assert.InRange(values.Average(x => x * x * x * x), 2.9, 3.1);
    }

    [Fact]
    public void Truncated_normal_numbers_stay_within_two_sigma_and_have_the_stated_deviation()
    {
        var random = new RandomStream(7);
        double[] values = [.. Enumerable.Range(0, 200_000).Select(_ => random.NextTruncatedNormal())];
        Assert.InRange(values.Max(Math.Abs), 1.999, 2);
        Assert.Equal(0.87962566103423978, Math.Sqrt(values.Average(x => x * x)), 0.004);
    }

    // Quantiles of mpmath at 40 digits.
    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(0.3, -0.52440051270804081597)]
    [InlineData(0.07, -1.4757910281791706856)]
    [InlineData(0.99, 2.3263478740408407676)]
    [InlineData(0.001, -3.0902323061678135354)]
    [InlineData(1e-12, -7.0344838253011319326)]
    [InlineData(1.1102230246251565e-16, -8.2095361516013868556)]
    public void Normal_quantiles_are_right_to_fifteen_digits(double p, double expected)
    {
        Assert.Equal(expected, NormalQuantile.Of(p), Math.Abs(expected) * 1e-15);
    }

    [Fact]
    public void Scalar_logarithm_is_within_one_ulp()
    {
        var random = new RandomStream(8);
        for (int i = 0; i < 50_000; i++)
        {
            double x = Math.ScaleB(1 + random.NextUniform(), random.NextInt32(2000) - 1000);
            double error = Reference.Log(x).ErrorOf(NormalQuantile.LogOfNormal(x));
            Assert.True(error <= 1, $"{error} ulp at {x:R}");
        }
    }

    [Fact]
    public void Shuffle_keeps_the_items_and_reaches_every_order_equally()
    {
        var random = new RandomStream(9);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            char[] items = ['a', 'b', 'c', 'd'];
            random.Shuffle<char>(items);
            string order = new(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts, pair => Assert.Equal("abcd", string.Concat(pair.Key.Order())));
        Assert.All(counts.Values, count => Assert.InRange(count, 870, 1130));
    }

    private static T[] Take<T>(int count, Func<T> next) => [.. Enumerable.Range(0, count).Select(_ => next())];
}
