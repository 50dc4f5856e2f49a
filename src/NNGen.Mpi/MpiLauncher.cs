using System.Globalization;

namespace NNGen;

/// <summary>The program that started this process and its siblings, as far as the environment tells.</summary>
/// <param name="Name">Its name for messages; null if this process was started alone.</param>
/// <param name="Family">Whose library its processes need; null if that is not known.</param>
/// <param name="Size">How many processes it has started; null if that is not known.</param>
internal sealed record MpiLauncher(string? Name, MpiFamily? Family, int? Size)
{
    /// <summary>Reads the variables that launchers set for each process.</summary>
    /// <param name="variable">The value of an environment variable, or null.</param>
    public static MpiLauncher Of(Func<string, string?> variable)
    {
        // Open MPI's own; then what MPICH, Intel MPI and "srun --mpi=pmi2" set; then "srun --mpi=pmix", which serves both; then srun without any.
        if (Count("OMPI_COMM_WORLD_SIZE") is { } open) { return new("mpirun of Open MPI", MpiFamily.OpenMpi, open); }
        if (Count("PMI_SIZE") is { } size) { return new(Slurm() ? "srun (PMI)" : "mpirun of MPICH", Slurm() ? null : MpiFamily.Mpich, size); }
        if (variable("PMIX_RANK") is not null) { return new(Slurm() ? "srun (PMIx)" : "a PMIx launcher", null, SlurmSize()); }
        return Slurm() && SlurmSize() > 1 ? new("srun", null, SlurmSize()) : new(null, null, null);

        bool Slurm() => variable("SLURM_PROCID") is not null;

        int? SlurmSize() => Count("SLURM_STEP_NUM_TASKS") ?? Count("SLURM_NTASKS");

        int? Count(string name) =>
            int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : null;
    }
}
