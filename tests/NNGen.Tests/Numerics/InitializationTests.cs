namespace NNGen.Tests;

public class InitializationTests
{
    private const int Rows = 120;
    private const int Columns = 80;

    [Theory]
    [InlineData(Initializer.Default, 0, 0.17320508075688773)] // √(6 / 200)
    [InlineData(Initializer.GlorotUniform, 0, 0.17320508075688773)]
    [InlineData(Initializer.HeUniform, 0, 0.27386127875258304)] // √(6 / 80)
    [InlineData(Initializer.LeCunUniform, 0, 0.19364916731037085)] // √(3 / 80)
    [InlineData(Initializer.PyTorch, 0, 0.11180339887498949)] // 1 / √80
    [InlineData(Initializer.Uniform, 0, 0.05)]
    [InlineData(Initializer.Uniform, 0.3, 0.3)]
    public void Uniform_weights_fill_their_interval(Initializer initializer, double scale, double limit)
    {
        double[] values = Weights(initializer, scale);
        Assert.InRange(values.Max(), limit * 0.998, limit);
        Assert.InRange(values.Min(), -limit, -limit * 0.998);
        Assert.Equal(0, values.Average(), limit * 0.03);
        Assert.Equal(limit / Math.Sqrt(3), Deviation(values), limit * 0.02);
    }

    [Theory]
    [InlineData(Initializer.GlorotNormal, 0.1)] // √(2 / 200)
    [InlineData(Initializer.HeNormal, 0.15811388300841897)] // √(2 / 80)
    [InlineData(Initializer.LeCunNormal, 0.11180339887498949)] // √(1 / 80)
    public void Truncated_weights_have_their_deviation_after_the_cut(Initializer initializer, double deviation)
    {
        double[] values = Weights(initializer, 0);
        Assert.Equal(deviation, Deviation(values), deviation * 0.02);
        Assert.InRange(values.Max(Math.Abs), 0, 2 * deviation / 0.87962566103423978);
    }

    [Theory]
    [InlineData(0, 0.05)]
    [InlineData(2, 2)]
    public void Normal_weights_have_their_scale_and_no_cut(double scale, double deviation)
    {
        double[] values = Weights(Initializer.Normal, scale);
        Assert.Equal(deviation, Deviation(values), deviation * 0.03);
        Assert.True(values.Max(Math.Abs) > 3 * deviation);
    }

    [Theory]
    [InlineData(Initializer.Zeros, 0)]
    [InlineData(Initializer.Ones, 1)]
    [InlineData(Initializer.Constant, 0.25)]
    public void Constant_weights_are_all_equal(Initializer initializer, double expected) =>
        Assert.All(Weights(initializer, 0.25), value => Assert.Equal(expected, value));

    [Theory]
    [InlineData(0, 1, 7, 40)]
    [InlineData(1.5, 1.5, 64, 64)]
    [InlineData(0.1, 0.1, 31, 33)]
    [InlineData(0, 1, 1, 5)]
    [InlineData(0, 1, 1, 1)]
    public void Rows_of_an_orthogonal_matrix_are_perpendicular_and_as_long_as_the_gain(double scale, double gain, int rows, int columns)
    {
        double[] wide = Matrix(Initializer.Orthogonal, scale, rows, columns), tall = Matrix(Initializer.Orthogonal, scale, columns, rows);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double expected = i == j ? gain * gain : 0;
                Assert.Equal(expected, Enumerable.Range(0, columns).Sum(k => wide[(i * columns) + k] * wide[(j * columns) + k]), 1e-14 * gain * gain * columns);
                Assert.Equal(expected, Enumerable.Range(0, columns).Sum(k => tall[(k * rows) + i] * tall[(k * rows) + j]), 1e-14 * gain * gain * columns);
            }
        }
    }

    [Fact]
    public void Kernels_are_orthogonal_as_matrices_of_their_filters()
    {
        var parameters = new ParameterBlock<double>(Describe(("a", [5, 2, 3, 3], Initializer.Orthogonal, 2)));
        Initialization.Fill(parameters, seed: 3);
        double[][] filters = [.. parameters["a"].ToArray().Chunk(18)];
        Assert.Equal(0, filters[1].Zip(filters[4], (a, b) => a * b).Sum(), 1e-13);
        Assert.All(filters, filter => Assert.Equal(4, filter.Sum(weight => weight * weight), 1e-13));
    }

    [Fact]
    public void Orthogonal_weights_point_in_all_directions()
    {
        // Entries of a random orthogonal matrix of n columns have the variance 1 / n and the mean 0, even the first ones.
        double[] first = [.. Enumerable.Range(0, 2000).Select(seed => Matrix(Initializer.Orthogonal, 0, 2, 4, seed)[0])];
        Assert.Equal(0, first.Average(), 0.04);
        Assert.Equal(0.5, Deviation(first), 0.03);
    }

    [Fact]
    public void Default_biases_are_zero_and_PyTorch_biases_are_not()
    {
        var parameters = new ParameterBlock<double>(Describe(
            ("a", [Columns], Initializer.Default, 0), ("b", [Columns], Initializer.PyTorch, 0)));
        Initialization.Fill(parameters, seed: 1);
        Assert.All(parameters["a"].ToArray(), value => Assert.Equal(0, value));
        Assert.All(parameters["b"].ToArray(), value => Assert.InRange(Math.Abs(value), 1e-9, 1 / Math.Sqrt(80)));
    }

    [Fact]
    public void Each_parameter_has_its_own_numbers_that_later_layers_do_not_change()
    {
        var small = new ParameterBlock<float>(Describe(("a", [3, 4], Initializer.Default, 0)));
        var large = new ParameterBlock<float>(Describe(("a", [3, 4], Initializer.Default, 0), ("b", [3, 4], Initializer.Default, 0)));
        Initialization.Fill(small, seed: 5);
        Initialization.Fill(large, seed: 5);
        Assert.Equal(small["a"].ToArray(), large["a"].ToArray());
        Assert.Empty(large["a"].ToArray().Intersect(large["b"].ToArray()));
    }

    [Fact]
    public void Float_and_double_networks_start_from_the_same_numbers()
    {
        NetworkDescription description = Describe(("a", [Rows, Columns], Initializer.HeNormal, 0), ("b", [Rows, Columns], Initializer.PyTorch, 0));
        var single = new ParameterBlock<float>(description);
        var wide = new ParameterBlock<double>(description);
        Initialization.Fill(single, seed: 9);
        Initialization.Fill(wide, seed: 9);
        Assert.Equal(wide.Values.ToArray().Select(value => (float)value), single.Values.ToArray());
    }

    [Fact]
    public void Seeds_differ_and_filling_is_seen_by_predictions()
    {
        var parameters = new ParameterBlock<float>(Describe(("a", [3, 4], Initializer.Default, 0)));
        int version = parameters.Version;
        Initialization.Fill(parameters, seed: 1);
        float[] first = parameters.Values.ToArray();
        Assert.NotEqual(version, parameters.Version);
        Initialization.Fill(parameters, seed: 2);
        Assert.Empty(first.Intersect(parameters.Values.ToArray()));
        Initialization.Fill(parameters, seed: 1);
        Assert.Equal(first, parameters.Values.ToArray());
    }

    // A promise to users, as in RandomStreamTests.
    [Fact]
    public void Seed_42_gives_the_same_weights_forever()
    {
        var parameters = new ParameterBlock<float>(Describe(
            ("a", [2, 2], Initializer.Default, 0), ("b", [2, 2], Initializer.HeNormal, 0)));
        Initialization.Fill(parameters, seed: 42);
        Assert.Equal(
            [0.03913045f, -0.14783686f, 0.16895069f, 0.0048172306f, -0.13158864f, -0.20340803f, -0.22470278f, -0.14322335f],
            parameters.Values.ToArray());
    }

    private static double[] Weights(Initializer initializer, double scale) => Matrix(initializer, scale, Rows, Columns);

    private static double[] Matrix(Initializer initializer, double scale, int rows, int columns, int seed = 3)
    {
        var parameters = new ParameterBlock<double>(Describe(("w", [rows, columns], initializer, scale)));
        Initialization.Fill(parameters, seed);
        return parameters.Values.ToArray();
    }

    private static double Deviation(double[] values) => Math.Sqrt(values.Average(value => value * value));

    private static NetworkDescription Describe(params (string Name, int[] Shape, Initializer Initializer, double Scale)[] parameters)
    {
        var list = new List<ParameterDescription>();
        int offset = 0;
        foreach ((string name, int[] shape, Initializer initializer, double scale) in parameters)
        {
            list.Add(new ParameterDescription(name, shape, offset, initializer, scale, FanIn: Columns, FanOut: Rows));
            offset += list[^1].Count;
        }

        return new NetworkDescription
        {
            Name = "Test",
            InputSize = Columns,
            OutputSize = Rows,
            Loss = LossKind.None,
            Layers = [],
            Parameters = list,
            ParameterCount = offset,
        };
    }
}
