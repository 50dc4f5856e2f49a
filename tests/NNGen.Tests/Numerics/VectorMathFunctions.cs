using System.Numerics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NNGen.Tests;

/// <summary>A function of <see cref="VectorMath"/> with its guarantees. Tests, the sweep and the check of the XML docs all use this list.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Single">The vector function for float.</param>
/// <param name="Double">The vector function for double; the float sweep's reference.</param>
/// <param name="SingleBound">The maximum error for float, in ulp.</param>
/// <param name="DoubleBound">The maximum error for double, in ulp.</param>
/// <param name="Minimum">The minimum of all results.</param>
/// <param name="Maximum">The maximum of all results.</param>
/// <param name="Exact">The function to twice the precision of double.</param>
internal sealed record VectorMathFunction(
    string Name,
    Func<Vector<float>, Vector<float>> Single,
    Func<Vector<double>, Vector<double>> Double,
    double SingleBound,
    double DoubleBound,
    double Minimum,
    double Maximum,
    Func<double, ScaledDouble> Exact)
{
    public static readonly VectorMathFunction[] All =
    [
        new("Exp", VectorMath.Exp, VectorMath.Exp, 1.05, 1.05, 0, double.PositiveInfinity, Reference.Exp),
        new("Expm1", VectorMath.Expm1, VectorMath.Expm1, 1.5, 2, -1, double.PositiveInfinity, Reference.Expm1),
        new("Log", VectorMath.Log, VectorMath.Log, 1, 1, double.NegativeInfinity, double.PositiveInfinity, Reference.Log),
        new("Log1p", VectorMath.Log1p, VectorMath.Log1p, 1.6, 1.75, double.NegativeInfinity, double.PositiveInfinity, Reference.Log1p),
        new("Tanh", VectorMath.Tanh, VectorMath.Tanh, 2, 2.5, -1, 1, Reference.Tanh),
        new("Sigmoid", VectorMath.Sigmoid, VectorMath.Sigmoid, 2.5, 2.5, 0, 1, Reference.Sigmoid),
        new("Softplus", VectorMath.Softplus, VectorMath.Softplus, 2, 2, 0, double.PositiveInfinity, Reference.Softplus),
        new("Erf", VectorMath.Erf, VectorMath.Erf, 1.1, 1.5, -1, 1, Reference.Erf),
    ];

    /// <summary>What the documentation allows on top of the bounds: nothing, or 1 ulp without fused multiply-add.</summary>
    public static double Allowance => HasFusedMultiplyAdd ? 0 : 1;

    public static bool HasFusedMultiplyAdd => Fma.IsSupported || AdvSimd.IsSupported;

    public static VectorMathFunction Of(string name) => All.Single(function => function.Name == name);

    public override string ToString() => Name;
}
