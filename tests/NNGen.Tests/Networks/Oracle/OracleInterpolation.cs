namespace NNGen.Tests;

/// <summary>An image of <paramref name="Shape"/> enlarged by bilinear interpolation: pixel i lies at (i + ½) / factor − ½, at least 0, between two pixels.</summary>
internal sealed record OracleInterpolation(int[] Shape, int Rows, int Columns) : OracleLayer
{
    public override double[] Forward(double[] x, double[] parameters)
    {
        double[] y = new double[x.Length * Rows * Columns];
        foreach ((int input, int output, double share) in Shares()) { y[output] += share * x[input]; }
        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        double[] dx = new double[x.Length];
        foreach ((int input, int output, double share) in Shares()) { dx[input] += share * dy[output]; }
        return dx;
    }

    private IEnumerable<(int Input, int Output, double Share)> Shares() =>
        from row in Along(Shape[0], Rows)
        from column in Along(Shape[1], Columns)
        from channel in Enumerable.Range(0, Shape[2])
        select (
            (((row.Input * Shape[1]) + column.Input) * Shape[2]) + channel,
            (((row.Output * Shape[1] * Columns) + column.Output) * Shape[2]) + channel,
            row.Share * column.Share);

    private static IEnumerable<(int Input, int Output, double Share)> Along(int size, int factor)
    {
        for (int output = 0; output < size * factor; output++)
        {
            double place = Math.Max(0, ((output + 0.5) / factor) - 0.5);
            int before = (int)place;
            yield return (before, output, 1 - (place - before));
            yield return (Math.Min(before + 1, size - 1), output, place - before);
        }
    }
}
