using NNGen;
using NNGen.Plots;

namespace Articles;

// Networks with only the function. The pictures show its generated code, forward and backward.
[Network, Input(1), Sigmoid]
internal sealed partial class SigmoidAlone;

[Network, Input(1), Tanh]
internal sealed partial class TanhAlone;

[Network, Input(1), ReLU]
internal sealed partial class ReLUAlone;

[Network, Input(1), LeakyReLU(0.1)]
internal sealed partial class LeakyReLUAlone;

[Network, Input(1), Softplus]
internal sealed partial class SoftplusAlone;

/// <summary>Five activation functions and their slopes, as generated, against the formulas.</summary>
internal static class Activations
{
    private delegate void Forward(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace<float> workspace);

    private delegate void Backward(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Span<float> gradients, Workspace<float> workspace, Span<float> inputGradients);

    public static KeyFigure Run(ArticleContext context)
    {
        float[] x = [.. Enumerable.Range(0, context.Choose(full: 241, quick: 61)).Select(i => -6 + i * context.Choose(0.05f, 0.2f))];
        Curve[] curves =
        [
            Trace("Sigmoid", x, new SigmoidAlone().Forward, new SigmoidAlone().Backward, SigmoidAlone.CreateWorkspace(x.Length)),
            Trace("Tanh", x, new TanhAlone().Forward, new TanhAlone().Backward, TanhAlone.CreateWorkspace(x.Length)),
            Trace("ReLU", x, new ReLUAlone().Forward, new ReLUAlone().Backward, ReLUAlone.CreateWorkspace(x.Length)),
            Trace("LeakyReLU", x, new LeakyReLUAlone().Forward, new LeakyReLUAlone().Backward, LeakyReLUAlone.CreateWorkspace(x.Length)),
            Trace("Softplus", x, new SoftplusAlone().Forward, new SoftplusAlone().Backward, SoftplusAlone.CreateWorkspace(x.Length)),
        ];

        var figure = new Figure(columns: 3) { PanelWidth = 250, PanelHeight = 200 };
        foreach (Curve curve in curves)
        {
            string slope = $"slope from {curve.Slope.Min():0.000} to {curve.Slope.Max():0.000}";
            context.Print($"{curve.Name,-10} {slope}, off the formulas by {curve.Difference(x):0.0e-0} at most");
            figure.Add(new Plot(curve.Name) { Legend = figure.Panels.Count == 0 ? LegendPosition.TopLeft : LegendPosition.None }
                .HorizontalLine(0, style: LineStyle.Solid)
                .Line(x, curve.Value, "f(x)")
                .Line(x, curve.Slope, "f′(x)", style: LineStyle.Dashed));
        }

        var slopes = new Plot("All slopes") { Legend = LegendPosition.Outside };
        foreach (Curve curve in curves) { slopes.Line(x, curve.Slope, curve.Name); }
        figure.Add(slopes);
        context.Save(figure);
        return KeyFigure.AtMost("largest difference from the formulas", curves.Max(curve => curve.Difference(x)), 1e-6);
    }

    // Slopes are the gradients of the backward pass from ones.
    private static Curve Trace(string name, float[] x, Forward forward, Backward backward, Workspace<float> workspace)
    {
        float[] ones = [.. x.Select(_ => 1f)];
        var curve = new Curve(name, new float[x.Length], new float[x.Length]);
        forward(x, curve.Value, workspace);
        backward(x, ones, [], workspace, curve.Slope);
        return curve;
    }

    private sealed record Curve(string Name, float[] Value, float[] Slope)
    {
        /// <summary>The largest difference from the formula in double precision, of the values and of the slopes.</summary>
        public double Difference(float[] x)
        {
            ActivationCurve exact = Charts.KnownActivations.Single(known => known.Name == Name);
            return Enumerable.Range(0, x.Length)
                .Max(i => Math.Max(Math.Abs(Value[i] - exact.Function(x[i])), Math.Abs(Slope[i] - exact.Derivative(x[i]))));
        }
    }
}
