namespace NNGen;

/// <summary>Libraries with the same binary interface.</summary>
internal enum MpiFamily
{
    /// <summary>Open MPI: handles are addresses of exported objects.</summary>
    OpenMpi,

    /// <summary>MPICH, and what is compatible with it (Intel MPI, MVAPICH): handles are 32-bit constants.</summary>
    Mpich,
}
