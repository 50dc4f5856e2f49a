using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>A copy of all parameters of a network, and of its state that is not trained, created by <see cref="TrainingContext.TakeSnapshot"/>.</summary>
public abstract class ParameterSnapshot
{
    private protected ParameterSnapshot()
    {
    }

    /// <summary>Number of values.</summary>
    public abstract int Count { get; }
}

/// <summary>The values themselves.</summary>
internal sealed class ParameterSnapshot<T>(T[] values) : ParameterSnapshot
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Count => values.Length;

    public ReadOnlySpan<T> Values => values;

    /// <summary>Copies parameters, into the memory of an older copy if one fits.</summary>
    public static ParameterSnapshot<T> Of(ParameterBlock<T> parameters, ParameterSnapshot? reuse)
    {
        ParameterSnapshot<T> snapshot = reuse is ParameterSnapshot<T> old && old.Count == parameters.Count
            ? old
            : new ParameterSnapshot<T>(new T[parameters.Count]);
        parameters.Values.CopyTo(snapshot.Writable);
        return snapshot;
    }

    /// <summary>Restores the values.</summary>
    public static void Restore(ParameterSnapshot snapshot, ParameterBlock<T> parameters)
    {
        if (snapshot is not ParameterSnapshot<T> own || own.Count != parameters.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The snapshot belongs to another network: it has {snapshot.Count} values, but {parameters.Description.Name} has {parameters.Count} of type {typeof(T).Name}."),
                nameof(snapshot));
        }

        using ParameterBlock<T>.Editor editor = parameters.EditInPlace();
        own.Values.CopyTo(editor.Values);
    }

    /// <summary>Sets the values to decay · value + (1 − decay) · new value; counters have no average, so they are copied.</summary>
    public void MoveTowards(ParameterBlock<T> parameters, double decay)
    {
        ReadOnlySpan<T> news = parameters.Values;
        MoveTowards(news, decay);
        if (parameters.Description.StateCount == 0) { return; }
        IReadOnlyList<ParameterDescription> all = parameters.Description.Parameters;
        for (int i = 0; i < all.Count; i++)
        {
            if (all[i].IsCounter) { news.Slice(all[i].Offset, all[i].Count).CopyTo(values.AsSpan(all[i].Offset)); }
        }
    }

    /// <summary>Sets the values to decay · value + (1 − decay) · new value.</summary>
    public void MoveTowards(ReadOnlySpan<T> news, double decay) =>
        VectorLoops<T>.For(values.Length).Blend(values, news, T.CreateChecked(decay), T.CreateChecked(1 - decay));

    private Span<T> Writable => values;
}
