using System.Numerics;

namespace NNGen;

/// <summary>All weights and biases of a network, and its state that is not trained: one flat block with named views.</summary>
/// <remarks>
/// <para>
/// Values can be read directly. They are written with <see cref="Edit"/>, <see cref="Replace"/> or <c>Load</c>, which prepare a new block and
/// publish it atomically: every concurrent prediction uses either the old or the new parameters, never a mixture. A service can load new
/// weights while it predicts.
/// </para>
/// <para>
/// Training changes the values in place (<see cref="Trainer{TNetwork, T}"/>, <c>Fit</c>, <see cref="EditInPlace"/>), because a copy for each
/// step would cost more than the step. A concurrent prediction may then read some values from before a step and some from after
/// it. To predict while training, train one network and publish its values to another:
/// <c>served.Parameters.Replace(trained.Parameters.Values)</c>.
/// </para>
/// </remarks>
/// <typeparam name="T">The element type of the network.</typeparam>
public sealed partial class ParameterBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private ParameterValues<T> current;
    private object? writer;
    private bool fitting;
    private int version = 1;

    /// <summary>Creates a block of zeros; called by generated code.</summary>
    /// <param name="description">The network's description.</param>
    public ParameterBlock(NetworkDescription description)
    {
        Description = description;
        current = new ParameterValues<T>(description);
    }

    /// <summary>The network these parameters belong to.</summary>
    public NetworkDescription Description { get; }

    /// <summary>Number of values: the trainable ones, and the state that is not trained.</summary>
    public int Count => Description.ValueCount;

    /// <summary>
    /// All current values, in the order of <see cref="NetworkDescription.Parameters"/>. The span does not change when new values are
    /// published.
    /// </summary>
    public ReadOnlySpan<T> Values => Current.Span;

    /// <summary>The current values; read them once per call for a consistent state.</summary>
    public ParameterValues<T> Current => Volatile.Read(ref current);

    /// <summary>Counts the changes of the values; generated code compares it with the version it has packed.</summary>
    public int Version => Volatile.Read(ref version);

    /// <summary>Held while values are published or packed, so that values and version are consistent.</summary>
    internal Lock Changes { get; } = new();

    /// <summary>A parameter's values by its name.</summary>
    /// <param name="name">A name of <see cref="NetworkDescription.Parameters"/>, such as <c>0.weight</c>.</param>
    /// <exception cref="ArgumentException">No parameter has that name; the message lists those that exist.</exception>
    public ReadOnlySpan<T> this[string name]
    {
        get
        {
            ParameterDescription parameter = Find(name);
            return Current.Span.Slice(parameter.Offset, parameter.Count);
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
}
