using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen.Tests;

/// <summary>The functions of recurrent cells, which are faster and less accurate than those of layers.</summary>
public class CellFunctionTests
{
    // As the documentation of recurrent layers states.
    private const double Bound = 4e-7;

    // Prime, so that the sample does not favor round significands.
    private const int Step = 10_007;

    [Fact]
    public void Tanh_of_a_cell_is_within_its_bound_odd_and_at_most_one()
    {
        double worst = 0;
        for (long key = FloatSweep.ToKey(float.NegativeInfinity); key <= 0; key += Step)
        {
            float x = FloatSweep.FromKey((int)key), y = Tanh(x);
            worst = Math.Max(worst, Math.Abs(y - Math.Tanh(x)) / Math.Max(Math.Abs(Math.Tanh(x)), 1e-37));
            Assert.True(Math.Abs(y) <= 1, $"tanh({x:R}) is {y:R}.");
            Assert.Equal(BitConverter.SingleToInt32Bits(-y), BitConverter.SingleToInt32Bits(Tanh(-x)));
        }

        Assert.InRange(worst, 1e-8, Bound);
    }

    [Fact]
    public void Sigmoid_of_a_cell_is_within_its_bound_and_between_zero_and_one()
    {
        double worst = 0;
        for (long key = FloatSweep.ToKey(float.NegativeInfinity); key <= FloatSweep.ToKey(float.PositiveInfinity); key += Step)
        {
            float x = FloatSweep.FromKey((int)key), y = Sigmoid(x);
            worst = Math.Max(worst, Math.Abs(y - (1 / (1 + Math.Exp(-x)))));
            Assert.True(y is >= 0 and <= 1, $"sigmoid({x:R}) is {y:R}.");
        }

        Assert.InRange(worst, 1e-8, Bound);
    }

    [Fact]
    public void Functions_of_a_cell_are_defined_for_every_argument()
    {
        // From 9 on they keep their value, which is one or the number below it.
        Assert.InRange(Tanh(9), 0.9999999f, 1);
        Assert.Equal((Tanh(9), Tanh(-9)), (Tanh(float.PositiveInfinity), Tanh(float.NegativeInfinity)));
        Assert.Equal((Tanh(9), Tanh(-9)), (Tanh(float.MaxValue), Tanh(float.MinValue)));
        Assert.Equal(BitConverter.SingleToInt32Bits(-0f), BitConverter.SingleToInt32Bits(Tanh(-0f)));
        Assert.Equal((0f, float.Epsilon), (Tanh(0), Tanh(float.Epsilon)));
        Assert.True(float.IsNaN(Tanh(float.NaN)));
        Assert.InRange(Sigmoid(float.PositiveInfinity), 0.9999999f, 1);
        Assert.InRange(Sigmoid(float.NegativeInfinity), 0, 1e-7f);
        Assert.Equal(0.5f, Sigmoid(0));
        Assert.True(float.IsNaN(Sigmoid(float.NaN)));
    }

    /// <summary>In double precision, they are those of layers.</summary>
    [Fact]
    public void Functions_of_a_cell_of_doubles_are_those_of_layers()
    {
        foreach (double x in new[] { -1e300, -12.5, -0.3, -1e-9, 0, 1e-300, 0.7, 3, 40, double.PositiveInfinity })
        {
            Assert.Equal(VectorMath.Tanh(x), PortableDouble.TanhOfCell(Vector.Create(x))[0]);
            Assert.Equal(VectorMath.Sigmoid(x), PortableDouble.SigmoidOfCell(Vector.Create(x))[0]);
        }
    }

    private static float Tanh(float x) => PortableSingle.TanhOfCell(Vector.Create(x))[0];

    private static float Sigmoid(float x) => PortableSingle.SigmoidOfCell(Vector.Create(x))[0];
}
