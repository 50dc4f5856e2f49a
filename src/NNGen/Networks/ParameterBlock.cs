using System.Numerics;

namespace NNGen;

/// <summary>All weights and biases of a network: one flat block with named views.</summary>
/// <remarks>
/// Reading needs no ceremony. Writing goes through <see cref="Edit"/>, so that the network knows when what it derived from the
/// weights (the packed copy that <c>Predict</c> reads) is out of date.
/// </remarks>
/// <typeparam name="T">The element type of the network.</typeparam>
public sealed class ParameterBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBlock<T> block;
    private int version = 1;

    /// <summary>Makes a block of zeros; called by generated code.</summary>
    /// <param name="description">The network's description.</param>
    public ParameterBlock(NetworkDescription description)
    {
        Description = description;
        block = new AlignedBlock<T>(description.ParameterCount);
    }

    /// <summary>The network these parameters belong to.</summary>
    public NetworkDescription Description { get; }

    /// <summary>Number of values.</summary>
    public int Count => Description.ParameterCount;

    /// <summary>All values, in the order of <see cref="NetworkDescription.Parameters"/>.</summary>
    public ReadOnlySpan<T> Values => block.Span;

    /// <summary>Counts the changes of the values; generated code compares it with the version it has packed.</summary>
    public int Version => Volatile.Read(ref version);

    /// <summary>Opens the values for writing; the change is seen by predictions when the editor is disposed.</summary>
    public Editor Edit() => new(this);

    /// <summary>A parameter's values by its name.</summary>
    /// <param name="name">A name of <see cref="NetworkDescription.Parameters"/>, such as <c>0.weight</c>.</param>
    /// <exception cref="ArgumentException">No parameter has that name; the message lists those that exist.</exception>
    public ReadOnlySpan<T> this[string name]
    {
        get
        {
            ParameterDescription parameter = Find(name);
            return block.Span.Slice(parameter.Offset, parameter.Count);
        }
    }

    private ParameterDescription Find(string name)
    {
        foreach (ParameterDescription parameter in Description.Parameters)
        {
            if (parameter.Name == name) { return parameter; }
        }

        throw new ArgumentException(
            $"{Description.Name} has no parameter '{name}' (it has {string.Join(", ", Description.Parameters.Select(p => p.Name))}).",
            nameof(name));
    }

    /// <summary>Write access to the parameters, for as long as it is not disposed.</summary>
    public readonly ref struct Editor
    {
        private readonly ParameterBlock<T> owner;

        internal Editor(ParameterBlock<T> owner) => this.owner = owner;

        /// <summary>All values.</summary>
        public Span<T> Values => owner.block.Span;

        /// <summary>A parameter's values by its name.</summary>
        /// <param name="name">A name of <see cref="NetworkDescription.Parameters"/>.</param>
        /// <exception cref="ArgumentException">No parameter has that name.</exception>
        public Span<T> this[string name]
        {
            get
            {
                ParameterDescription parameter = owner.Find(name);
                return owner.block.Span.Slice(parameter.Offset, parameter.Count);
            }
        }

        /// <summary>Ends the change.</summary>
        public void Dispose() => Interlocked.Increment(ref owner.version);
    }
}
