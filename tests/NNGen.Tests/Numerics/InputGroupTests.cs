using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen.Tests;

public class InputGroupTests
{
    [Fact]
    public void Each_member_of_a_group_fills_a_vector()
    {
        float[] four = [1, 2, 3, 4];
        double[] two = [1, 2];

        Vector<float> group = InputGroup.Load(ref four[0]);
        Vector<double> pair = InputGroup.Load(ref two[0]);

        Assert.Equal(
            [new Vector<float>(1), new Vector<float>(2), new Vector<float>(3), new Vector<float>(4)],
            [InputGroup.First(group), InputGroup.Second(group), InputGroup.Third(group), InputGroup.Fourth(group)]);
        Assert.Equal([new Vector<double>(1), new Vector<double>(2)], [InputGroup.First(pair), InputGroup.Second(pair)]);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(96)]
    public void A_dot_product_adds_its_lanes_as_the_tree_of_a_sum(int length)
    {
        var random = new Random(length);
        float[] x = [.. Enumerable.Range(0, length).Select(_ => (float)random.Next(-9, 9))];
        float[] w = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
        float[] start = new float[32];
        start[0] = 0.7f;
        float[] lanes = [.. Enumerable.Range(0, 32).Select(lane =>
        {
            float sum = start[lane];
            for (int i = lane; i < length; i += 32) { sum = MathF.FusedMultiplyAdd(x[i], w[i], sum); }
            return sum;
        })];

        Assert.Equal(Tree.Sum(ref lanes[0]), Tree.Dot(ref start[0], ref x[0], ref w[0], length));
    }
}
