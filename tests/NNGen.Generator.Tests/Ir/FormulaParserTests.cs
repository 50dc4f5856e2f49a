using NNGen.Generator.Ir;

namespace NNGen.Generator.Tests;

public sealed class FormulaParserTests
{
    private static readonly string[] variables = ["x"];

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("-x^2", -9)]
    [InlineData("2 - 3 - 4", -5)]
    [InlineData("12 / 3 / 2", 2)]
    [InlineData("2 ^ -2", 0.25)]
    [InlineData("pow(x, 3) + x^0", 28)]
    [InlineData(" ( x + 1 ) * .5 ", 2)]
    [InlineData("1e-3 * x", 0.003)]
    [InlineData("--x", 3)]
    [InlineData("x > 3 ? 1 : 2", 2)]
    [InlineData("x >= 3 ? 1 : 2", 1)]
    [InlineData("x < 3 ? 1 : 2", 2)]
    [InlineData("x <= 3 ? 1 : 2", 1)]
    [InlineData("x > 5 ? 1 : x > 2 ? 10 + x : 3", 13)]
    [InlineData("max(x, 5) - min(x, 5)", 2)]
    [InlineData("abs(-x) + relu(-1) + sqrt(16)", 7)]
    [InlineData("log(exp(x)) + expm1(0) + log1p(0) + tanh(0) + erf(0)", 3)]
    [InlineData("sigmoid(0) * softplus(0) / log(2)", 0.5)]
    [InlineData("pi", Math.PI)]
    public void A_formula_has_the_value_that_mathematics_gives_it(string text, double value)
    {
        Expression formula = FormulaParser.Parse(text, variables, out _)!;

        Assert.Equal(value, FormulaValue.At(formula, 3), 1e-6);
    }

    [Theory]
    [InlineData("x * tanh(softplus(x))")]
    [InlineData("x^5 - 2 * x^3 + x^-2")]
    [InlineData("sqrt(1 + x^2) / (2 + exp(-x))")]
    [InlineData("x > 0.4 ? log1p(x) : erf(x) * expm1(x)")]
    [InlineData("max(x, x^2) + min(x / 2, abs(x - 5))")]
    public void A_derivative_agrees_with_central_differences(string text)
    {
        Expression formula = FormulaParser.Parse(text, variables, out _)!, slope = Calculus.Derivative(formula, 0);

        foreach (double x in new[] { -2.3, -0.7, 0.3, 0.8, 2.1 })
        {
            const double H = 1e-3;
            double difference = ((8 * (At(x + H) - At(x - H))) - (At(x + (2 * H)) - At(x - (2 * H)))) / (12 * H);
            Assert.Equal(difference, FormulaValue.At(slope, x), 2e-3 * Math.Max(1, Math.Abs(difference)));
        }

        double At(double x) => FormulaValue.At(formula, x);
    }

    [Fact]
    public void A_formula_written_by_a_program_is_rejected_before_it_exhausts_the_compiler()
    {
        Assert.Null(FormulaParser.Parse(new string('(', 1000) + "x", variables, out FormulaError? nested));
        Assert.Null(FormulaParser.Parse(new string('-', 1000) + "x", variables, out FormulaError? signed));
        Assert.Null(FormulaParser.Parse("x" + string.Concat(Enumerable.Repeat(" * x", 200)), variables, out FormulaError? wide));

        Assert.Equal("it is nested deeper than 50 levels", nested!.Fact);
        Assert.Equal("it is nested deeper than 50 levels", signed!.Fact);
        Assert.Equal("it has 100 operations or more", wide!.Fact);
        Assert.Null(FormulaParser.Parse(new string('x', 2001), variables, out FormulaError? endless));
        Assert.Equal("it has more than 2000 characters", endless!.Fact);
    }
}
