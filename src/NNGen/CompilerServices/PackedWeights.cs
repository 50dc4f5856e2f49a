using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.CompilerServices;

/// <summary>A copy of a network's weights in the order in which the pass over one sample reads them.</summary>
/// <remarks>
/// The network keeps one and replaces it when new weights are published (<see cref="ParameterBlock{T}.Edit"/>,
/// <see cref="ParameterBlock{T}.Replace"/>, <c>Load</c>): a prediction takes the reference once, so it reads one consistent state. Weights that
/// training has changed in place are also packed in place.
/// </remarks>
/// <typeparam name="T">The element type of the network.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PackedWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterValues<T>? source;
    private readonly AlignedBlock<T> block;
    private int version;

    private PackedWeights()
    {
    }

    private PackedWeights(ParameterValues<T> source, int length)
    {
        this.source = source;
        block = new AlignedBlock<T>(length);
    }

    /// <summary>The value before a network's first prediction.</summary>
    public static PackedWeights<T> None { get; } = new();

    /// <summary>The first value.</summary>
    public ref T Start => ref block.Start;

    /// <summary>Whether it was made from the current parameters.</summary>
    public bool IsCurrent(ParameterBlock<T> parameters) => Volatile.Read(ref version) == parameters.Version;

    /// <summary>Packs the current parameters.</summary>
    /// <param name="kept">The network's copy, which is replaced.</param>
    /// <param name="parameters">The network's parameters.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Renew<TPass>(ref PackedWeights<T> kept, ParameterBlock<T> parameters)
        where TPass : struct, IOneSample<T>
    {
        lock (parameters.Changes)
        {
            PackedWeights<T> packed = kept;
            int version = parameters.Version;
            if (packed.version == version) { return; }
            ParameterValues<T> values = parameters.Current;
            if (packed.source != values) { packed = new PackedWeights<T>(values, TPass.PackedLength); }
            TPass.Pack(ref MemoryMarshal.GetReference(values.Span), ref packed.Start);
            Volatile.Write(ref packed.version, version);
            Volatile.Write(ref kept, packed);
        }
    }
}
