namespace NNGen.Tests;

public sealed class ClippingTests
{
    // Two tensors with norms 5 and 12: 13 together.
    private static readonly NetworkDescription Two = Describe(2, 3);

    [Fact]
    public void Clip_value_limits_each_value() =>
        Assert.Equal([2, -2, 0, 2, 0.5], Clip(new SGD { ClipValue = 2 }, Two, [3, -4, 0, 12, 0.5]));

    [Fact]
    public void Clip_norm_limits_each_tensor()
    {
        double[] clipped = Clip(new SGD { ClipNorm = 6 }, Two, [3, -4, 0, 12, 0]);
        Assert.Equal([3, -4, 0, 6, 0], clipped);
    }

    [Fact]
    public void Global_clip_norm_keeps_the_direction_of_the_whole_gradient()
    {
        double[] clipped = Clip(new SGD { GlobalClipNorm = 6.5 }, Two, [3, -4, 0, 12, 0]);
        double scale = 6.5 / (13 + 1e-6);
        Assert.Equal([3 * scale, -4 * scale, 0, 12 * scale, 0], clipped);
    }

    [Fact]
    public void Gradients_within_the_limit_keep_their_bits()
    {
        double[] gradients = [0.3, -0.1, 0.7, 1.1, 0.9];
        Assert.Equal(gradients, Clip(new SGD { ClipValue = 1.2 }, Two, gradients));
        Assert.Equal(gradients, Clip(new SGD { ClipNorm = 13 }, Two, gradients));
        Assert.Equal(gradients, Clip(new SGD { GlobalClipNorm = 14 }, Two, gradients));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(1003)]
    public void Sum_of_squares_has_the_same_fixed_order_for_float_double_and_scalars(int count)
    {
        var random = new Random(count);
        float[] values = [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
        double[] lanes = new double[16];
        for (int i = 0; i < count; i++) { lanes[i % 16] += (double)values[i] * values[i]; }
        for (int half = 8; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++) { lanes[lane] += lanes[lane + half]; }
        }

        Assert.Equal(lanes[0], SumOfSquares.Of<float>(values));
        Assert.Equal(lanes[0], SumOfSquares.Of<double>([.. values.Select(value => (double)value)]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Parts_give_the_bits_of_one(int parts)
    {
        NetworkDescription description = Describe(10_001, 77, 5000);
        var random = new Random(4);
        double[] whole = [.. Enumerable.Range(0, description.ParameterCount).Select(_ => random.NextDouble() - 0.5)], shared = [.. whole];
        foreach (Optimizer optimizer in new Optimizer[] { new SGD { ClipNorm = 1 }, new SGD { GlobalClipNorm = 1 }, new SGD { ClipValue = 0.1 } })
        {
            Assert.Equal(Clip(optimizer, description, [.. whole]), Clip(optimizer, description, [.. shared], parts));
        }
    }

    [Fact]
    public void A_norm_that_is_not_finite_is_reported()
    {
        var clipper = new GradientClipper<double>(new SGD { ClipNorm = 1 }, Two);
        clipper.Measure([1, double.NaN, 0, 1, 0], 0, 1);
        Assert.False(double.IsFinite(clipper.ComputeScales()));
    }

    private static double[] Clip(Optimizer optimizer, NetworkDescription description, double[] gradients, int parts = 1)
    {
        var clipper = new GradientClipper<double>(optimizer, description);
        if (clipper.NeedsNorms)
        {
            for (int part = 0; part < parts; part++) { clipper.Measure(gradients, part, parts); }
            clipper.ComputeScales();
        }

        for (int part = 0; part < parts; part++)
        {
            int start = gradients.Length * part / parts, end = gradients.Length * (part + 1) / parts;
            clipper.Clip(gradients, start, end - start);
        }

        return gradients;
    }

    private static NetworkDescription Describe(params int[] sizes)
    {
        var parameters = new List<ParameterDescription>();
        foreach (int size in sizes)
        {
            parameters.Add(new ParameterDescription($"p{parameters.Count}", [size], parameters.Sum(p => p.Count), Initializer.Zeros, 0, 1, 1));
        }

        return new NetworkDescription
        {
            Name = "Test",
            InputSize = 1,
            OutputSize = 1,
            Loss = LossKind.MeanSquaredError,
            Layers = [],
            Parameters = parameters,
            ParameterCount = sizes.Sum(),
        };
    }
}
