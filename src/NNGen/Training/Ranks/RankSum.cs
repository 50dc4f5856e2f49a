using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen;

/// <summary>
/// How a batch is divided among ranks, and how their results are added. With shards, a batch is cut into a fixed number of them, and their results
/// are added in pairs, ((0+1)+(2+3))+((4+5)+(6+7)): any number of ranks, each with a part of this sum, gives the same bits.
/// </summary>
internal sealed class RankSum
{
    /// <summary>
    /// Bytes from which on ranks exchange halves: twice the messages, but 2 (R−1)/R instead of log₂ R times the bytes. The bits are the same.
    /// </summary>
    private const int HalvingBytes = 1 << 16;

    private readonly IProcessGroup? group;
    private int[]? starts;

    private RankSum(IProcessGroup? group, int shards)
    {
        this.group = group;
        IsFixed = shards > 0;
        (Rank, Size) = group is null ? (0, 1) : (group.Rank, group.Size);
        Shards = IsFixed ? shards : Size;
        OwnShards = Shards / Size;
        Overlaps = Size > 1 && !IsFixed && group!.OverlapsSums;
    }

    /// <summary>The processes, or null.</summary>
    public IProcessGroup? Group => group;

    /// <summary>Whether the order of the additions does not depend on the number of ranks.</summary>
    public bool IsFixed { get; }

    /// <summary>Whether gradients are added while others are computed.</summary>
    public bool Overlaps { get; }

    /// <summary>The number of this process.</summary>
    public int Rank { get; }

    /// <summary>The number of processes.</summary>
    public int Size { get; }

    /// <summary>Parts of a batch over all ranks.</summary>
    public int Shards { get; }

    /// <summary>Those of this rank, a power of two unless it is the only one.</summary>
    public int OwnShards { get; }

    /// <summary>The division for a group, or null if this process computes whole batches.</summary>
    /// <param name="group">The processes, or null.</param>
    /// <param name="shards">The number of shards, or 0.</param>
    /// <exception cref="ArgumentException">The number of ranks does not divide that of the shards.</exception>
    public static RankSum? Of(IProcessGroup? group, int shards)
    {
        if (group is null && shards == 0) { return null; }
        if (group is not null && shards > 0 && (!BitOperations.IsPow2(group.Size) || group.Size > shards))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The group has {group.Size} ranks, but {shards} shards are divided among 1, 2, 4, ... {shards} of them (start another number of ranks, or leave Shards out)."));
        }

        return new RankSum(group, shards);
    }

    /// <summary>Adds to texts which all ranks must have in common.</summary>
    public void Describe(SortedDictionary<string, string> texts) => texts["sums that overlap"] = Overlaps ? "yes" : "no";

    /// <summary>The first sample of a shard.</summary>
    /// <param name="samples">Samples of the whole batch.</param>
    /// <param name="shard">The shard, from 0; the number of all of them for the end of the batch.</param>
    public int StartOf(int samples, int shard) => starts?[shard] ?? (int)((long)samples * shard / Shards);

    /// <summary>Divides the following batches as their sources have done, instead of evenly.</summary>
    /// <param name="counts">Samples of every shard; null for an even division.</param>
    public void Divide(int[]? counts)
    {
        starts = counts is null ? null : new int[Shards + 1];
        for (int i = 0; i < counts?.Length; i++) { starts![i + 1] = starts[i] + counts[i]; }
    }

    /// <summary>The samples of this rank.</summary>
    public (int Start, int Count) PartOf(int samples)
    {
        int start = StartOf(samples, Rank * OwnShards);
        return (start, StartOf(samples, (Rank + 1) * OwnShards) - start);
    }

    /// <summary>Replaces values by their sums over all ranks.</summary>
    /// <param name="values">As many values on every rank.</param>
    /// <param name="scratch">As much memory.</param>
    public void Sum<T>(Span<T> values, Span<T> scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Size == 1) { return; }
        if (IsFixed) { SumPairs(values, scratch); }
        else if (typeof(T) == typeof(float)) { group!.Sum(MemoryMarshal.Cast<T, float>(values)); }
        else { group!.Sum(MemoryMarshal.Cast<T, double>(values)); }
    }

    /// <summary>Begins to replace values by their sums over all ranks, which <see cref="IProcessGroup.EndSums"/> ends.</summary>
    /// <param name="values">As many values on every rank, in memory that does not move.</param>
    public void BeginSum<T>(Span<T> values)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) { group!.BeginSum(MemoryMarshal.Cast<T, float>(values)); }
        else { group!.BeginSum(MemoryMarshal.Cast<T, double>(values)); }
    }

    /// <summary>Replaces values by those of rank 0.</summary>
    public void Broadcast<T>(Span<T> values)
        where T : unmanaged
    {
        // A span of bytes holds at most 2 GiB.
        const int Part = 1 << 24;
        for (int start = 0; Size > 1 && start < values.Length; start += Part)
        {
            group!.Broadcast(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(Part, values.Length - start))));
        }
    }

    /// <summary>
    /// Level by level, each rank adds the sums of the rank whose number differs in that bit. Both compute left + right, which is right + left.
    /// </summary>
    private void SumPairs<T>(Span<T> values, Span<T> scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if ((long)values.Length * Unsafe.SizeOf<T>() < HalvingBytes)
        {
            for (int bit = 1; bit < Size; bit <<= 1)
            {
                Exchange(bit, values, scratch[..values.Length]);
                Add(values, scratch[..values.Length]);
            }

            return;
        }

        SumHalves(values, scratch, bit: 1);
    }

    /// <summary>
    /// Each of two ranks adds one half of the values, and they exchange the sums when all further levels are done: recursive halving and doubling (R.
    /// Thakur, R. Rabenseifner, W. Gropp, Optimization of collective communication operations in MPICH, 2005).
    /// </summary>
    private void SumHalves<T>(Span<T> values, Span<T> scratch, int bit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (bit == Size) { return; }
        int middle = values.Length / 2;
        bool isLower = (Rank & bit) == 0;
        Span<T> own = isLower ? values[..middle] : values[middle..], others = isLower ? values[middle..] : values[..middle];
        Exchange(bit, others, scratch[..own.Length]);
        Add(own, scratch[..own.Length]);
        SumHalves(own, scratch, bit << 1);
        Exchange(bit, own, others);
    }

    private void Exchange<T>(int bit, ReadOnlySpan<T> sent, Span<T> received)
        where T : unmanaged
    {
        const int Part = 1 << 24;
        for (int start = 0; start < Math.Max(sent.Length, received.Length); start += Part)
        {
            group!.Exchange(Rank ^ bit, Bytes(sent, start), MemoryMarshal.AsBytes(received[Math.Min(start, received.Length)..Math.Min(start + Part, received.Length)]));
        }

        static ReadOnlySpan<byte> Bytes(ReadOnlySpan<T> values, int start) =>
            MemoryMarshal.AsBytes(values[Math.Min(start, values.Length)..Math.Min(start + Part, values.Length)]);
    }

    private static void Add<T>(Span<T> sums, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoops<T>.For(sums.Length).AddScaled(sums, values, T.One);
}
