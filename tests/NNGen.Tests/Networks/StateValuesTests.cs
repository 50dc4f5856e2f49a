using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen.Tests;

/// <summary>State that is not trained: counters and running statistics.</summary>
public sealed class StateValuesTests
{
    [Theory]
    [InlineData(0L)]
    [InlineData((1L << 20) - 1)]
    [InlineData(1L << 20)]
    [InlineData(1L << 24)]
    [InlineData((1L << 24) + 1)]
    [InlineData((1L << 44) - 2)]
    public void A_counter_of_floats_counts_exactly(long count)
    {
        Assert.Equal((count, count + 1), CountOn<float>(count));
        Assert.Equal((count, count + 1), CountOn<double>(count));
    }

    [Fact]
    public void A_counter_counts_each_batch_across_its_first_value()
    {
        float[] counter = new float[2];
        for (int i = 0; i < (1 << 20) + 7; i++) { StateValues.Increment(ref counter[0]); }
        Assert.Equal([7f, 1f], counter);
        Assert.Equal((1 << 20) + 7, StateValues.Count(in counter[0]));
    }

    [Theory]
    [InlineData(-1f, 0f)]
    [InlineData(0.5f, 0f)]
    [InlineData(1048576f, 0f)]
    [InlineData(0f, 16777216f)]
    [InlineData(float.NaN, 0f)]
    [InlineData(0f, float.PositiveInfinity)]
    public void Two_values_are_a_counter_only_if_they_are_the_parts_of_a_count(float low, float high)
    {
        Assert.False(StateValues.IsCounter<float>([low, high]));
        Assert.True(StateValues.IsCounter<float>([1048575, 16777215]));
    }

    [Fact]
    public void A_running_value_moves_towards_that_of_the_batch_times_its_factor()
    {
        float[] running = [1, -2, 0, 7], batch = [3, 4, 0.1f];
        StateValues.Average(ref running[0], ref batch[0], 3, 0.1, 8 / 7.0);
        for (int i = 0; i < 3; i++)
        {
            double expected = (0.9 * new[] { 1.0, -2, 0 }[i]) + (0.1 * (batch[i] * (8 / 7.0)));
            Assert.Equal((float)expected, running[i]);
        }

        Assert.Equal(7, running[3]);
    }

    [Fact]
    public void Generated_code_writes_only_state()
    {
        ParameterValues<float> values = new RunningNetwork<float>(1).Parameters.Current;
        StateValues.At(values, RunningNetwork<float>.ParameterCount) = 5;
        Assert.Equal(5, values.Span[RunningNetwork<float>.ParameterCount]);
        foreach (int offset in (int[])[-1, 0, RunningNetwork<float>.ParameterCount - 1, values.Span.Length])
        {
            Assert.Contains("must be from 4 to 11", Assert.Throws<ArgumentOutOfRangeException>(() => StateValues.At(values, offset) = 1).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_new_network_begins_with_the_state_its_description_states()
    {
        var network = new RunningNetwork<double>(3);
        Assert.Equal((12, 4, 8), (network.Parameters.Count, RunningNetwork<double>.Description.ParameterCount, RunningNetwork<double>.Description.StateCount));
        Assert.Equal([0.0, 0, 0], network.Norm.RunningMean.Values);
        Assert.Equal([1.0, 1, 1], network.Norm.RunningVariance.Values);
        Assert.Equal(0, network.Norm.BatchesTracked);
        Assert.Contains(
            "values has 4 values, but Running has 12 values: 4 parameters and 8 values of state.",
            Assert.Throws<ArgumentException>(() => network.Parameters.Replace(new double[4])).Message,
            StringComparison.Ordinal);
    }

    private static (long Before, long After) CountOn<T>(long count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] counter = new T[2];
        StateValues.Set<T>(counter, count);
        long before = StateValues.Count(in counter[0]);
        StateValues.Increment(ref counter[0]);
        return (before, StateValues.Count(in counter[0]));
    }
}
