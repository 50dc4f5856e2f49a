using NNGen;

namespace Articles;

/// <summary>
/// The gradient of a 2-3-1 network with sigmoids and binary cross-entropy as derived on paper, in plain loops and double precision.
/// </summary>
/// <remarks>
/// <code>
/// hₖ = σ(wₖ·x + bₖ)        p = σ(Σₖ vₖ·hₖ + c)        L = −t·ln p − (1 − t)·ln(1 − p)
/// δ  = ∂L/∂(Σ vₖhₖ + c) = p − t                 ∂L/∂vₖ  = δ·hₖ        ∂L/∂c  = δ
/// δₖ = δ·vₖ·hₖ·(1 − hₖ)                         ∂L/∂wₖᵢ = δₖ·xᵢ       ∂L/∂bₖ = δₖ
/// </code>
/// </remarks>
internal static class DeltaRules
{
    /// <summary>The largest difference between this gradient and the generated one, over all 13 parameters.</summary>
    public static double LargestDifference(CircleClassifier net, Dataset<float> points)
    {
        float[] generated = new float[CircleClassifier.ParameterCount];
        net.Gradients(points.Features, points.Labels, generated);
        double[] written = Gradient(net.Parameters.Values, points);
        return written.Zip(generated, (a, b) => Math.Abs(a - b)).Max();
    }

    /// <summary>The gradient of the mean loss, in the order of the parameters: w[3, 2], b[3], v[3], c.</summary>
    public static double[] Gradient(ReadOnlySpan<float> parameters, Dataset<float> points)
    {
        ReadOnlySpan<float> w = parameters[..6], b = parameters[6..9], v = parameters[9..12];
        double c = parameters[12];
        double[] gradient = new double[13];
        Span<double> dw = gradient.AsSpan(0, 6), db = gradient.AsSpan(6, 3), dv = gradient.AsSpan(9, 3), dc = gradient.AsSpan(12);
        Span<double> h = stackalloc double[3];
        for (int n = 0; n < points.Count; n++)
        {
            ReadOnlySpan<float> x = points.Rows[n];
            double sum = c;
            for (int k = 0; k < 3; k++)
            {
                h[k] = Sigmoid((double)w[2 * k] * x[0] + (double)w[2 * k + 1] * x[1] + b[k]);
                sum += v[k] * h[k];
            }

            double delta = (Sigmoid(sum) - points.Labels[n]) / points.Count;
            dc[0] += delta;
            for (int k = 0; k < 3; k++)
            {
                dv[k] += delta * h[k];
                double deltaHidden = delta * v[k] * h[k] * (1 - h[k]);
                dw[2 * k] += deltaHidden * x[0];
                dw[2 * k + 1] += deltaHidden * x[1];
                db[k] += deltaHidden;
            }
        }

        return gradient;
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
