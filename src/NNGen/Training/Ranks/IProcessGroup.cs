namespace NNGen;

/// <summary>
/// Processes that train one network together: what <c>Fit</c> and <see cref="Trainer{TNetwork, T}"/> need to add up their gradients. The package
/// <c>NNGen.Mpi</c> has an implementation over MPI.
/// </summary>
/// <remarks>
/// Every process runs the same program and makes the same calls in the same order; each call returns when all of its processes have made it. One
/// thread at a time calls a group. An implementation throws, or ends the process, if another process has died; it must not wait forever.
/// </remarks>
public interface IProcessGroup
{
    /// <summary>The number of this process, from 0. Rank 0 calls the callbacks and writes the files.</summary>
    int Rank { get; }

    /// <summary>The number of processes.</summary>
    int Size { get; }

    /// <summary>Replaces values by their sums over all ranks. The order of the additions is the implementation's; all ranks get the same bits.</summary>
    /// <param name="values">As many values on every rank.</param>
    void Sum(Span<float> values);

    /// <inheritdoc cref="Sum(Span{float})"/>
    void Sum(Span<double> values);

    /// <summary>Replaces values by those of rank 0.</summary>
    /// <param name="values">As many bytes on every rank.</param>
    void Broadcast(Span<byte> values);

    /// <summary>Sends values to another rank, which calls this method too, and receives its values.</summary>
    /// <param name="partner">The other rank.</param>
    /// <param name="sent">The values to send, as many as the partner receives.</param>
    /// <param name="received">Receives the partner's values; it does not overlap <paramref name="sent"/>.</param>
    void Exchange(int partner, ReadOnlySpan<byte> sent, Span<byte> received);

    /// <summary>
    /// Whether a rank that computes in one thread adds gradients while it computes others, with <see cref="BeginSum(Span{float})"/>; the same on all ranks.
    /// Read when training begins. <see cref="FitOptions.Shards"/> are added without it.
    /// </summary>
    bool OverlapsSums => false;

    /// <summary>
    /// Begins a <see cref="Sum(Span{float})"/> that <see cref="EndSums"/> ends; several may have begun, in the same order on all ranks. This implementation
    /// does the whole sum.
    /// </summary>
    /// <param name="values">As many values on every rank; their memory does not move, and nobody uses them before the end.</param>
    void BeginSum(Span<float> values) => Sum(values);

    /// <inheritdoc cref="BeginSum(Span{float})"/>
    void BeginSum(Span<double> values) => Sum(values);

    /// <summary>Lets sums that have begun go on, if they need a call for that. It does not wait.</summary>
    void ContinueSums()
    {
    }

    /// <summary>Waits until all sums that have begun are complete.</summary>
    void EndSums()
    {
    }
}
