namespace NNGen.Tests;

/// <summary>A layer of the oracle: one sample at a time, one number at a time.</summary>
internal abstract record OracleLayer
{
    /// <summary>The layer's outputs.</summary>
    public abstract double[] Forward(double[] x, double[] parameters);

    /// <summary>
    /// Computes the gradient of the inputs from that of the outputs; adds the parameters' gradients to <paramref name="gradients"/>.
    /// </summary>
    public abstract double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients);
}

/// <summary>y = W x + b, with W at <paramref name="WeightAt"/> as <c>[outputs, inputs]</c> and b at <paramref name="BiasAt"/>, or null.</summary>
internal sealed record OracleDense(int Inputs, int Outputs, int WeightAt, int? BiasAt) : OracleLayer
{
    public override double[] Forward(double[] x, double[] parameters)
    {
        double[] y = new double[Outputs];
        for (int o = 0; o < Outputs; o++)
        {
            y[o] = BiasAt is { } bias ? parameters[bias + o] : 0;
            for (int i = 0; i < Inputs; i++) { y[o] += parameters[WeightAt + (o * Inputs) + i] * x[i]; }
        }

        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        double[] dx = new double[Inputs];
        for (int o = 0; o < Outputs; o++)
        {
            if (BiasAt is { } bias) { gradients[bias + o] += dy[o]; }
            for (int i = 0; i < Inputs; i++)
            {
                gradients[WeightAt + (o * Inputs) + i] += dy[o] * x[i];
                dx[i] += dy[o] * parameters[WeightAt + (o * Inputs) + i];
            }
        }

        return dx;
    }
}

/// <summary>A factor or summand in training: drawn for the sample that the network has set, or nothing.</summary>
/// <param name="Draw">Gives a factor or a summand for each value, from the sample's number.</param>
/// <param name="IsFactor">Whether it is a factor.</param>
internal sealed record OracleNoise(Func<OracleNoise, double[]> Draw, bool IsFactor) : OracleLayer
{
    /// <summary>Seed, step and sample in training; null otherwise.</summary>
    public (long Seed, long Step, int Sample)? Place { get; set; }

    public override double[] Forward(double[] x, double[] parameters) =>
        Place is null ? x : x.Zip(Draw(this), (v, noise) => IsFactor ? v * noise : v + noise).ToArray();

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients) =>
        Place is null || !IsFactor ? dy : dy.Zip(Draw(this), (d, noise) => d * noise).ToArray();
}

/// <summary>The identity, with a penalty on its values in the loss.</summary>
internal sealed record OraclePenalty(double L1, double L2) : OracleLayer
{
    /// <summary>The sample's weight divided by the batch size, or 0 for a custom loss.</summary>
    public double Scale { get; set; }

    public double Of(double[] x) => x.Sum(v => (L1 * Math.Abs(v)) + (L2 * v * v));

    public override double[] Forward(double[] x, double[] parameters) => x;

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients) =>
        x.Zip(dy, (v, d) => d + (Scale * ((L1 * Math.Sign(v)) + (2 * L2 * v)))).ToArray();
}

/// <summary>An element-wise function.</summary>
internal sealed record OracleActivation(Func<double, double> Value, Func<double, double> Slope) : OracleLayer
{
    public override double[] Forward(double[] x, double[] parameters) => Array.ConvertAll(x, v => Value(v));

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients) =>
        x.Zip(dy, (v, d) => d * Slope(v)).ToArray();
}

/// <summary>yᵢ = e^xᵢ / Σ e^xⱼ, with the Jacobian yᵢ (δᵢⱼ − yⱼ).</summary>
internal sealed record OracleSoftmax : OracleLayer
{
    public static double[] Of(double[] x)
    {
        double max = x.Max();
        double sum = x.Sum(v => Math.Exp(v - max));
        return Array.ConvertAll(x, v => Math.Exp(v - max) / sum);
    }

    public override double[] Forward(double[] x, double[] parameters) => Of(x);

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        double common = y.Zip(dy, (v, d) => v * d).Sum();
        return y.Zip(dy, (v, d) => v * (d - common)).ToArray();
    }
}

/// <summary>yᵢ = xᵢ − ln Σ e^xⱼ, with the Jacobian δᵢⱼ − softmaxⱼ.</summary>
internal sealed record OracleLogSoftmax : OracleLayer
{
    public static double[] Of(double[] x)
    {
        double max = x.Max();
        double logSum = max + Math.Log(x.Sum(v => Math.Exp(v - max)));
        return Array.ConvertAll(x, v => v - logSum);
    }

    public override double[] Forward(double[] x, double[] parameters) => Of(x);

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        double sum = dy.Sum();
        return y.Zip(dy, (v, d) => d - (Math.Exp(v) * sum)).ToArray();
    }
}
