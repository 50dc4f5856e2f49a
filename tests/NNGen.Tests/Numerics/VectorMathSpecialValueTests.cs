using System.Numerics;

namespace NNGen.Tests;

public class VectorMathSpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<string, double, double> SpecialValues => new()
    {
        { "Exp", 0, 1 }, { "Exp", -0d, 1 }, { "Exp", Infinity, Infinity }, { "Exp", -Infinity, 0 }, { "Exp", 1e30, Infinity }, { "Exp", -1e30, 0 },
        { "Expm1", 0, 0 }, { "Expm1", -0d, -0d }, { "Expm1", Infinity, Infinity }, { "Expm1", -Infinity, -1 }, { "Expm1", -1e30, -1 },
        { "Log", 0, -Infinity }, { "Log", -0d, -Infinity }, { "Log", 1, 0 }, { "Log", Infinity, Infinity }, { "Log", -1, double.NaN },
        { "Log", -Infinity, double.NaN },
        { "Log1p", 0, 0 }, { "Log1p", -0d, -0d }, { "Log1p", -1, -Infinity }, { "Log1p", Infinity, Infinity }, { "Log1p", -2, double.NaN },
        { "Log1p", -Infinity, double.NaN },
        { "Tanh", 0, 0 }, { "Tanh", -0d, -0d }, { "Tanh", Infinity, 1 }, { "Tanh", -Infinity, -1 }, { "Tanh", 50, 1 },
        { "Sigmoid", 0, 0.5 }, { "Sigmoid", -0d, 0.5 }, { "Sigmoid", Infinity, 1 }, { "Sigmoid", -Infinity, 0 }, { "Sigmoid", 1e30, 1 },
        { "Softplus", Infinity, Infinity }, { "Softplus", -Infinity, 0 }, { "Softplus", 1e30, 1e30f }, { "Softplus", -1e30, 0 },
        { "Erf", 0, 0 }, { "Erf", -0d, -0d }, { "Erf", Infinity, 1 }, { "Erf", -Infinity, -1 }, { "Erf", 30, 1 },
        { "Exp", double.NaN, double.NaN }, { "Expm1", double.NaN, double.NaN }, { "Log", double.NaN, double.NaN },
        { "Log1p", double.NaN, double.NaN }, { "Tanh", double.NaN, double.NaN }, { "Sigmoid", double.NaN, double.NaN },
        { "Softplus", double.NaN, double.NaN }, { "Erf", double.NaN, double.NaN },
    };

    [Theory]
    [MemberData(nameof(SpecialValues))]
    public void Special_arguments_give_their_exact_results(string name, double x, double expected)
    {
        VectorMathFunction function = VectorMathFunction.Of(name);
        float single = function.Single(Vector.Create((float)x))[0];
        double result = function.Double(Vector.Create((double)(float)x))[0];
        // Bits, because equality does not distinguish zeros; any NaN is accepted.
        if (double.IsNaN(expected))
        {
            Assert.True(float.IsNaN(single));
            Assert.True(double.IsNaN(result));
            return;
        }

        Assert.Equal(BitConverter.SingleToInt32Bits((float)expected), BitConverter.SingleToInt32Bits(single));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(result));
    }

    [Theory]
    [InlineData("Expm1")]
    [InlineData("Log1p")]
    [InlineData("Tanh")]
    public void Functions_of_slope_one_return_subnormal_arguments(string name)
    {
        VectorMathFunction function = VectorMathFunction.Of(name);
        foreach (int sign in new[] { 1, -1 })
        {
            for (int n = 1; n < 200; n++)
            {
                float x = sign * n * float.Epsilon;
                double y = sign * n * double.Epsilon;
                Assert.Equal(x, function.Single(Vector.Create(x))[0]);
                Assert.Equal(y, function.Double(Vector.Create(y))[0]);
            }
        }
    }

    [Fact]
    public void Exponentials_underflow_gradually()
    {
        // e^-100 = 3.72e-44: 26.5 units of the smallest subnormal; e^-740 = 4.2e-322: 84.9 of double's.
        Assert.Equal(27, BitConverter.SingleToInt32Bits(VectorMath.Exp(-100f)));
        Assert.Equal(27, BitConverter.SingleToInt32Bits(VectorMath.Sigmoid(-100f)));
        Assert.Equal(27, BitConverter.SingleToInt32Bits(VectorMath.Softplus(-100f)));
        Assert.Equal(85, BitConverter.DoubleToInt64Bits(VectorMath.Exp(-740d)));
        Assert.Equal(85, BitConverter.DoubleToInt64Bits(VectorMath.Sigmoid(-740d)));
        Assert.Equal(85, BitConverter.DoubleToInt64Bits(VectorMath.Softplus(-740d)));
    }

    [Fact]
    public void Log_of_the_smallest_number_is_finite_and_right()
    {
        Assert.Equal(-103.27893f, VectorMath.Log(float.Epsilon));
        Assert.Equal(-744.44007192138122, VectorMath.Log(double.Epsilon));
    }

    [Fact]
    public void Scalars_have_the_bits_of_a_vector_lane()
    {
        var scalars = new (Func<float, float> Single, Func<double, double> Double)[]
        {
            (VectorMath.Exp, VectorMath.Exp), (VectorMath.Expm1, VectorMath.Expm1), (VectorMath.Log, VectorMath.Log),
            (VectorMath.Log1p, VectorMath.Log1p), (VectorMath.Tanh, VectorMath.Tanh), (VectorMath.Sigmoid, VectorMath.Sigmoid),
            (VectorMath.Softplus, VectorMath.Softplus), (VectorMath.Erf, VectorMath.Erf),
        };
        var random = new RandomStream(5);
        for (int f = 0; f < scalars.Length; f++)
        {
            VectorMathFunction function = VectorMathFunction.All[f];
            for (int n = 0; n < 500; n++)
            {
                // Lanes of one vector differ, so that the test fails if a lane depends on others.
                float[] x = [.. Enumerable.Range(0, Vector<float>.Count).Select(_ => (float)(20 * random.NextNormal()))];
                double[] y = [.. Enumerable.Range(0, Vector<double>.Count).Select(_ => 20 * random.NextNormal())];
                Vector<float> single = function.Single(new Vector<float>(x));
                Vector<double> wide = function.Double(new Vector<double>(y));
                for (int lane = 0; lane < x.Length; lane++) { Assert.Equal(single[lane], scalars[f].Single(x[lane])); }
                for (int lane = 0; lane < y.Length; lane++) { Assert.Equal(wide[lane], scalars[f].Double(y[lane])); }
            }
        }
    }
}
