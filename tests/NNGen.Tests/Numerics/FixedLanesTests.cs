using System.Numerics;
using System.Runtime.Intrinsics;
using NNGen.CompilerServices;

namespace NNGen.Tests;

public class FixedLanesTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(96)]
    public void A_dot_product_adds_its_lanes_in_the_order_of_a_sum(int length)
    {
        AssertDot<Vector<float>, PortableSingle, float>(length);
        AssertDot<Vector512<float>, WideSingle, float>(length);
        AssertDot<Vector<double>, PortableDouble, double>(length);
        AssertDot<Vector512<double>, WideDouble, double>(length);
    }

    private static void AssertDot<V, S, T>(int length)
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = 128 / System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        var random = new Random(length);
        T[] x = [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked(random.Next(-9, 9)))];
        T[] w = [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked(random.NextDouble()))];
        T[] start = new T[count];
        start[0] = T.CreateChecked(0.7);
        T[] lanes = [.. Enumerable.Range(0, count).Select(lane =>
        {
            T sum = start[lane];
            for (int i = lane; i < length; i += count) { sum = T.FusedMultiplyAdd(x[i], w[i], sum); }
            return sum;
        })];

        T expected = FixedLanes.Sum(ref lanes[0]);
        Assert.Equal(expected, FixedLanes.Dot<V, S, T>(ref start[0], ref x[0], ref w[0], length));
    }
}
