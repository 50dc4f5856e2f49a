namespace NNGen.Tests;

/// <summary>
/// A test that starts mpirun, once for each launcher of this machine; skipped where there is none, unless NNGEN_REQUIRE_MPI is set. Hosts of network
/// namespaces are skipped where none can be made, as in many containers.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MpiTheoryAttribute : TheoryAttribute
{
    /// <summary>Whether both launchers must be there.</summary>
    public bool NeedsBoth { get; init; }

    /// <summary>Whether hosts are made of network namespaces.</summary>
    public bool NeedsHosts { get; init; }

    /// <inheritdoc/>
    public override string? Skip =>
        !MpiRun.IsRequired && MpiRun.Installed.Length < (NeedsBoth ? 2 : 1) ? $"There is no {(NeedsBoth ? "second mpirun" : "mpirun")} (apt-get install openmpi-bin mpich)."
        : NeedsHosts && !MpiRun.CanMakeHosts ? "No hosts can be made of network namespaces here, which takes root, ip and unshare."
        : null;
}
