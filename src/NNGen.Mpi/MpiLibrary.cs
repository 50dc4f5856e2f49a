using System.Runtime.InteropServices;

namespace NNGen;

/// <summary>The library that was found, and its constants.</summary>
internal sealed class MpiLibrary
{
    /// <summary>Names the library to load, instead of a search.</summary>
    public const string Variable = "NNGEN_MPI_LIBRARY";

    // An export that only Open MPI has.
    private const string OpenMpiWorld = "ompi_mpi_comm_world";

    private static readonly string[] OpenMpiNames = OperatingSystem.IsMacOS() ? ["libmpi.40.dylib"] : ["libmpi.so.40"];
    private static readonly string[] MpichNames = OperatingSystem.IsMacOS() ? ["libmpi.12.dylib"] : ["libmpich.so.12", "libmpi.so.12"];
    private static readonly string[] EitherNames = OperatingSystem.IsMacOS() ? ["libmpi.dylib"] : ["libmpi.so"];

    private MpiLibrary(nint module, string name)
    {
        Module = module;
        Name = name;
        Family = NativeLibrary.TryGetExport(module, OpenMpiWorld, out nint world) ? MpiFamily.OpenMpi : MpiFamily.Mpich;
        if (Family == MpiFamily.OpenMpi)
        {
            World = world;
            Float = Export("ompi_mpi_float");
            Double = Export("ompi_mpi_double");
            Byte = Export("ompi_mpi_byte");
            Add = Export("ompi_mpi_op_sum");
            InPlace = 1;
        }
        else
        {
            // MPICH's mpi.h; the processors of NNGen pass an int and a pointer in the same register.
            World = 0x44000000;
            Float = 0x4c00040a;
            Double = 0x4c00080b;
            Byte = 0x4c00010d;
            Add = 0x58000003;
            InPlace = -1;
        }
    }

    public nint Module { get; }

    /// <summary>The name under which it was found.</summary>
    public string Name { get; }

    public MpiFamily Family { get; }

    /// <summary>MPI_COMM_WORLD.</summary>
    public nint World { get; }

    /// <summary>MPI_FLOAT.</summary>
    public nint Float { get; }

    /// <summary>MPI_DOUBLE.</summary>
    public nint Double { get; }

    /// <summary>MPI_BYTE.</summary>
    public nint Byte { get; }

    /// <summary>MPI_SUM.</summary>
    public nint Add { get; }

    /// <summary>MPI_IN_PLACE.</summary>
    public nint InPlace { get; }

    /// <summary>Loads the library for the processes of a launcher.</summary>
    /// <param name="launcher">The launcher.</param>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <param name="open">Loads a library of this name; null unless it is there and is one of MPI. Left out, the loader of the system does.</param>
    /// <exception cref="MpiException">There is none.</exception>
    public static MpiLibrary Load(MpiLauncher launcher, Func<string, string?> variable, Func<string, MpiLibrary?>? open = null)
    {
        open ??= Try;
        if (variable(Variable) is { Length: > 0 } given)
        {
            return open(given) ?? throw new MpiException($"{Variable} is '{given}', which is not a library of MPI that can be loaded (name the file, such as /usr/lib/x86_64-linux-gnu/libmpi.so.40).");
        }

        // A process of one launcher with the library of the other would believe that it is alone.
        string[] names = launcher.Family switch
        {
            MpiFamily.OpenMpi => [.. OpenMpiNames, .. EitherNames],
            MpiFamily.Mpich => [.. MpichNames, .. EitherNames],
            _ => [.. OpenMpiNames, .. MpichNames, .. EitherNames],
        };
        foreach (string name in names)
        {
            if (open(name) is { } library && (launcher.Family is null || library.Family == launcher.Family)) { return library; }
        }

        string wanted = launcher.Family switch
        {
            MpiFamily.OpenMpi => "Open MPI",
            MpiFamily.Mpich => "MPICH",
            _ => "MPI",
        };
        throw new MpiException(
            $"No library of {wanted} was found; tried {string.Join(", ", names)} (install it: openmpi-bin or mpich on Debian, or name the file in {Variable}).");
    }

    private static MpiLibrary? Try(string name)
    {
        if (!NativeLibrary.TryLoad(name, out nint module)) { return null; }
        return NativeLibrary.TryGetExport(module, "MPI_Init_thread", out _) ? new MpiLibrary(module, name) : null;
    }

    private nint Export(string name) => NativeLibrary.TryGetExport(Module, name, out nint address)
        ? address
        : throw new MpiException($"The library {Name} has no '{name}', which Open MPI 2 to 5 have (name another library in {Variable}).");
}
