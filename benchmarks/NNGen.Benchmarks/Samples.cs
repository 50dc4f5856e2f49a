namespace NNGen.Benchmarks;

/// <summary>Input data, the same in every run.</summary>
internal static class Samples
{
    public static float[] Values(int count)
    {
        var random = new RandomStream(7);
        var values = new float[count];
        for (int i = 0; i < count; i++) { values[i] = (float)random.NextNormal(); }
        return values;
    }

    public static int[] Classes(int count, int classes)
    {
        var random = new RandomStream(8);
        var values = new int[count];
        for (int i = 0; i < count; i++) { values[i] = random.NextInt32(classes); }
        return values;
    }
}
