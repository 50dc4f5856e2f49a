using System.ComponentModel;
using System.Numerics;

namespace NNGen;

/// <summary>One state of a network's parameters: a call reads it from its beginning to its end, whatever is published meanwhile.</summary>
/// <typeparam name="T">The element type of the network.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class ParameterValues<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBlock<T> block;
    private readonly int trainable;

    internal ParameterValues(NetworkDescription description)
    {
        trainable = description.ParameterCount;
        block = new AlignedBlock<T>(description.ValueCount);
    }

    /// <summary>All values, in the order of <see cref="NetworkDescription.Parameters"/>.</summary>
    public ReadOnlySpan<T> Span => block.Span;

    internal Span<T> Writable => block.Span;

    /// <summary>The values that optimizers change.</summary>
    internal Span<T> Trainable => block.Span[..trainable];

    /// <summary>The values that are not trained.</summary>
    internal Span<T> State => block.Span[trainable..];
}
