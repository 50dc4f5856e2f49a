namespace NNGen.Tests;

/// <summary>y[t] = W[id[t]], with W at <paramref name="WeightAt"/> as <c>[ids, columns]</c>; one id passes no gradient.</summary>
internal sealed record OracleEmbedding(int Columns, int WeightAt, int PaddingId) : OracleLayer
{
    public override double[] Forward(double[] x, double[] parameters) => [.. x.SelectMany(id => parameters.Skip(WeightAt + ((int)id * Columns)).Take(Columns))];

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        for (int i = 0; i < dy.Length; i++)
        {
            int id = (int)x[i / Columns];
            if (id != PaddingId) { gradients[WeightAt + (id * Columns) + (i % Columns)] += dy[i]; }
        }

        return new double[x.Length];
    }
}
