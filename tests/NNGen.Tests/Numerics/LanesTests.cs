namespace NNGen.Tests;

public class LanesTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 70), 1000, 4095, 4096, 4097, 10_001];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Sum_adds_in_the_stated_order(int length)
    {
        float[] single = Singles(length, 1);
        double[] wide = Doubles(length, 1);
        Assert.Equal(PairwiseSum(single, 16), Lanes.Sum(single));
        Assert.Equal(PairwiseSum(wide, 8), Lanes.Sum(wide));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Dot_multiplies_and_adds_in_the_stated_order(int length)
    {
        // Products of small integers are exact, so rounding depends only on the order, fused or not.
        float[] left = Singles(length, 2);
        float[] right = [.. Enumerable.Range(0, length).Select(i => i % 2 == 0 ? 1f : 2f)];
        double[] wideLeft = Doubles(length, 3);
        double[] wideRight = [.. right.Select(value => (double)value)];
        Assert.Equal(PairwiseSum([.. left.Zip(right, (x, y) => x * y)], 16), Lanes.Dot(left, right));
        Assert.Equal(PairwiseSum([.. wideLeft.Zip(wideRight, (x, y) => x * y)], 8), Lanes.Dot(wideLeft, wideRight));
    }

    [Fact]
    public void Dot_of_different_lengths_names_both()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Lanes.Dot(new float[3], new float[4]));
        Assert.Contains("Expected 3 values as in the left sequence, got 4.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Max_finds_the_largest_wherever_it_is(int length)
    {
        float[] single = Singles(length, 4);
        double[] wide = Doubles(length, 4);
        Assert.Equal(length == 0 ? float.NegativeInfinity : single.Max(), Lanes.Max(single));
        Assert.Equal(length == 0 ? double.NegativeInfinity : wide.Max(), Lanes.Max(wide));
        for (int i = 0; i < Math.Min(length, 100); i++)
        {
            single[i] += 1e6f;
            wide[i] += 1e6;
            Assert.Equal(single[i], Lanes.Max(single));
            Assert.Equal(wide[i], Lanes.Max(wide));
            single[i] -= 2e6f;
            wide[i] -= 2e6;
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void One_bad_value_is_found_wherever_it_is(int length)
    {
        float[] single = Singles(length, 5);
        double[] wide = Doubles(length, 5);
        Assert.True(Lanes.AllFinite(single));
        Assert.True(Lanes.AllFinite(wide));
        Assert.Equal(-1, Lanes.IndexOfNonFinite(single));
        Assert.Equal(-1, Lanes.IndexOfNonFinite(wide));
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            for (int i = 0; i < length; i += length < 100 ? 1 : 97)
            {
                (float singleBefore, double wideBefore) = (single[i], wide[i]);
                (single[i], wide[i]) = ((float)bad, bad);
                Assert.False(Lanes.AllFinite(single));
                Assert.False(Lanes.AllFinite(wide));
                Assert.Equal(i, Lanes.IndexOfNonFinite(single));
                Assert.Equal(i, Lanes.IndexOfNonFinite(wide));
                if (double.IsNaN(bad)) { Assert.True(float.IsNaN(Lanes.Max(single)) && double.IsNaN(Lanes.Max(wide))); }
                (single[i], wide[i]) = (singleBefore, wideBefore);
            }
        }
    }

    [Fact]
    public void The_largest_finite_values_are_finite()
    {
        Assert.True(Lanes.AllFinite(Enumerable.Repeat(float.MaxValue, 100).ToArray()));
        Assert.True(Lanes.AllFinite(Enumerable.Repeat(-double.MaxValue, 100).ToArray()));
    }

    private static T PairwiseSum<T>(T[] values, int lanes)
        where T : System.Numerics.INumber<T>
    {
        var sums = new T[lanes];
        for (int i = 0; i < values.Length; i++) { sums[i % lanes] += values[i]; }
        for (int half = lanes / 2; half >= 1; half /= 2)
        {
            for (int i = 0; i < half; i++) { sums[i] += sums[i + half]; }
        }

        return sums[0];
    }

    private static float[] Singles(int length, int seed) => [.. Doubles(length, seed).Select(value => (float)value)];

    private static double[] Doubles(int length, int seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextNormal())];
    }
}
