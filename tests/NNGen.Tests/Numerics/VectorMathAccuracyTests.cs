using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NNGen.Tests;

/// <summary>Errors, order and range on a sample of floats; <c>tests/NNGen.Sweep</c> does the same for every float.</summary>
[Trait("Category", "Slow")]
public class VectorMathAccuracyTests
{
    // Prime, so that the sample does not favor round significands; 8.5 million floats.
    private const int Step = 503;

    // Where arguments are reduced differently, branches meet, results overflow, vanish or reach their limit.
    private static readonly float[] Edges =
    [
        0f, float.Epsilon, 1.17549435e-38f, 5.9604645e-8f, 0.34657359f, 0.41421356f, 0.5f, 0.70710678f, 0.8813736f, 0.9f, 1f, 1.0397208f,
        1.41421356f, 2f, 4f, 9.010913f, 16.635532f, 17.328680f, 18f, 87.33655f, 88.72284f, 89f, 103.27893f, 103.97208f, 104f,
        float.MaxValue, float.PositiveInfinity,
    ];

    public static TheoryData<string> Names => [.. VectorMathFunction.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Float_results_keep_their_bound_order_and_range(string name)
    {
        VectorMathFunction function = VectorMathFunction.Of(name);
        SweepResult result = FloatSweep.Run(function, int.MinValue, (int)(uint.MaxValue / Step), Step);
        foreach (float edge in Edges)
        {
            // 8,192 consecutive floats around the edge and its negative; around zero the two ranges meet.
            result = result.With(FloatSweep.Run(function, FloatSweep.ToKey(edge) - 4096, 8192));
            result = result.With(FloatSweep.Run(function, FloatSweep.ToKey(-edge) - 4096, 8192));
        }

        Assert.True(result.MaxUlp <= function.SingleBound + VectorMathFunction.Allowance, $"{result.MaxUlp} ulp at {result.WorstInput:R}");
        // Without the fused instruction the order of Sigmoid was not checked over all floats; the documentation excepts it.
        bool monotone = VectorMathFunction.HasFusedMultiplyAdd || name != "Sigmoid";
        Assert.True(result.Decreases == 0 || !monotone, $"falls {result.Decreases} times, first at {result.FirstDecrease:R}");
        Assert.Equal(0, result.OutOfRange);
        Assert.True(result.MaxUlp > 0.5, "a sweep that finds no rounding error has compared nothing");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_results_keep_their_bound(string name)
    {
        VectorMathFunction function = VectorMathFunction.Of(name);
        (double maxUlp, double worst) = DoubleSamples.Run(function, stream: 1000, count: 60_000);
        Assert.True(maxUlp <= function.DoubleBound + VectorMathFunction.Allowance, $"{maxUlp} ulp at {worst:R}");
        Assert.True(maxUlp > 0.5, "a comparison that finds no rounding error has compared nothing");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_results_rise_and_stay_in_range(string name)
    {
        VectorMathFunction function = VectorMathFunction.Of(name);
        const long Stride = 0x0000_1003_0507_0903, Infinity = 0x7FF0_0000_0000_0000;
        double previous = double.NaN;
        Span<double> arguments = stackalloc double[Vector<double>.Count];
        for (long first = -Infinity; first <= Infinity; first += Stride * arguments.Length)
        {
            for (int lane = 0; lane < arguments.Length; lane++)
            {
                long key = Math.Min(first + (Stride * lane), Infinity);
                arguments[lane] = BitConverter.Int64BitsToDouble(key >= 0 ? key : key ^ 0x7FFFFFFFFFFFFFFF);
            }

            Vector<double> results = function.Double(new Vector<double>(arguments));
            for (int lane = 0; lane < arguments.Length; lane++)
            {
                double y = results[lane];
                Assert.False(y < previous, $"falls at {arguments[lane]:R}");
                Assert.False(y < function.Minimum || y > function.Maximum, $"{y:R} at {arguments[lane]:R}");
                previous = y;
            }
        }

        Assert.False(double.IsNaN(previous));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Documentation_states_the_bounds_that_are_tested(string name)
    {
        VectorMathFunction function = VectorMathFunction.Of(name);
        var documentation = XDocument.Load(Path.ChangeExtension(typeof(VectorMath).Assembly.Location, ".xml"));
        foreach ((string type, double bound) in new[] { ("Single", function.SingleBound), ("Double", function.DoubleBound) })
        {
            string member = $"M:NNGen.VectorMath.{name}(System.Numerics.Vector{{System.{type}}})";
            string text = documentation.Descendants("member").Single(e => (string?)e.Attribute("name") == member).Value;
            Match stated = Regex.Match(text, @"error at most ([0-9.]+) ulp");
            Assert.Equal(bound, double.Parse(stated.Groups[1].Value, CultureInfo.InvariantCulture));
        }
    }
}
