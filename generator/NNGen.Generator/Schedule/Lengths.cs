namespace NNGen.Generator.Schedule;

/// <summary>Lengths in whole blocks.</summary>
internal static class Lengths
{
    /// <summary>The blocks that some elements fill or begin.</summary>
    public static int Ceiling(int size, int block) => (size + block - 1) / block;

    /// <summary>The elements of these blocks.</summary>
    public static int RoundUp(int size, int multiple) => Ceiling(size, multiple) * multiple;
}
