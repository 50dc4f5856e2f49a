namespace NNGen;

/// <summary>Widths that are relative to what arrives at a layer, for blocks.</summary>
public static class Width
{
    /// <summary>
    /// As many units, filters or channels as arrive at the layer. Multiples and quotients are constants too: <c>4 * Width.Input</c>, <c>Width.Input / 2</c>;
    /// whatever does not give a whole number for the width that arrives is an error.
    /// </summary>
    /// <remarks>A negative number that no width can be, with many divisors, so that quotients up to 16 are exact.</remarks>
    public const int Input = -1_441_440;
}
