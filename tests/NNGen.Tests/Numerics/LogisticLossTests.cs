using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen.Tests;

/// <summary>The exponential and the logarithm in the logistic loss: e^-|x|, and log(1 + x) from 0 to 1.</summary>
public class LogisticLossTests
{
    // Prime, so that the sample does not favor round significands.
    private const int Step = 101;

    private static readonly VectorMathFunction function =
        new("Log1pOfUnit", PortableSingle.Log1pOfUnit, PortableDouble.Log1pOfUnit, 2.25, 1.75, 0, 0.6931473, Reference.Log1p);

    [Fact]
    public void Results_from_0_to_1_keep_their_bound_and_range()
    {
        int last = FloatSweep.ToKey(1f);
        SweepResult result = FloatSweep.Run(function, 0, last / Step, Step);
        result = result.With(FloatSweep.Run(function, last - 100_000, 100_001));
        Assert.True(result.MaxUlp <= function.SingleBound + VectorMathFunction.Allowance, $"{result.MaxUlp} ulp at {result.WorstInput:R}");
        Assert.True(result.MaxUlp > 0.5, "a sweep that finds no rounding error has compared nothing");
        Assert.Equal(0, result.OutOfRange);
    }

    [Fact]
    public void Zero_stays_zero_and_the_smallest_number_itself()
    {
        Assert.Equal(0f, PortableSingle.Log1pOfUnit(new Vector<float>(0f))[0]);
        Assert.Equal(float.Epsilon, PortableSingle.Log1pOfUnit(new Vector<float>(float.Epsilon))[0]);
    }

    [Fact]
    public void The_exponential_has_the_bits_of_Exp_until_it_is_zero()
    {
        for (float x = 0; x < 120; x += 0.0117f)
        {
            float result = PortableSingle.ExpOfMagnitude(new Vector<float>(x))[0];
            Assert.Equal(result, PortableSingle.ExpOfMagnitude(new Vector<float>(-x))[0]);
            if (x < 87.33f) { Assert.Equal(VectorMath.Exp(-x), result); }
            else { Assert.InRange(result, 0, 1.19e-38f); }

            double wide = x * 8d, small = PortableDouble.ExpOfMagnitude(new Vector<double>(wide))[0];
            Assert.Equal(small, PortableDouble.ExpOfMagnitude(new Vector<double>(-wide))[0]);
            if (wide < 708.3) { Assert.Equal(VectorMath.Exp(-wide), small); }
            else { Assert.InRange(small, 0, 2.5e-308); }
        }
    }

    [Theory]
    [InlineData(float.PositiveInfinity, 0)]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(1e30f, 0)]
    [InlineData(-0f, 1)]
    [InlineData(float.NaN, float.NaN)]
    public void The_exponential_of_special_values_is_exact(float x, float expected)
    {
        Assert.Equal(expected, PortableSingle.ExpOfMagnitude(new Vector<float>(x))[0]);
        Assert.Equal(expected, PortableDouble.ExpOfMagnitude(new Vector<double>(x))[0]);
    }
}
