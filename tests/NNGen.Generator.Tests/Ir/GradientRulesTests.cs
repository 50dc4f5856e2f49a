using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Tests;

/// <summary>The gradient of every operation, compared with central differences of a weighted sum of its results.</summary>
[Trait("Category", "Slow")]
public sealed class GradientRulesTests
{
    private const int Samples = 3;

    private static readonly Axis s = Axis.Samples, i = new("i", 4), o = new("o", 5), t = new("t", 6), u = new("u", 6), k = new("k", 3), y = new("y", 4);

    private static readonly Operand a = new(0), b = new(1);

    [Fact]
    public void A_dense_layer_has_the_gradients_of_its_weights_its_bias_and_its_input() => Check(program =>
    {
        Tensor x = program.Declare("x", [s, i]), weights = program.Declare("weights", [o, i]), bias = program.Declare("bias", [o]);
        return (program.Elementwise("y", a + b, program.Contract("product", x, weights, [s, o]), bias), [x, weights, bias]);
    });

    [Fact]
    public void Attention_contracts_two_activations() => Check(program =>
    {
        Tensor query = program.Declare("query", [s, t, i]), key = program.Declare("key", [s, u, i]), value = program.Declare("value", [s, u, o]);
        Tensor scores = program.Elementwise("exponential", Expression.Call(Function.Exp, a), program.Contract("scores", query, key, [s, t, u]));
        Tensor shares = program.Elementwise("shares", a / b, scores, program.Reduce("sum", Reduction.Sum, scores, [s, t]));
        return (program.Contract("y", shares, value, [s, t, o]), [query, key, value]);
    });

    [Fact]
    public void An_operand_without_some_axes_gets_the_sum_over_them() => Check(program =>
    {
        Tensor x = program.Declare("x", [s, t, i]), perSample = program.Declare("perSample", [s]), perFeature = program.Declare("perFeature", [i]), number = program.Declare("number", []);
        Tensor scaled = program.Elementwise("scaled", a * b, x, perSample);
        return (program.Elementwise("y", (a * b) + new Operand(2), scaled, perFeature, number), [x, perSample, perFeature, number]);
    });

    [Fact]
    public void Every_use_of_a_parameter_adds_to_its_gradient() => Check(program =>
    {
        Tensor x = program.Declare("x", [s, i]), weights = program.Declare("weights", [o, i]);
        Tensor hidden = program.Elementwise("hidden", Expression.Call(Function.Tanh, a), program.Contract("there", x, weights, [s, o]));
        return (program.Contract("back", hidden, weights, [s, i]), [x, weights]); // tied, as in an autoencoder
    });

    [Fact]
    public void Normalization_over_the_batch_sums_over_samples_and_steps() => Check(program =>
    {
        Tensor x = program.Declare("x", [s, t, i]), gamma = program.Declare("gamma", [i]), beta = program.Declare("beta", [i]);
        Tensor mean = program.Elementwise("mean", a * (1.0 / (Samples * t.Size)), program.Reduce("total", Reduction.Sum, x, [i]));
        Tensor centered = program.Elementwise("centered", a - b, x, mean);
        Tensor variance = program.Reduce("variance", Reduction.Sum, program.Elementwise("square", a * a, centered), [i]);
        Tensor normal = program.Elementwise("normal", a / (b + 1), centered, variance);
        return (program.Elementwise("y", (a * b) + new Operand(2), normal, gamma, beta), [x, gamma, beta]);
    });

    /// <summary>The rule of a normalization includes how its statistics depend on what is normalized: of a batch, or of each sample.</summary>
    [Theory]
    [InlineData(true, true, true, true)] // a batch, as BatchNorm
    [InlineData(true, true, false, false)]
    [InlineData(true, false, true, false)]
    [InlineData(false, true, true, true)] // a sample, as LayerNorm
    [InlineData(false, true, false, false)]
    [InlineData(false, false, true, false)] // RMSNorm
    public void A_normalization_has_the_gradients_through_its_statistics(bool overBatch, bool centers, bool hasGain, bool hasShift)
    {
        Batch? batch = null;
        Check(
            program =>
            {
                Tensor x = program.Declare("x", [s, t, i]);
                Axis[] kept = overBatch ? [i] : [s, t];
                batch = overBatch ? program.Batch : null;
                double share = 1.0 / (overBatch ? Samples * t.Size : i.Size);
                Tensor? mean = centers ? program.Elementwise("mean", a * share, program.Reduce("sum", Reduction.Sum, x, kept)) : null;
                Tensor squares = program.Elementwise("squares", centers ? (a - b) * (a - b) : a * a, mean is null ? [x] : [x, mean]);
                Tensor scale = program.Elementwise(
                    "scale", 1 / Expression.Call(Function.Sqrt, (a * share) + 0.01), program.Reduce("squaresSum", Reduction.Sum, squares, kept));
                Tensor? gain = hasGain ? program.Declare("gain", [i]) : null, shift = hasShift ? program.Declare("shift", [i]) : null;
                Tensor result = program.Add(new Normalize(program.Declare("y", x.Axes), x, mean, scale, gain, shift, batch));
                return (result, [x, .. new[] { gain, shift }.OfType<Tensor>()]);
            },
            (_, tensor, _) => tensor.Name == "batchSize" ? [Samples] : tensor.Name == "present" ? [.. Enumerable.Repeat(1.0, Samples)] : null,
            given: ["batchSize", "present"]);
    }

    [Fact]
    public void A_sum_over_the_batch_includes_the_formula_that_only_it_reads()
    {
        var program = new ProgramBuilder();
        Tensor x = program.Declare("x", [s, i]), y = program.Declare("y", [s, i]);
        Tensor product = program.Elementwise("product", a * b, x, y);
        Tensor sum = program.Reduce("sum", Reduction.Sum, product, [i]);
        Operation[] section = [.. program.Take()];

        Operation fused = Assert.Single(BatchSum.Fuse(section, _ => false));
        Assert.Equal(2, BatchSum.Fuse(section, tensor => tensor == product).Count); // read elsewhere, too

        var random = new Random(3);
        var interpreter = new Interpreter(Samples);
        foreach (Tensor tensor in new[] { x, y }) { interpreter[tensor] = [.. Enumerable.Range(0, interpreter.Length(tensor)).Select(_ => random.NextDouble())]; }
        interpreter.Run(section);
        double[] expected = interpreter[sum];
        interpreter.Run([fused]);
        Assert.Equal(expected, interpreter[sum]);
    }

    [Theory]
    [InlineData(1, 1, 1)] // padding on both sides
    [InlineData(2, 1, 0)]
    [InlineData(1, 2, 2)]
    [InlineData(2, 2, 1)]
    public void A_convolution_is_a_contraction_over_a_window(int stride, int dilation, int padding) => Check(program =>
    {
        Tensor x = program.Declare("x", [s, t, i]), kernel = program.Declare("kernel", [o, i, k]);
        var window = new AffineIndex(new EquatableArray<AxisTerm>([new AxisTerm(y, stride), new AxisTerm(k, dilation)]), -padding);
        Tensor windows = program.View("windows", x, [s, y, k, i], AffineIndex.Of(s), window, AffineIndex.Of(i));
        return (program.Contract("y", windows, kernel, [s, y, o]), [x, kernel]);
    });

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 1, 0, 2)]
    [InlineData(1, 2, 2, 1)]
    public void A_convolution_in_groups_has_the_gradients_of_its_weights_and_its_source(int stride, int dilation, int padding, int groups) => Check(program =>
    {
        Window window = WindowOf(channels: 4, filters: 2, groups, kernel: 2, stride, dilation, padding);
        Tensor x = program.Declare("x", [s, .. program.NewAxes("x", [5, 6, 4])]);
        Tensor weights = program.Declare("weights", program.NewAxes("weights", [2, 4 / groups, 2, 2]));
        return (program.Convolve("y", x, weights, window, program.NewAxes("y", [window.OutHeight, window.OutWidth, 2])), [x, weights]);
    });

    [Fact]
    public void A_transposed_convolution_has_the_gradients_of_its_weights_and_its_source() => Check(program =>
    {
        Window window = WindowOf(channels: 2, filters: 3, groups: 1, kernel: 2, stride: 2, dilation: 1, padding: 1);
        Tensor x = program.Declare("x", [s, .. program.NewAxes("x", [window.OutHeight, window.OutWidth, 3])]);
        Tensor weights = program.Declare("weights", program.NewAxes("weights", [3, 2, 2, 2]));
        return (program.Add(new ConvolveTransposed(program.Declare("y", [s, .. program.NewAxes("y", [5, 6, 2])]), x, weights, window)), [x, weights]);
    });

    [Theory]
    [InlineData(nameof(Pooling.Largest))]
    [InlineData(nameof(Pooling.Mean))]
    [InlineData(nameof(Pooling.MeanOfPadded))]
    public void A_pooling_over_overlapping_windows_has_the_gradient_of_its_source(string by) => Check(program =>
    {
        Window window = WindowOf(channels: 2, filters: 2, groups: 1, kernel: 3, stride: 2, dilation: 1, padding: 1);
        Tensor x = program.Declare("x", [s, .. program.NewAxes("x", [5, 6, 2])]);
        return (program.Pool("y", Enum.Parse<Pooling>(by), x, window, program.NewAxes("y", [window.OutHeight, window.OutWidth, 2])), [x]);
    });

    [Fact]
    public void A_reshaped_tensor_passes_its_gradient_on() => Check(program =>
    {
        Tensor x = program.Declare("x", [s, t, i]);
        return (program.Elementwise("y", a * a, program.Reshape("reshaped", x, [new Axis("all", 24)])), [x]);
    });

    [Fact]
    public void A_view_takes_digits_of_an_index() => Check(program =>
    {
        // Channels first: feature = channel · 6 + step.
        Tensor x = program.Declare("x", [s, t, i]);
        var all = new Axis("all", 24);
        AffineIndex Digit(int divisor, int modulus) => new(new EquatableArray<AxisTerm>([new AxisTerm(all, 1, divisor, modulus)]));
        return (program.View("y", x, [s, all], AffineIndex.Of(s), Digit(1, 6), Digit(6, 0)), [x]);
    });

    [Fact]
    public void A_view_transposes_reverses_and_slices() => Check(program =>
    {
        Tensor x = program.Declare("x", [s, t, i]);
        var reversed = new AffineIndex(new EquatableArray<AxisTerm>([new AxisTerm(k, -1)]), 4); // steps 4, 3, 2
        return (program.View("y", x, [s, i, k], AffineIndex.Of(s), reversed, AffineIndex.Of(i)), [x]);
    });

    [Fact]
    public void The_adjoint_of_a_view_has_a_gradient_too() => Check(program =>
    {
        Tensor x = program.Declare("x", [s, y, k]);
        var window = new AffineIndex(new EquatableArray<AxisTerm>([new AxisTerm(y, 1), new AxisTerm(k, 1)]), -1);
        var map = new EquatableArray<AffineIndex>([AffineIndex.Of(s), window]);
        return (program.Add(new ViewTransposed(program.Declare("y", [s, t]), x, map)), [x]);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Each_part_of_a_concatenation_gets_its_part_of_the_gradient(int axis) => Check(program =>
    {
        int[][] shapes = [.. new[] { 2, 3, 1 }.Select(size => Enumerable.Range(2, 3).Select((other, at) => at == axis ? size : other).ToArray())];
        Tensor[] parts = [.. shapes.Select((shape, part) => program.Declare($"part{part}", [s, .. program.NewAxes($"part{part}", shape)]))];
        int[] sizes = [.. Enumerable.Range(2, 3).Select((other, at) => at == axis ? 6 : other)];
        Tensor together = program.Concatenate("together", parts, axis, program.NewAxes("together", sizes));
        return (program.Elementwise("y", a * a, together), parts);
    });

    [Fact]
    public void A_single_number_is_a_part_of_a_row() => Check(program =>
    {
        Tensor one = program.DeclareFlat("one", 1), several = program.DeclareFlat("several", 3);
        Tensor row = program.Concatenate("row", [several, one, several], 0, program.NewAxis("row", 7));
        return (program.Elementwise("y", a * a, row), [one, several]);
    });

    [Fact]
    public void Rows_of_a_table_get_the_gradients_of_all_their_uses()
    {
        Check(
            program =>
            {
                Tensor table = program.Declare("table", [o, i]), ids = program.Declare("ids", [s, t]);
                return (program.Gather("y", table, ids), [table]);
            },
            (interpreter, tensor, random) => tensor.Name == "ids" ? [.. Enumerable.Range(0, interpreter.Length(tensor)).Select(_ => (double)random.Next(o.Size))] : null,
            given: ["ids"]);
    }

    [Fact]
    public void The_gradient_of_a_mean_loss_starts_from_one()
    {
        var program = new ProgramBuilder();
        Tensor loss = program.Declare("sampleLoss", [s]), scale = program.Declare("scale", [s]);
        var mean = new Contract(program.Declare("mean", []), loss, scale);

        Tensor gradient = Reverse.Differentiate([mean], mean.Output, Tensor.One, [loss], program)[loss];

        Assert.Equal(scale, gradient); // no operation at all
        Assert.Empty(program.Operations);
    }

    internal static void Check(
        Func<ProgramBuilder, (Tensor Result, Tensor[] Inputs)> write, Func<Interpreter, Tensor, Random, double[]?>? draw = null, string[]? given = null)
    {
        var program = new ProgramBuilder();
        (Tensor result, Tensor[] inputs) = write(program);
        Operation[] forward = [.. program.Take()];
        Tensor seed = program.Declare("seed", result.Axes);
        IReadOnlyDictionary<Tensor, Tensor> gradients = Reverse.Differentiate(forward, result, seed, inputs, program);
        Operation[] backward = [.. program.Take()];
        Tensor[] others = [.. forward.Concat(backward).SelectMany(operation => operation.Inputs).Where(tensor => (given ?? []).Contains(tensor.Name)).Distinct()];
        Verifier.Check([.. forward, .. backward], [.. inputs, .. others, seed]);

        var random = new Random(7);
        var interpreter = new Interpreter(Samples);
        foreach (Tensor tensor in inputs.Concat(others).Append(seed))
        {
            interpreter[tensor] = draw?.Invoke(interpreter, tensor, random) ?? [.. Enumerable.Range(0, interpreter.Length(tensor)).Select(_ => random.NextDouble() + 0.2)];
        }

        interpreter.Run([.. forward, .. backward]);
        foreach (Tensor input in inputs)
        {
            double[] computed = interpreter[gradients[input]];
            for (int at = 0; at < computed.Length; at++)
            {
                Assert.Equal(Difference(input, at), computed[at], 1e-6);
            }
        }

        double Difference(Tensor input, int at)
        {
            const double H = 1e-5;
            double value = interpreter[input][at];
            double above = Sum(value + H), below = Sum(value - H);
            interpreter[input][at] = value;
            return (above - below) / (2 * H);

            double Sum(double moved)
            {
                var other = new Interpreter(Samples);
                foreach (Tensor tensor in inputs.Concat(others)) { other[tensor] = [.. interpreter[tensor]]; }
                other[input][at] = moved;
                other.Run(forward);
                return other[result].Zip(interpreter[seed], (x, weight) => x * weight).Sum();
            }
        }
    }

    /// <summary>Square windows over 5 × 6 pixels.</summary>
    private static Window WindowOf(int channels, int filters, int groups, int kernel, int stride, int dilation, int padding)
    {
        return new Window(5, 6, channels, filters, groups, Along(5), Along(6));

        Extent Along(int size) => new(size, kernel, stride, dilation, padding, padding, ((size + (2 * padding) - ((kernel - 1) * dilation) - 1) / stride) + 1);
    }
}
