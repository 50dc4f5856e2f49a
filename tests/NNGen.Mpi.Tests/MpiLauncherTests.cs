namespace NNGen.Tests;

public class MpiLauncherTests
{
    [Theory]
    [InlineData("", null, null, null)]
    [InlineData("OMPI_COMM_WORLD_SIZE=4 PMIX_RANK=1", "mpirun of Open MPI", "OpenMpi", 4)]
    [InlineData("PMI_SIZE=8 PMI_RANK=3", "mpirun of MPICH", "Mpich", 8)]
    [InlineData("PMI_SIZE=8 SLURM_PROCID=3 SLURM_NTASKS=8", "srun (PMI)", null, 8)]
    [InlineData("PMIX_RANK=0 SLURM_PROCID=0 SLURM_NTASKS=16", "srun (PMIx)", null, 16)]
    [InlineData("SLURM_PROCID=0 SLURM_NTASKS=16", "srun", null, 16)]
    [InlineData("SLURM_PROCID=0 SLURM_NTASKS=1", null, null, null)]
    public void Launchers_are_known_by_their_variables(string environment, string? name, string? family, int? size)
    {
        MpiLauncher launcher = MpiLauncher.Of(Of(environment));

        Assert.Equal((name, family, size), (launcher.Name, launcher.Family?.ToString(), launcher.Size));
    }

    [Fact]
    public void A_missing_library_is_an_error_that_says_what_was_tried()
    {
        var given = Assert.Throws<MpiException>(() => MpiLibrary.Load(new MpiLauncher("mpirun", null, 2), Of("NNGEN_MPI_LIBRARY=/none/libmpi.so")));

        Assert.Equal(
            "NNGEN_MPI_LIBRARY is '/none/libmpi.so', which is not a library of MPI that can be loaded (name the file, such as /usr/lib/x86_64-linux-gnu/libmpi.so.40).",
            given.Message);
    }

    [Theory]
    [InlineData(null, "No library of MPI was found; tried libmpi.so.40, libmpich.so.12, libmpi.so.12, libmpi.so (")]
    [InlineData("OpenMpi", "No library of Open MPI was found; tried libmpi.so.40, libmpi.so (")]
    [InlineData("Mpich", "No library of MPICH was found; tried libmpich.so.12, libmpi.so.12, libmpi.so (")]
    public void Without_any_library_the_error_says_what_was_tried_and_what_to_install(string? family, string start)
    {
        if (!OperatingSystem.IsLinux()) { return; }
        var tried = new List<string>();
        var missing = Assert.Throws<MpiException>(() => MpiLibrary.Load(new MpiLauncher("mpirun", family is null ? null : Enum.Parse<MpiFamily>(family), 2), Of(""), name =>
        {
            tried.Add(name);
            return null;
        }));

        Assert.Equal(start + "install it: openmpi-bin or mpich on Debian, or name the file in NNGEN_MPI_LIBRARY).", missing.Message);
        Assert.All(tried, name => Assert.Contains(name, missing.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_program_that_was_not_started_by_mpirun_says_so()
    {
        Assert.False(Mpi.IsLaunched);
        var error = Assert.Throws<MpiException>(() => Mpi.Run(_ => { }));

        Assert.Equal("This process was not started by mpirun, so it has no other ranks (start it with: mpirun -n 4 dotnet Program.dll).", error.Message);
    }

    private static Func<string, string?> Of(string environment)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return name => variables.GetValueOrDefault(name);
    }
}
