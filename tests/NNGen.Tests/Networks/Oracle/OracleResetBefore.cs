namespace NNGen.Tests;

/// <summary>
/// A GRU whose reset gate multiplies what is carried before the product, in one direction, with backpropagation through time written by hand. From
/// <paramref name="WeightAt"/> on stand the weights of what arrives, those of what is carried, both by gate in the order reset, update, new, and one bias, if it has it.
/// </summary>
internal sealed record OracleResetBefore(GRUAttribute Layer, int Steps, int Features, bool IsReversed, int WeightAt) : OracleLayer
{
    private readonly OracleCell.Formula activation = OracleCell.Formula.Of(Layer.Activation), gate = OracleCell.Formula.Of(Layer.GateActivation);

    private int Units => Layer.Units;

    private int CarriedAt => WeightAt + (3 * Units * Features);

    private int BiasAt => CarriedAt + (3 * Units * Units);

    public static int ParametersOf(int features, int units, bool hasBias) => 3 * units * (features + units + (hasBias ? 1 : 0));

    public override double[] Forward(double[] x, double[] parameters)
    {
        Moment[] moments = Run(x, parameters);
        if (!Layer.ReturnSequences) { return moments[^1].Next; }
        double[] y = new double[Steps * Units];
        foreach (Moment moment in moments) { moment.Next.CopyTo(y, moment.Step * Units); }
        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        double[] dx = new double[x.Length], dh = Layer.ReturnSequences ? new double[Units] : [.. dy];
        foreach (Moment moment in Run(x, parameters).Reverse())
        {
            if (Layer.ReturnSequences) { dh = [.. dh.Select((slope, unit) => slope + dy[(moment.Step * Units) + unit])]; }
            double[] dBefore = new double[Units], dRemaining = new double[Units], dSums = new double[3 * Units];
            for (int unit = 0; unit < Units; unit++)
            {
                double update = gate.Value(moment.Sums[Units + unit]), candidate = activation.Value(moment.Sums[(2 * Units) + unit]);
                dBefore[unit] = dh[unit] * update;
                dSums[Units + unit] = dh[unit] * (moment.Previous[unit] - candidate) * gate.Slope(moment.Sums[Units + unit]);
                dSums[(2 * Units) + unit] = dh[unit] * (1 - update) * activation.Slope(moment.Sums[(2 * Units) + unit]);
            }

            Back(2 * Units, 3 * Units, moment.Remaining, dRemaining);
            for (int unit = 0; unit < Units; unit++)
            {
                dSums[unit] = dRemaining[unit] * moment.Previous[unit] * gate.Slope(moment.Sums[unit]);
                dBefore[unit] += dRemaining[unit] * gate.Value(moment.Sums[unit]);
            }

            Back(0, 2 * Units, moment.Previous, dBefore);
            for (int row = 0; row < 3 * Units; row++)
            {
                if (Layer.Bias) { gradients[BiasAt + row] += dSums[row]; }
                for (int i = 0; i < Features; i++)
                {
                    gradients[WeightAt + (row * Features) + i] += dSums[row] * x[(moment.Step * Features) + i];
                    dx[(moment.Step * Features) + i] += dSums[row] * parameters[WeightAt + (row * Features) + i];
                }
            }

            dh = dBefore;

            // Through the products of some rows with what is carried, or with what remains of it.
            void Back(int from, int to, double[] read, double[] slopes)
            {
                for (int row = from; row < to; row++)
                {
                    for (int j = 0; j < Units; j++)
                    {
                        gradients[CarriedAt + (row * Units) + j] += dSums[row] * read[j];
                        slopes[j] += dSums[row] * parameters[CarriedAt + (row * Units) + j];
                    }
                }
            }
        }

        return dx;
    }

    /// <summary>All steps, in the order in which they are computed.</summary>
    private Moment[] Run(double[] x, double[] parameters)
    {
        var moments = new Moment[Steps];
        double[] h = new double[Units];
        for (int t = 0; t < Steps; t++)
        {
            int step = IsReversed ? Steps - 1 - t : t;
            double[] sums = new double[3 * Units], remaining = new double[Units], next = new double[Units];
            for (int row = 0; row < 2 * Units; row++) { sums[row] = Sum(row, h); }
            for (int unit = 0; unit < Units; unit++) { remaining[unit] = gate.Value(sums[unit]) * h[unit]; }
            for (int row = 2 * Units; row < 3 * Units; row++) { sums[row] = Sum(row, remaining); }
            for (int unit = 0; unit < Units; unit++)
            {
                double update = gate.Value(sums[Units + unit]);
                next[unit] = ((1 - update) * activation.Value(sums[(2 * Units) + unit])) + (update * h[unit]);
            }

            moments[t] = new Moment(step, h, sums, remaining, next);
            h = next;

            double Sum(int row, double[] read)
            {
                double sum = Layer.Bias ? parameters[BiasAt + row] : 0;
                for (int i = 0; i < Features; i++) { sum += parameters[WeightAt + (row * Features) + i] * x[(step * Features) + i]; }
                for (int j = 0; j < Units; j++) { sum += parameters[CarriedAt + (row * Units) + j] * read[j]; }
                return sum;
            }
        }

        return moments;
    }

    private sealed record Moment(int Step, double[] Previous, double[] Sums, double[] Remaining, double[] Next);
}
