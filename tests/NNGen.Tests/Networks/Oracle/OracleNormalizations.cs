namespace NNGen.Tests;

/// <summary>
/// A normalization of each sample: values of the same group get the mean 0 and the variance 1, and then a factor and a summand of their channel.
/// </summary>
/// <param name="Channels">Channels, the last axis.</param>
/// <param name="GroupOf">The group of the value of a number.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="Centers">Whether the mean is subtracted.</param>
/// <param name="WeightAt">Where the factors are.</param>
/// <param name="BiasAt">Where the summands are, or null.</param>
internal sealed record OracleNormalization(int Channels, Func<int, int> GroupOf, double Epsilon, bool Centers, int WeightAt, int? BiasAt) : OracleLayer
{
    public override double[] Forward(double[] x, double[] parameters)
    {
        (double[] normal, _) = Normal(x);
        return [.. normal.Select((v, i) => (v * parameters[WeightAt + (i % Channels)]) + (BiasAt is { } bias ? parameters[bias + (i % Channels)] : 0))];
    }

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        (double[] normal, double[] scale) = Normal(x);
        double[] dx = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            gradients[WeightAt + (i % Channels)] += dy[i] * normal[i];
            if (BiasAt is { } bias) { gradients[bias + (i % Channels)] += dy[i]; }

            // ∂normal[j] / ∂x[i] = scale · (δ − [centered] 1 / n − normal[i] · normal[j] / n) for the values j of the same group.
            int[] group = [.. Enumerable.Range(0, x.Length).Where(j => GroupOf(j) == GroupOf(i))];
            foreach (int j in group)
            {
                double slope = (i == j ? 1 : 0) - ((Centers ? 1.0 : 0) / group.Length) - (normal[i] * normal[j] / group.Length);
                dx[i] += dy[j] * parameters[WeightAt + (j % Channels)] * scale[j] * slope;
            }
        }

        return dx;
    }

    private (double[] Normal, double[] Scale) Normal(double[] x)
    {
        double[] normal = new double[x.Length], scale = new double[x.Length];
        foreach (IGrouping<int, int> group in Enumerable.Range(0, x.Length).GroupBy(GroupOf))
        {
            double mean = Centers ? group.Average(i => x[i]) : 0;
            double root = Math.Sqrt(group.Average(i => (x[i] - mean) * (x[i] - mean)) + Epsilon);
            foreach (int i in group) { (normal[i], scale[i]) = ((x[i] - mean) / root, 1 / root); }
        }

        return (normal, scale);
    }
}

/// <summary>x, or a learned slope times x where x is not positive: one slope, or one for each channel.</summary>
internal sealed record OracleSlope(int Slopes, int WeightAt) : OracleLayer
{
    public override double[] Forward(double[] x, double[] parameters) => [.. x.Select((v, i) => v > 0 ? v : parameters[WeightAt + (i % Slopes)] * v)];

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        for (int i = 0; i < x.Length; i++) { gradients[WeightAt + (i % Slopes)] += x[i] > 0 ? 0 : dy[i] * x[i]; }
        return [.. dy.Select((d, i) => x[i] > 0 ? d : d * parameters[WeightAt + (i % Slopes)])];
    }
}

/// <summary>A layer applied to the last axis at each position of the others.</summary>
internal sealed record OracleEach(OracleLayer Layer, int Inputs) : OracleLayer
{
    public override double[] Forward(double[] x, double[] parameters) => [.. x.Chunk(Inputs).SelectMany(row => Layer.Forward(row, parameters))];

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        int outputs = y.Length / (x.Length / Inputs);
        return [.. x.Chunk(Inputs).Select((row, i) => (row, i)).SelectMany(item =>
            Layer.Backward(item.row, y[(item.i * outputs)..((item.i + 1) * outputs)], dy[(item.i * outputs)..((item.i + 1) * outputs)], parameters, gradients))];
    }
}
