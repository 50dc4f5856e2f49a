namespace NNGen.Plots;

/// <summary>A function of one number and its derivative, for <see cref="Charts.Activations(IEnumerable{ActivationCurve}, string?)"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Function">Its values.</param>
/// <param name="Derivative">The values of its derivative.</param>
public sealed record ActivationCurve(string Name, Func<double, double> Function, Func<double, double> Derivative);

/// <content>Activation functions.</content>
public static partial class Charts
{
    /// <summary>How far functions are drawn: past the bend of ReLU6.</summary>
    private const double Reach = 7;

    private const double SeluAlpha = 1.6732632423543772;
    private const double SeluScale = 1.0507009873554805;
    private const double InverseRootOfTwoPi = 0.3989422804014327;

    /// <summary>The activation functions that NNGen knows, with their defaults (LeakyReLU: 0.1, to be seen), and their derivatives.</summary>
    public static IReadOnlyList<ActivationCurve> KnownActivations { get; } =
    [
        new("Sigmoid", VectorMath.Sigmoid, x => VectorMath.Sigmoid(x) * VectorMath.Sigmoid(-x)),
        new("Tanh", VectorMath.Tanh, x => 1 - VectorMath.Tanh(x) * VectorMath.Tanh(x)),
        new("ReLU", x => Math.Max(x, 0), x => x > 0 ? 1 : 0),
        new("ReLU6", x => Math.Clamp(x, 0, 6), x => x is > 0 and < 6 ? 1 : 0),
        new("LeakyReLU", x => x > 0 ? x : 0.1 * x, x => x > 0 ? 1 : 0.1),
        new("Softplus", VectorMath.Softplus, VectorMath.Sigmoid),
        new("ELU", x => x > 0 ? x : VectorMath.Expm1(x), x => x > 0 ? 1 : VectorMath.Exp(x)),
        new("SELU", x => SeluScale * (x > 0 ? x : SeluAlpha * VectorMath.Expm1(x)), x => SeluScale * (x > 0 ? 1 : SeluAlpha * VectorMath.Exp(x))),
        new("GELU", x => x * Normal(x), x => Normal(x) + x * InverseRootOfTwoPi * VectorMath.Exp(-x * x / 2)),
        new("SiLU", x => x * VectorMath.Sigmoid(x), x => VectorMath.Sigmoid(x) * (1 + x * VectorMath.Sigmoid(-x))),
        new("Mish", x => x * VectorMath.Tanh(VectorMath.Softplus(x)), MishDerivative),
        new("Softsign", x => x / (1 + Math.Abs(x)), x => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x)))),
        new("HardSigmoid", x => Math.Clamp(x / 6 + 0.5, 0, 1), x => Math.Abs(x) < 3 ? 1.0 / 6 : 0),
        new("HardSwish", x => x * Math.Clamp(x / 6 + 0.5, 0, 1), x => Math.Abs(x) < 3 ? (2 * x + 3) / 6 : x > 0 ? 1 : 0),
    ];

    /// <summary>A panel for each activation function that NNGen knows, with its derivative.</summary>
    /// <param name="title">The title above all; null for none.</param>
    public static Figure Activations(string? title = "Activation functions and their derivatives") => Activations(KnownActivations, title);

    /// <summary>A panel for each function, with its derivative.</summary>
    /// <param name="curves">The functions.</param>
    /// <param name="title">The title above all; null for none.</param>
    /// <exception cref="ArgumentException">There are no functions.</exception>
    public static Figure Activations(IEnumerable<ActivationCurve> curves, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ActivationCurve[] all = [.. curves];
        if (all.Length == 0) { throw new ArgumentException("There are no functions to draw.", nameof(curves)); }
        int columns = all.Length <= 3 ? all.Length : all.Length % 4 == 0 && all.Length > 4 ? 4 : 3;
        var figure = new Figure(title, columns) { PanelWidth = 235, PanelHeight = 190 };
        foreach (ActivationCurve curve in all)
        {
            var panel = new Plot(curve.Name) { Legend = figure.Panels.Count == 0 ? LegendPosition.Auto : LegendPosition.None };
            panel.HorizontalLine(0, style: LineStyle.Solid, color: PlotColor.Spine).VerticalLine(0, style: LineStyle.Solid, color: PlotColor.Spine);
            panel.Function(curve.Function, -Reach, Reach, "f(x)");
            figure.Add(panel.Function(curve.Derivative, -Reach, Reach, "f′(x)", style: LineStyle.Dashed));
        }

        return figure;
    }

    /// <summary>The distribution function of the standard normal distribution.</summary>
    private static double Normal(double x) => 0.5 * (1 + VectorMath.Erf(x * Math.Sqrt(0.5)));

    private static double MishDerivative(double x)
    {
        double tanh = VectorMath.Tanh(VectorMath.Softplus(x));
        return tanh + x * (1 - tanh * tanh) * VectorMath.Sigmoid(x);
    }
}
