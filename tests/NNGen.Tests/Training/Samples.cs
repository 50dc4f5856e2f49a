namespace NNGen.Tests;

/// <summary>Small made-up datasets.</summary>
internal static class Samples
{
    /// <summary>Three blobs in five dimensions.</summary>
    public static Dataset<float> Blobs(int count, int seed = 1)
    {
        var random = new Random(seed);
        float[] features = new float[count * 5];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            classes[i] = i % 3;
            for (int k = 0; k < 5; k++) { features[i * 5 + k] = (float)(random.NextDouble() - 0.5 + (k == classes[i] ? 1.5 : 0)); }
        }

        return Dataset.FromLabels(features, 5, classes, 3);
    }

    /// <summary>Points inside (class 1) and outside (class 0) of a circle.</summary>
    public static Dataset<float> Circles(int count)
    {
        var random = new Random(2);
        float[] features = new float[count * 2];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            classes[i] = i % 2;
            double angle = random.NextDouble() * 2 * Math.PI, radius = (classes[i] == 1 ? 0.5 : 1.5) + random.NextDouble() * 0.4;
            (features[2 * i], features[2 * i + 1]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
        }

        return Dataset.FromLabels(features, 2, classes, 2);
    }

    /// <summary>y0 = x0 - 2 x1 + 0.5, y1 = 3 x2.</summary>
    public static Dataset<float> Lines(int count)
    {
        var random = new Random(3);
        float[] features = new float[count * 3], targets = new float[count * 2];
        foreach (ref float feature in features.AsSpan()) { feature = (float)(random.NextDouble() * 2 - 1); }
        for (int i = 0; i < count; i++)
        {
            targets[2 * i] = features[3 * i] - 2 * features[3 * i + 1] + 0.5f;
            targets[2 * i + 1] = 3 * features[3 * i + 2];
        }

        return Dataset.Create(features, 3, targets, 2);
    }
}
