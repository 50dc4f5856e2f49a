namespace NNGen;

/// <summary>
/// Random vectors of length 1 that are perpendicular to one another, in every direction equally likely: those of a normal distribution, from each of which the
/// parts along the earlier ones are taken away (Gram and Schmidt). That is the orthogonal factor of a QR decomposition whose other factor has a positive
/// diagonal, as in PyTorch's and Keras's initializers.
/// </summary>
internal static class OrthonormalVectors
{
    /// <summary>Draws vectors. The order of all sums is fixed, so that the bits are the same on every machine.</summary>
    /// <param name="count">How many, at most <paramref name="length"/>.</param>
    /// <param name="length">Numbers of each.</param>
    /// <param name="random">The random numbers.</param>
    public static double[][] Draw(int count, int length, RandomStream random)
    {
        double[][] vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            vectors[i] = new double[length];
            double norm;
            do { norm = DrawNext(vectors.AsSpan(0, i), vectors[i], random); }
            while (norm == 0);
            VectorLoops<double>.For(length).Scale(vectors[i], 1 / norm);
        }

        return vectors;
    }

    /// <summary>Draws a vector that is perpendicular to the earlier ones, and returns its length.</summary>
    private static double DrawNext(ReadOnlySpan<double[]> earlier, double[] vector, RandomStream random)
    {
        foreach (ref double value in vector.AsSpan()) { value = random.NextNormal(); }
        double norm = Norm(vector), before;
        do
        {
            before = norm;
            foreach (double[] other in earlier) { VectorLoops<double>.For(vector.Length).AddScaled(vector, other, -Lanes.Dot(other, vector)); }
            norm = Norm(vector);
        }
        while (norm < before / 2); // what is left is short, so rounding errors along the earlier ones are large: take them away, too

        return norm;
    }

    private static double Norm(double[] vector) => Math.Sqrt(Lanes.Dot(vector, vector));
}
