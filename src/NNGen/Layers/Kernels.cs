namespace NNGen;

/// <summary>How the code of a network is written.</summary>
public enum Kernels
{
    /// <summary>For speed: vectors, tiles of registers, packed weights.</summary>
    Fast,

    /// <summary>
    /// For reading and stepping through with a debugger: one number at a time, in plain loops as the formulas say. Slow; results are those of <see cref="Fast"/> within rounding.
    /// </summary>
    Readable,
}
