using System.ComponentModel;
using System.Numerics;

namespace NNGen.CompilerServices;

/// <summary>The copy of a network's weights that the pass over one sample reads. It is rewritten when the weights have changed.</summary>
/// <typeparam name="T">The element type of the network.</typeparam>
/// <param name="length">Its length.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PackedWeights<T>(int length)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBlock<T> block = new(length);
    private int version;

    /// <summary>The first value.</summary>
    public ref T Start => ref block.Start;

    /// <summary>Whether it was made from the parameters as they are.</summary>
    public bool IsCurrent(ParameterBlock<T> parameters) => Volatile.Read(ref version) == parameters.Version;

    /// <summary>Says of which version it is a copy now.</summary>
    public void MarkCurrent(int packedVersion) => Volatile.Write(ref version, packedVersion);
}
