using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace NNGen;

/// <summary>All processes of a program that was started by <c>mpirun</c>; given to it by <see cref="Mpi.Run(Action{MpiGroup})"/>.</summary>
/// <remarks>One thread at a time calls it. If another rank dies, <c>mpirun</c> ends this one too.</remarks>
public sealed unsafe class MpiGroup : IProcessGroup
{
    /// <summary>Values of one call of MPI, which counts with 32 bits.</summary>
    private const int MaxCount = 1 << 28;

    /// <summary>Bytes for an MPI_Status of any library; the largest has 32.</summary>
    private const int StatusBytes = 64;

    private readonly MpiLibrary library;
    private readonly Lazy<SignalToken> signals = new(() => new SignalToken());

    private readonly List<nint> requests = [];

    private MpiGroup(MpiLibrary library)
    {
        this.library = library;
        int rank, size, length;
        NativeMpi.Check(NativeMpi.Rank(library.World, &rank), "MPI_Comm_rank");
        NativeMpi.Check(NativeMpi.Size(library.World, &size), "MPI_Comm_size");
        (Rank, Size) = (rank, size);

        // MPI_MAX_LIBRARY_VERSION_STRING is 256 in Open MPI and 8,192 in MPICH.
        byte* text = stackalloc byte[8192];
        NativeMpi.Check(NativeMpi.LibraryVersion(text, &length), "MPI_Get_library_version");
        Library = Encoding.UTF8.GetString(text, length).TrimEnd('\0', '\n').Split('\n')[0].Trim();
    }

    /// <summary>The number of this process, from 0.</summary>
    public int Rank { get; }

    /// <summary>The number of processes.</summary>
    public int Size { get; }

    /// <summary>The library's own name and version, in one line.</summary>
    public string Library { get; }

    /// <summary>
    /// Canceled by the signals SIGINT and SIGTERM, which <c>mpirun</c> and Slurm send before they end a program. Given to <c>Fit</c>, it ends
    /// training on all ranks after the current batch. Until it is read for the first time, the signals end the process at once.
    /// </summary>
    public CancellationToken Cancellation => signals.Value.Token;

    /// <summary>The signal that canceled <see cref="Cancellation"/>, or 0.</summary>
    internal int Signal => signals.IsValueCreated ? signals.Value.Signal : 0;

    /// <inheritdoc/>
    public void Sum(Span<float> values) => Sum(values, library.Float);

    /// <inheritdoc/>
    public void Sum(Span<double> values) => Sum(values, library.Double);

    /// <summary>
    /// Whether ranks add gradients while they compute others, if each has one thread and there are no <see cref="FitOptions.Shards"/>. It is worth an attempt with
    /// convolutions on a slow network; within a machine it costs a few percent. False unless set, and the same on all ranks.
    /// </summary>
    public bool OverlapsSums { get; set; }

    /// <inheritdoc/>
    public void BeginSum(Span<float> values) => BeginSum(values, library.Float);

    /// <inheritdoc/>
    public void BeginSum(Span<double> values) => BeginSum(values, library.Double);

    /// <inheritdoc/>
    public void ContinueSums()
    {
        byte* status = stackalloc byte[StatusBytes];
        foreach (ref nint request in CollectionsMarshal.AsSpan(requests))
        {
            nint handle = request;
            int done;
            NativeMpi.Check(NativeMpi.Test(&handle, &done, status), "MPI_Test");
            request = handle;
        }
    }

    /// <inheritdoc/>
    public void EndSums()
    {
        byte* status = stackalloc byte[StatusBytes];
        foreach (ref nint request in CollectionsMarshal.AsSpan(requests))
        {
            nint handle = request;
            NativeMpi.Check(NativeMpi.Wait(&handle, status), "MPI_Wait");
        }

        requests.Clear();
    }

    /// <inheritdoc/>
    public void Broadcast(Span<byte> values)
    {
        for (long start = 0; start < values.Length; start += MaxCount)
        {
            Span<byte> part = values.Slice((int)start, (int)Math.Min(MaxCount, values.Length - start));
            fixed (byte* address = part) { NativeMpi.Check(NativeMpi.Broadcast(address, part.Length, library.Byte, 0, library.World), "MPI_Bcast"); }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partner"/> is not another rank.</exception>
    public void Exchange(int partner, ReadOnlySpan<byte> sent, Span<byte> received)
    {
        if (partner < 0 || partner >= Size || partner == Rank)
        {
            throw new ArgumentOutOfRangeException(nameof(partner), partner, FormattableString.Invariant($"partner is {partner}, but must be another rank from 0 to {Size - 1} (this is rank {Rank})."));
        }

        byte* status = stackalloc byte[StatusBytes];
        long start = 0;
        do
        {
            // Both sides cut their values in the same way, so an empty part is never waited for.
            ReadOnlySpan<byte> there = Part(sent, start);
            ReadOnlySpan<byte> here = Part(received, start);
            fixed (byte* from = there, to = here)
            {
                NativeMpi.Check(
                    NativeMpi.SendReceive(from, there.Length, library.Byte, partner, 0, to, here.Length, library.Byte, partner, 0, library.World, status),
                    "MPI_Sendrecv");
            }

            start += MaxCount;
        }
        while (start < sent.Length || start < received.Length);

        static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> values, long start) =>
            start >= values.Length ? default : values.Slice((int)start, (int)Math.Min(MaxCount, values.Length - start));
    }

    /// <summary>Waits until all ranks are here.</summary>
    public void Barrier() => WaitForAll(TimeSpan.MaxValue);

    /// <summary>Ends all processes at once.</summary>
    /// <param name="exitCode">The exit code of the program.</param>
    public void Abort(int exitCode) => _ = NativeMpi.Abort(library.World, exitCode);

    /// <summary>Joins the processes that a launcher has started.</summary>
    /// <exception cref="MpiException">The library is missing, or is not that of the launcher.</exception>
    internal static MpiGroup Join(MpiLauncher launcher, MpiLibrary library)
    {
        NativeMpi.Use(library);
        int provided;
        NativeMpi.Check(NativeMpi.InitThread(null, null, NativeMpi.Serialized, &provided), "MPI_Init_thread");
        var group = new MpiGroup(library);
        if (launcher.Size is { } expected && expected != group.Size)
        {
            throw new MpiException(FormattableString.Invariant(
                $"{launcher.Name} has started {expected} processes, but {library.Name} ({group.Library}) sees {group.Size}: launcher and library do not belong together (use the mpirun of this library, or name the launcher's in {MpiLibrary.Variable}; with srun, see --mpi)."));
        }

        return provided >= NativeMpi.Serialized
            ? group
            : throw new MpiException($"{group.Library} lets only one thread use MPI, but training from a stream changes threads (use a library built with thread support).");
    }

    /// <summary>Waits until all ranks are here.</summary>
    /// <param name="limit">How long to wait; not needed to be exact.</param>
    /// <returns>Whether they are.</returns>
    internal bool WaitForAll(TimeSpan limit)
    {
        byte* status = stackalloc byte[StatusBytes];
        nint request = 0;
        NativeMpi.Check(NativeMpi.BeginBarrier(library.World, &request), "MPI_Ibarrier");
        for (long began = Stopwatch.GetTimestamp(); ;)
        {
            int done;
            NativeMpi.Check(NativeMpi.Test(&request, &done, status), "MPI_Test");
            if (done != 0) { return true; }
            if (Stopwatch.GetElapsedTime(began) > limit) { return false; }
#pragma warning disable RS0030 // MPI has no event to wait for: a request is polled.
            Thread.Sleep(1);
#pragma warning restore RS0030
        }
    }

    /// <summary>Leaves MPI; waits for the other ranks to do the same.</summary>
    internal void Leave()
    {
        if (signals.IsValueCreated) { signals.Value.Dispose(); }
        NativeMpi.Check(NativeMpi.Finalize(), "MPI_Finalize");
    }

    private void BeginSum<T>(Span<T> values, nint type)
        where T : unmanaged
    {
        for (long start = 0; start < values.Length; start += MaxCount)
        {
            Span<T> part = values.Slice((int)start, (int)Math.Min(MaxCount, values.Length - start));
            fixed (T* address = part)
            {
                nint request = 0;
                NativeMpi.Check(NativeMpi.BeginAllReduce(library.InPlace, address, part.Length, type, library.Add, library.World, &request), "MPI_Iallreduce");
                requests.Add(request);
            }
        }
    }

    private void Sum<T>(Span<T> values, nint type)
        where T : unmanaged
    {
        for (long start = 0; start < values.Length; start += MaxCount)
        {
            Span<T> part = values.Slice((int)start, (int)Math.Min(MaxCount, values.Length - start));
            fixed (T* address = part)
            {
                NativeMpi.Check(NativeMpi.AllReduce(library.InPlace, address, part.Length, type, library.Add, library.World), "MPI_Allreduce");
            }
        }
    }

    /// <summary>A token that signals cancel; a second signal ends the process.</summary>
    private sealed class SignalToken : IDisposable
    {
        private readonly CancellationTokenSource source = new();
        private readonly PosixSignalRegistration[] registrations;

        public SignalToken() =>
            registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel)];

        public CancellationToken Token => source.Token;

        public int Signal { get; private set; }

        public void Dispose()
        {
            foreach (PosixSignalRegistration registration in registrations) { registration.Dispose(); }
        }

        private void Cancel(PosixSignalContext context)
        {
            if (source.IsCancellationRequested) { return; }
            context.Cancel = true;
            Signal = context.Signal == PosixSignal.SIGINT ? 2 : 15;
            source.Cancel();
        }
    }
}
