namespace NNGen.Tests;

/// <summary>
/// A recurrent layer in one direction, with backpropagation through time written by hand. From <paramref name="WeightAt"/> on stand the weights of what arrives,
/// <c>[gates · units, features]</c>, those of what is carried, <c>[gates · units, units]</c>, and two biases, if it has them.
/// </summary>
internal sealed record OracleRecurrent(OracleCell Cell, int Steps, int Features, int Units, bool GivesAll, bool IsReversed, int WeightAt, bool HasBias) : OracleLayer
{
    private int Sums => Cell.Gates * Units;

    private int CarriedAt => WeightAt + (Sums * Features);

    private int BiasAt => CarriedAt + (Sums * Units);

    public static int ParametersOf(OracleCell cell, int features, int units, bool hasBias) => cell.Gates * units * (features + units + (hasBias ? 2 : 0));

    public override double[] Forward(double[] x, double[] parameters)
    {
        Moment[] moments = Run(x, parameters);
        if (!GivesAll) { return moments[^1].Next; }
        double[] y = new double[Steps * Units];
        foreach (Moment moment in moments) { moment.Next.CopyTo(y, moment.Step * Units); }
        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        double[] dx = new double[x.Length], dh = GivesAll ? new double[Units] : [.. dy], dc = new double[Units];
        foreach (Moment moment in Run(x, parameters).Reverse())
        {
            double[] dhBefore = new double[Units];
            double[] dArriving = new double[Sums], dProducts = new double[Sums];
            for (int unit = 0; unit < Units; unit++)
            {
                double slope = dh[unit] + (GivesAll ? dy[(moment.Step * Units) + unit] : 0);
                CellSlopes slopes = Cell.Back(Gates(moment.Arriving, unit), Gates(moment.Products, unit), moment.Previous[unit], moment.PreviousCell[unit], slope, dc[unit]);
                (dhBefore[unit], dc[unit]) = (slopes.Previous, slopes.PreviousCell);
                for (int gate = 0; gate < Cell.Gates; gate++)
                {
                    dArriving[(gate * Units) + unit] = slopes.Arriving[gate];
                    dProducts[(gate * Units) + unit] = slopes.Products[gate];
                }
            }

            for (int row = 0; row < Sums; row++)
            {
                for (int i = 0; i < Features; i++)
                {
                    gradients[WeightAt + (row * Features) + i] += dArriving[row] * x[(moment.Step * Features) + i];
                    dx[(moment.Step * Features) + i] += dArriving[row] * parameters[WeightAt + (row * Features) + i];
                }

                for (int j = 0; j < Units; j++)
                {
                    gradients[CarriedAt + (row * Units) + j] += dProducts[row] * moment.Previous[j];
                    dhBefore[j] += dProducts[row] * parameters[CarriedAt + (row * Units) + j];
                }

                if (!HasBias) { continue; }
                gradients[BiasAt + row] += dArriving[row];
                gradients[BiasAt + Sums + row] += dProducts[row];
            }

            dh = dhBefore;
        }

        return dx;
    }

    /// <summary>All steps, in the order in which they are computed.</summary>
    private Moment[] Run(double[] x, double[] parameters)
    {
        var moments = new Moment[Steps];
        double[] h = new double[Units], c = new double[Units];
        for (int t = 0; t < Steps; t++)
        {
            int step = IsReversed ? Steps - 1 - t : t;
            double[] arriving = Sum(WeightAt, BiasAt, x.AsSpan(step * Features, Features), parameters), products = Sum(CarriedAt, BiasAt + Sums, h, parameters);
            double[] next = new double[Units], nextCell = new double[Units];
            for (int unit = 0; unit < Units; unit++) { (next[unit], nextCell[unit]) = Cell.Next(Gates(arriving, unit), Gates(products, unit), h[unit], c[unit]); }
            moments[t] = new Moment(step, h, c, arriving, products, next);
            (h, c) = (next, nextCell);
        }

        return moments;
    }

    private double[] Sum(int weightAt, int biasAt, ReadOnlySpan<double> values, double[] parameters)
    {
        double[] sums = new double[Sums];
        for (int row = 0; row < Sums; row++)
        {
            sums[row] = HasBias ? parameters[biasAt + row] : 0;
            for (int i = 0; i < values.Length; i++) { sums[row] += parameters[weightAt + (row * values.Length) + i] * values[i]; }
        }

        return sums;
    }

    private double[] Gates(double[] sums, int unit) => [.. Enumerable.Range(0, Cell.Gates).Select(gate => sums[(gate * Units) + unit])];

    private sealed record Moment(int Step, double[] Previous, double[] PreviousCell, double[] Arriving, double[] Products, double[] Next);
}

/// <summary>Two recurrent layers over the same sequence, one in each direction.</summary>
internal sealed record OracleBothDirections(OracleLayer First, OracleLayer Second, int Units, BidirectionalMerge Merge) : OracleLayer
{
    public override double[] Forward(double[] x, double[] parameters)
    {
        double[] first = First.Forward(x, parameters), second = Second.Forward(x, parameters);
        return Merge switch
        {
            BidirectionalMerge.Sum => [.. first.Zip(second, (a, b) => a + b)],
            BidirectionalMerge.Multiply => [.. first.Zip(second, (a, b) => a * b)],
            BidirectionalMerge.Average => [.. first.Zip(second, (a, b) => (a + b) / 2)],
            _ => [.. first.Chunk(Units).Zip(second.Chunk(Units), (a, b) => a.Concat(b)).SelectMany(both => both)],
        };
    }

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        double[] first = First.Forward(x, parameters), second = Second.Forward(x, parameters);
        (double[] toFirst, double[] toSecond) = Merge switch
        {
            BidirectionalMerge.Sum => (dy, dy),
            BidirectionalMerge.Multiply => (dy.Zip(second, (d, b) => d * b).ToArray(), dy.Zip(first, (d, a) => d * a).ToArray()),
            BidirectionalMerge.Average => (Array.ConvertAll(dy, d => d / 2), Array.ConvertAll(dy, d => d / 2)),
            _ => (dy.Chunk(2 * Units).SelectMany(both => both[..Units]).ToArray(), dy.Chunk(2 * Units).SelectMany(both => both[Units..]).ToArray()),
        };
        double[] dx = First.Backward(x, first, toFirst, parameters, gradients);
        return [.. dx.Zip(Second.Backward(x, second, toSecond, parameters, gradients), (a, b) => a + b)];
    }
}
