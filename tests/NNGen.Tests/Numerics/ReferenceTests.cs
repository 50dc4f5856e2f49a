namespace NNGen.Tests;

/// <summary>The tests' own reference, compared with values of mpmath at 60 digits, each as a double and a remainder.</summary>
public class ReferenceTests
{
    public static TheoryData<string, double, double, double> Values => new()
    {
        { "Exp", 0.3, 1.3498588075760032, -9.447314673432387e-17 },
        { "Exp", -20.7, 1.0235385977594162e-09, -6.484174939174867e-26 },
        { "Exp", 700.1, 1.120899771073261e+304, -1.0893860347277567e+288 },
        { "Exp", -300.5, 3.1225412772322846e-131, 2.3777947889417906e-147 },
        { "Expm1", 1e-09, 1.0000000005000001e-09, -7.443897403844588e-26 },
        { "Expm1", -0.2, -0.18126924692201815, 8.381141526439973e-19 },
        { "Expm1", 0.6, 0.8221188003905089, 4.850485794703611e-17 },
        { "Expm1", 50.25, 6.657293676747253e+21, -138476.8210218274 },
        { "Expm1", -30.5, -0.9999999999999433, 2.4455767981725405e-17 },
        { "Log", 1.0000001, 9.999999505838704e-08, 1.5249709528441489e-24 },
        { "Log", 0.93, -0.07257069283483537, -4.599081443899774e-18 },
        { "Log", 2.75, 1.0116009116784799, 5.030524750578923e-17 },
        { "Log", 1e-300, -690.7755278982137, -2.3670096176709832e-14 },
        { "Log", 5e+250, 577.2557111609456, -4.4579907640664545e-14 },
        { "Log1p", 1e-12, 9.999999999995e-13, 2.4217940103012377e-29 },
        { "Log1p", -0.97, -3.506557897319981, 1.2139366740140288e-16 },
        { "Log1p", 0.05, 0.04879016416943201, -1.359809418922796e-18 },
        { "Log1p", 3.5, 1.5040773967762742, -9.359411037597794e-17 },
        { "Log1p", 1e+90, 207.2326583694641, 7.075030693278976e-15 },
        { "Tanh", 1e-08, 1e-08, -3.3333333333333335e-25 },
        { "Tanh", 0.2, 0.197375320224904, 6.334792292201447e-18 },
        { "Tanh", -1.1, -0.8004990217606297, -3.475555168861146e-17 },
        { "Tanh", 17.5, 0.9999999999999988, -3.9778024941724886e-17 },
        { "Sigmoid", -40.25, 3.3086216207858244e-18, 1.2507219229637662e-34 },
        { "Sigmoid", -0.3, 0.425557483188341, -8.05466865782085e-18 },
        { "Sigmoid", 0.7, 0.668187772168166, 4.6882662817831034e-17 },
        { "Sigmoid", 20.5, 0.9999999987498471, 5.289791728846523e-18 },
        { "Softplus", -50.5, 1.1698459177061964e-22, 2.6837201488406802e-39 },
        { "Softplus", -0.4, 0.5130152523999526, 1.1011744882167995e-17 },
        { "Softplus", 0.02, 0.7031971797266342, -4.959206323864066e-18 },
        { "Softplus", 0.9, 1.2411538747320878, 1.3917813713923932e-17 },
        { "Softplus", 33.25, 33.25000000000001, -3.4770831795539638e-15 },
        { "Erf", 1e-07, 1.1283791670955088e-07, -1.899915714034866e-24 },
        { "Erf", 0.45, 0.47548171978692366, 2.3309790441947804e-17 },
        { "Erf", -1.3, -0.9340079449406524, -2.2168103899402475e-17 },
        { "Erf", 2.9, 0.9999589021219005, 1.310480248450443e-17 },
        { "Erf", 5.2, 0.9999999999998075, 2.206147027890913e-17 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Reference_agrees_with_mpmath_to_28_digits(string name, double x, double high, double low)
    {
        ScaledDouble scaled = VectorMathFunction.Of(name).Exact(x);
        DoubleDouble value = scaled.Value.ScaleBy(scaled.Exponent);
        DoubleDouble difference = value - new DoubleDouble(high, low);
        Assert.True(Math.Abs(difference.High) <= 1e-28 * Math.Abs(high), $"{difference.High / high}");
    }

    [Fact]
    public void Error_counts_units_in_the_last_place()
    {
        var three = new ScaledDouble(new DoubleDouble(3, 0), 0);
        Assert.Equal(0, three.ErrorOf(3));
        Assert.Equal(2, three.ErrorOf(Math.BitIncrement(Math.BitIncrement(3.0))));
        Assert.Equal(double.PositiveInfinity, three.ErrorOf(double.NaN));
        // 1.5 smallest subnormals: both neighbors are half a unit away.
        var subnormal = new ScaledDouble(new DoubleDouble(1.5, 0), -1074);
        Assert.Equal(0.5, subnormal.ErrorOf(double.Epsilon));
        Assert.Equal(0.5, subnormal.ErrorOf(2 * double.Epsilon));
    }
}
