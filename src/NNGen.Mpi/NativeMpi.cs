using System.Runtime.InteropServices;

namespace NNGen;

/// <summary>The functions of MPI. Every handle is a <c>nint</c>: an address in Open MPI, a constant in MPICH.</summary>
/// <remarks>Results other than 0 are errors, but by default MPI ends all processes itself, with a message, before it returns one.</remarks>
internal static unsafe partial class NativeMpi
{
    /// <summary>MPI_THREAD_SERIALIZED: several threads, one at a time.</summary>
    public const int Serialized = 2;

    private const string Library = "mpi";

    /// <summary>Makes the declarations below those of a library; once per process.</summary>
    public static void Use(MpiLibrary library) =>
        NativeLibrary.SetDllImportResolver(typeof(NativeMpi).Assembly, (name, _, _) => name == Library ? library.Module : 0);

    /// <summary>Checks a result.</summary>
    public static void Check(int result, string call)
    {
        if (result != 0) { throw new MpiException(FormattableString.Invariant($"{call} failed with error {result}.")); }
    }

    [LibraryImport(Library, EntryPoint = "MPI_Init_thread")]
    public static partial int InitThread(int* argumentCount, byte*** arguments, int required, int* provided);

    [LibraryImport(Library, EntryPoint = "MPI_Finalize")]
    public static partial int Finalize();

    [LibraryImport(Library, EntryPoint = "MPI_Abort")]
    public static partial int Abort(nint communicator, int exitCode);

    [LibraryImport(Library, EntryPoint = "MPI_Get_library_version")]
    public static partial int LibraryVersion(byte* text, int* length);

    [LibraryImport(Library, EntryPoint = "MPI_Comm_rank")]
    public static partial int Rank(nint communicator, int* rank);

    [LibraryImport(Library, EntryPoint = "MPI_Comm_size")]
    public static partial int Size(nint communicator, int* size);

    [LibraryImport(Library, EntryPoint = "MPI_Allreduce")]
    public static partial int AllReduce(nint sent, void* received, int count, nint type, nint operation, nint communicator);

    [LibraryImport(Library, EntryPoint = "MPI_Iallreduce")]
    public static partial int BeginAllReduce(nint sent, void* received, int count, nint type, nint operation, nint communicator, nint* request);

    [LibraryImport(Library, EntryPoint = "MPI_Wait")]
    public static partial int Wait(nint* request, void* status);

    [LibraryImport(Library, EntryPoint = "MPI_Bcast")]
    public static partial int Broadcast(void* values, int count, nint type, int root, nint communicator);

    [LibraryImport(Library, EntryPoint = "MPI_Sendrecv")]
    public static partial int SendReceive(
        void* sent, int sentCount, nint sentType, int destination, int sentTag,
        void* received, int receivedCount, nint receivedType, int source, int receivedTag, nint communicator, void* status);

    [LibraryImport(Library, EntryPoint = "MPI_Ibarrier")]
    public static partial int BeginBarrier(nint communicator, nint* request);

    [LibraryImport(Library, EntryPoint = "MPI_Test")]
    public static partial int Test(nint* request, int* done, void* status);
}
