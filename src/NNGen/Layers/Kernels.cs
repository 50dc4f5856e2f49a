namespace NNGen;

/// <summary>How the code of a network is generated.</summary>
public enum Kernels
{
    /// <summary>For speed: vectors, register tiles, packed weights.</summary>
    Fast,

    /// <summary>
    /// For reading and stepping through with a debugger: one number at a time, in plain loops that follow the formulas. Slow; results equal
    /// those of <see cref="Fast"/> up to rounding.
    /// </summary>
    Readable,
}
