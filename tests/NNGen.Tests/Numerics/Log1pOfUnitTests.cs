using NNGen.CompilerServices;

namespace NNGen.Tests;

/// <summary>The logarithm in the logistic loss: only defined from 0 to 1.</summary>
public class Log1pOfUnitTests
{
    // Prime, so that the sample does not favour round significands.
    private const int Step = 101;

    private static readonly VectorMathFunction function =
        new("Log1pOfUnit", Elementwise.Log1pOfUnit, Elementwise.Log1pOfUnit, 2.25, 1.75, 0, 0.6931473, Reference.Log1p);

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
        Assert.Equal(0f, Elementwise.Log1pOfUnit(new System.Numerics.Vector<float>(0f))[0]);
        Assert.Equal(float.Epsilon, Elementwise.Log1pOfUnit(new System.Numerics.Vector<float>(float.Epsilon))[0]);
    }
}
