using System.Numerics;

namespace NNGen;

/// <summary>
/// Running statistics after a batch that is computed in shards: the mean of what each shard's statistics make of them, weighted by samples. It is
/// summed in the order of <see cref="RankSum"/>, in double precision, as changes: counters, and values that do not change, stay exact.
/// </summary>
/// <param name="count">Values of the network's state.</param>
/// <param name="levels">Sums that can wait at a time.</param>
internal sealed class ShardedState<T>(int count, int levels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] before = new T[count];
    private readonly double[] sums = new double[count * levels];

    /// <summary>The weighted sum of the shards so far.</summary>
    /// <param name="level">Which of the sums.</param>
    public Span<double> Sum(int level) => sums.AsSpan(level * count, count);

    /// <summary>Begins a sum with what a network makes of its state after a shard; the network's own stays as it was.</summary>
    /// <param name="network">The network.</param>
    /// <param name="values">Its values.</param>
    /// <param name="workspace">The statistics of the shard.</param>
    /// <param name="level">Which of the sums.</param>
    public void Take<TNetwork>(TNetwork network, ParameterValues<T> values, Workspace<T> workspace, int level)
        where TNetwork : class, INetwork<TNetwork, T>
    {
        if (count == 0) { return; }
        Span<T> state = values.State;
        Span<double> sum = Sum(level);
        state.CopyTo(before);
        network.UpdateState(values, workspace);
        for (int i = 0; i < count; i++) { sum[i] = workspace.Size * (double.CreateTruncating(state[i]) - double.CreateTruncating(before[i])); }
        before.CopyTo(state);
    }

    /// <summary>Adds the sum behind another one.</summary>
    /// <param name="level">The other one.</param>
    public void AddNext(int level)
    {
        Span<double> sum = Sum(level), next = Sum(level + 1);
        for (int i = 0; i < count; i++) { sum[i] += next[i]; }
    }

    /// <summary>Gives a network the mean of all shards.</summary>
    /// <param name="values">The network's values.</param>
    /// <param name="all">The sum over all shards of all ranks.</param>
    /// <param name="samples">Samples of the whole batch.</param>
    public static void Set(ParameterValues<T> values, ReadOnlySpan<double> all, int samples)
    {
        Span<T> state = values.State;
        for (int i = 0; i < state.Length; i++) { state[i] = T.CreateTruncating(double.CreateTruncating(state[i]) + (all[i] / samples)); }
    }
}
