using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NNGen.CompilerServices;

namespace NNGen.Tests;

/// <summary>Vector&lt;T&gt; and Vector512&lt;T&gt; give every lane the same bits, in operations and in functions.</summary>
[Trait("Category", "Slow")]
public class AnyVectorTests
{
    // Prime, so that the sample does not favor round significands.
    private const int Step = 1021;

    [Fact]
    public void Every_operation_and_function_of_float_has_the_same_bits_with_any_vector()
    {
        float[] x = new float[(1L << 32) / Step / 16 * 16];
        for (int i = 0; i < x.Length; i++) { x[i] = FloatSweep.FromKey((int)(int.MinValue + ((long)i * Step))); }
        ((ReadOnlySpan<float>)[0, -0f, 1, -1, float.Epsilon, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 88.7f, -103.9f]).CopyTo(x);

        AssertSame(Operations<Vector<float>, PortableSingle, float>(), Operations<Vector512<float>, WideSingle, float>(), x, anyNaN: false);
        AssertSame(Functions<Vector<float>, PortableSingle, float>(), Functions<Vector512<float>, WideSingle, float>(), x, anyNaN: true);
    }

    [Fact]
    public void Every_operation_and_function_of_double_has_the_same_bits_with_any_vector()
    {
        var random = new Random(5);
        double[] x = new double[1 << 19];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = i % 2 == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) : (random.NextDouble() - 0.5) * (i % 1501);
        }

        ((ReadOnlySpan<double>)[0, -0d, 1, -1, double.Epsilon, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 709.7, -745.1]).CopyTo(x);

        AssertSame(Operations<Vector<double>, PortableDouble, double>(), Operations<Vector512<double>, WideDouble, double>(), x, anyNaN: false);
        AssertSame(Functions<Vector<double>, PortableDouble, double>(), Functions<Vector512<double>, WideDouble, double>(), x, anyNaN: true);
    }

    [Fact]
    public void A_member_of_a_group_fills_a_vector()
    {
        AssertGroups<Vector<float>, PortableSingle, float>(4);
        AssertGroups<Vector512<float>, WideSingle, float>(4);
        AssertGroups<Vector<double>, PortableDouble, double>(2);
        AssertGroups<Vector512<double>, WideDouble, double>(2);
    }

    [Fact]
    public void One_lane_that_is_not_finite_is_detected()
    {
        AssertFinite<Vector<float>, PortableSingle, float>();
        AssertFinite<Vector512<float>, WideSingle, float>();
        AssertFinite<Vector<double>, PortableDouble, double>();
        AssertFinite<Vector512<double>, WideDouble, double>();
    }

    private static Dictionary<string, Func<V, V>> Operations<V, S, T>()
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T third = T.CreateChecked(1 / 3.0), nan = T.NaN;
        return new()
        {
            ["Add"] = x => S.Add(x, S.Create(third)),
            ["Subtract"] = x => S.Subtract(x, S.One),
            ["Multiply"] = x => S.Multiply(x, S.Create(third)),
            ["Divide"] = x => S.Divide(S.One, x),
            ["Negate"] = x => S.Negate(x),
            ["MultiplyAdd"] = x => S.MultiplyAdd(x, S.Create(third), S.One),
            ["Max"] = x => S.Max(S.Zero, x),
            ["Max of NaN"] = x => S.Max(x, S.Create(nan)),
            ["Min"] = x => S.Min(S.One, x),
            ["Abs"] = x => S.Abs(x),
            ["SquareRoot"] = x => S.SquareRoot(x),
            ["GreaterThan"] = x => S.GreaterThan(x, S.One),
            ["LessThan"] = x => S.LessThan(x, S.Zero),
            ["EqualTo"] = x => S.EqualTo(x, S.Zero),
            ["Select"] = x => S.Select(S.GreaterThan(x, S.Create(third)), x, S.Zero),
            ["And"] = x => S.And(x, S.Create(third)),
            ["Or"] = x => S.Or(x, S.Create(third)),
            ["Xor"] = x => S.Xor(x, S.Create(third)),
            ["MultiplyBits"] = x => S.MultiplyBits(x, S.Create(third)),
            ["AtLeastBits"] = x => S.AtLeastBits(x, S.Create(third)),
            ["AddBits"] = x => S.AddBits(x, S.Create(third)),
            ["SubtractBits"] = x => S.SubtractBits(x, S.Create(third)),
            ["ShiftLeftBits"] = x => S.ShiftLeftBits(x, 7),
            ["ShiftRightBits"] = x => S.ShiftRightBits(x, 7),
            ["ShiftRightLogicalBits"] = x => S.ShiftRightLogicalBits(x, 7),
            ["FromInteger"] = x => S.FromInteger(x),
            ["First"] = x => S.Create(S.First(S.Create(third))),
            ["Sign"] = x => S.Sign(x),
        };
    }

    private static Dictionary<string, Func<V, V>> Functions<V, S, T>()
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            ["Exp"] = x => S.Exp(x),
            ["ExpOfMagnitude"] = x => S.ExpOfMagnitude(x),
            ["Expm1"] = x => S.Expm1(x),
            ["Log"] = x => S.Log(x),
            ["Log1p"] = x => S.Log1p(x),
            ["Log1pOfUnit"] = x => S.Log1pOfUnit(x),
            ["Tanh"] = x => S.Tanh(x),
            ["Sigmoid"] = x => S.Sigmoid(x),
            ["TanhOfCell"] = x => S.TanhOfCell(x),
            ["SigmoidOfCell"] = x => S.SigmoidOfCell(x),
            ["Softplus"] = x => S.Softplus(x),
            ["Erf"] = x => S.Erf(x),
        };

    // The NaN that a multiply-add of two NaN returns depends on the registers that the JIT chose; for functions, any NaN is accepted.
    private static void AssertSame<T>(
        Dictionary<string, Func<Vector<T>, Vector<T>>> portable, Dictionary<string, Func<Vector512<T>, Vector512<T>>> wide, T[] x, bool anyNaN)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = new T[x.Length], b = new T[x.Length];
        foreach ((string name, Func<Vector<T>, Vector<T>> function) in portable)
        {
            for (int i = 0; i < x.Length; i += Vector<T>.Count) { function(new Vector<T>(x, i)).CopyTo(a, i); }
            for (int i = 0; i < x.Length; i += Vector512<T>.Count) { wide[name](Vector512.Create(x, i)).CopyTo(b, i); }
            if (anyNaN)
            {
                foreach (T[] results in new[] { a, b })
                {
                    for (int i = 0; i < results.Length; i++) { results[i] = T.IsNaN(results[i]) ? T.NaN : results[i]; }
                }
            }

            ReadOnlySpan<byte> bytesA = MemoryMarshal.AsBytes<T>(a), bytesB = MemoryMarshal.AsBytes<T>(b);
            int same = bytesA.CommonPrefixLength(bytesB);
            if (same < bytesA.Length)
            {
                int at = same / Unsafe.SizeOf<T>();
                Assert.Fail($"{name} of {x[at]:R} is {a[at]:R} with Vector<T> and {b[at]:R} with Vector512<T>.");
            }
        }
    }

    private static void AssertGroups<V, S, T>(int members)
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = [.. Enumerable.Range(1, members).Select(T.CreateChecked)];
        V group = S.LoadGroup(ref values[0]);

        Assert.Equal(S.Create(T.One), S.Spread(group, 0));
        Assert.Equal(S.Create(T.CreateChecked(2)), S.Spread(group, 1));
        if (members == 2) { return; }
        Assert.Equal(S.Create(T.CreateChecked(3)), S.Spread(group, 2));
        Assert.Equal(S.Create(T.CreateChecked(4)), S.Spread(group, 3));
    }

    private static void AssertFinite<V, S, T>()
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T value in new[] { T.NaN, T.PositiveInfinity, T.NegativeInfinity })
        {
            for (int lane = 0; lane < S.Count; lane++)
            {
                T[] values = new T[S.Count];
                Assert.True(S.IsFinite(S.Load(ref values[0])));
                values[lane] = value;
                Assert.False(S.IsFinite(S.Load(ref values[0])));
            }
        }
    }
}
