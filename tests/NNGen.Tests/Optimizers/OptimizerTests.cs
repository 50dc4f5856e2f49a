using System.Numerics;

namespace NNGen.Tests;

public sealed class OptimizerTests
{
    private const int Steps = 10;

    public static TheoryData<string> Names => [.. ReferenceOptimizers.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Ten_steps_follow_the_formula(string name)
    {
        (Optimizer optimizer, ReferenceOptimizers.Run reference) = ReferenceOptimizers.All[name];
        double[] parameters = Values(37, 1), start = [.. parameters];
        double[][] gradients = [.. Enumerable.Range(0, Steps).Select(step => Values(37, 100 + step))];
        var state = new OptimizerState<double>(optimizer, parameters.Length);

        for (int step = 0; step < Steps; step++)
        {
            Update(optimizer, parameters, gradients[step], state);
            for (int i = 0; i < parameters.Length; i++)
            {
                double expected = reference(start[i], [.. gradients.Select(g => g[i])])[step];
                Assert.Equal(expected, parameters[i], 1e-12);
            }
        }

        Assert.All(parameters.Zip(start), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bits_do_not_depend_on_the_position_of_a_value_in_a_vector_or_a_range(string name)
    {
        Optimizer optimizer = ReferenceOptimizers.All[name].Optimizer;
        for (int length = 1; length <= (3 * Simd.VectorBits / 32) + 1; length++)
        {
            float[] together = Floats(length, 1), alone = [.. together];
            var togetherState = new OptimizerState<float>(optimizer, length);
            var aloneState = new OptimizerState<float>(optimizer, length);
            for (int step = 0; step < 3; step++)
            {
                float[] gradients = Floats(length, 50 + step);
                Update(optimizer, together, gradients, togetherState);
                aloneState.Step++;
                for (int i = 0; i < length; i++) { optimizer.Update(alone, gradients, aloneState, i, 1); }
            }

            Assert.Equal(Bits(alone), Bits(together));
        }
    }

    [Fact]
    public void Adam_gives_the_bits_of_scalar_float_arithmetic()
    {
        float[] parameters = Floats(21, 1), expected = [.. parameters], means = new float[21], squares = new float[21];
        var optimizer = new Adam(0.01f);
        var state = new OptimizerState<float>(optimizer, parameters.Length);
        for (int step = 1; step <= Steps; step++)
        {
            float[] gradients = Floats(21, 50 + step);
            Update(optimizer, parameters, gradients, state);
            float stepSize = (float)((double)0.01f / (1 - Math.Pow(0.9, step)));
            float rootScale = (float)(1 / Math.Sqrt(1 - Math.Pow(0.999, step)));
            for (int i = 0; i < expected.Length; i++)
            {
                float g = gradients[i];
                means[i] = 0.9f * means[i] + (float)(1 - 0.9) * g;
                squares[i] = 0.999f * squares[i] + (float)(1 - 0.999) * (g * g);
                expected[i] -= stepSize * means[i] / (MathF.Sqrt(squares[i]) * rootScale + 1e-8f);
            }

            Assert.Equal(Bits(expected), Bits(parameters));
        }
    }

    [Fact]
    public void Learning_rate_can_change_between_steps()
    {
        var optimizer = new SGD(0.5);
        double[] parameters = [1];
        var state = new OptimizerState<double>(optimizer, 1);
        Update(optimizer, parameters, [1], state);
        optimizer.LearningRate = 0.25;
        Update(optimizer, parameters, [1], state);
        Assert.Equal(0.25, parameters[0]);
    }

    [Fact]
    public void One_optimizer_serves_two_states()
    {
        var optimizer = new Adam(0.01);
        double[] first = [1], second = [1];
        var firstState = new OptimizerState<double>(optimizer, 1);
        Update(optimizer, first, [2], firstState);
        Update(optimizer, first, [-1], firstState);
        var secondState = new OptimizerState<double>(optimizer, 1);
        Update(optimizer, second, [2], secondState);
        Update(optimizer, second, [-1], secondState);
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_zero_gradient_leaves_Adam_and_Adagrad_at_rest()
    {
        foreach (Optimizer optimizer in new Optimizer[] { new Adam(), new Adagrad(), new RMSProp(centered: true) })
        {
            float[] parameters = [1, -2, 3];
            Update(optimizer, parameters, new float[3], new OptimizerState<float>(optimizer, 3));
            Assert.Equal([1, -2, 3], parameters);
        }
    }

    [Fact]
    public void The_state_for_a_gradient_that_became_zero_reaches_zero()
    {
        foreach (Optimizer optimizer in new Optimizer[] { new Adam(), new SGD(momentum: 0.9), new RMSProp(alpha: 0.9, momentum: 0.9, centered: true) })
        {
            float[] parameters = [1];
            var state = new OptimizerState<float>(optimizer, 1);
            Update(optimizer, parameters, [1e-3f], state);
            for (int step = 0; step < 2000; step++) { Update(optimizer, parameters, [0], state); }
            for (int slot = 0; slot < optimizer.SlotCount; slot++)
            {
                float remembered = state.Slot(slot)[0];
                Assert.True(remembered == 0 || float.IsNormal(remembered), $"{optimizer.GetType().Name}, slot {slot}: {remembered}");
            }

            Assert.True(float.IsFinite(parameters[0]));
        }
    }

    private static void Update<T>(Optimizer optimizer, T[] parameters, T[] gradients, OptimizerState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        state.Step++;
        optimizer.Update(parameters, gradients, state, 0, parameters.Length);
    }

    private static double[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 4 - 2)];
    }

    private static float[] Floats(int count, int seed) => [.. Values(count, seed).Select(value => (float)value)];

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
