namespace NNGen.Tests;

/// <summary>Sums of products of inputs and weights, plus a bias for each filter.</summary>
internal abstract record OracleProducts(int Outputs, int Filters, int? BiasAt) : OracleLayer
{
    public override double[] Forward(double[] x, double[] parameters)
    {
        double[] y = new double[Outputs];
        for (int i = 0; i < y.Length; i++) { y[i] = BiasAt is { } bias ? parameters[bias + (i % Filters)] : 0; }
        foreach ((int input, int output, int weight) in Products()) { y[output] += parameters[weight] * x[input]; }
        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        double[] dx = new double[x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            if (BiasAt is { } bias) { gradients[bias + (i % Filters)] += dy[i]; }
        }

        foreach ((int input, int output, int weight) in Products())
        {
            gradients[weight] += dy[output] * x[input];
            dx[input] += dy[output] * parameters[weight];
        }

        return dx;
    }

    /// <summary>Every product of the sums: which input times which weight goes to which output.</summary>
    protected abstract IEnumerable<(int Input, int Output, int Weight)> Products();
}

/// <summary>
/// A cross-correlation: y[p, f] = b[f] + Σ w[f, c, tap] x[p's tap, the group's channel c], with w as <c>[filters, channels / groups, taps]</c>.
/// </summary>
internal sealed record OracleConvolution(OracleWindow Window, int Channels, int Filters, int Groups, int WeightAt, int? BiasAt)
    : OracleProducts(Window.Rows.Outputs * Window.Columns.Outputs * Filters, Filters, BiasAt)
{
    private readonly OracleTap[] taps = [.. Window.Taps()];

    private int GroupChannels => Channels / Groups;

    private int KernelSize => Window.Rows.Kernel * Window.Columns.Kernel;

    protected override IEnumerable<(int Input, int Output, int Weight)> Products()
    {
        foreach (OracleTap tap in taps)
        {
            if (tap.Input is not { } pixel) { continue; }
            for (int filter = 0; filter < Filters; filter++)
            {
                int group = filter / (Filters / Groups);
                for (int channel = 0; channel < GroupChannels; channel++)
                {
                    yield return (
                        (pixel * Channels) + (group * GroupChannels) + channel,
                        (tap.Output * Filters) + filter,
                        WeightAt + (((filter * GroupChannels) + channel) * KernelSize) + tap.Tap);
                }
            }
        }
    }
}

/// <summary>
/// A transposed convolution: every pixel p adds w[c, f, tap] x[p, c] to each pixel of the output in its window, with w as <c>[channels, filters / groups,
/// taps]</c>. The window is that of the output.
/// </summary>
internal sealed record OracleTransposedConvolution(OracleWindow Window, int Channels, int Filters, int Groups, int WeightAt, int? BiasAt)
    : OracleProducts(Window.Rows.Size * Window.Columns.Size * Filters, Filters, BiasAt)
{
    private readonly OracleTap[] taps = [.. Window.Taps()];

    private int GroupFilters => Filters / Groups;

    protected override IEnumerable<(int Input, int Output, int Weight)> Products()
    {
        int kernel = Window.Rows.Kernel * Window.Columns.Kernel;
        foreach (OracleTap tap in taps)
        {
            if (tap.Input is not { } pixel) { continue; }
            for (int channel = 0; channel < Channels; channel++)
            {
                int group = channel / (Channels / Groups);
                for (int filter = 0; filter < GroupFilters; filter++)
                {
                    yield return (
                        (tap.Output * Channels) + channel,
                        (pixel * Filters) + (group * GroupFilters) + filter,
                        WeightAt + (((channel * GroupFilters) + filter) * kernel) + tap.Tap);
                }
            }
        }
    }
}

/// <summary>The largest value of each window; the first of equal ones gets the gradient.</summary>
internal sealed record OracleMaxPool(OracleWindow Window, int Channels) : OracleLayer
{
    private readonly OracleTap[] taps = [.. Window.Taps()];

    public override double[] Forward(double[] x, double[] parameters) => Array.ConvertAll(Largest(x), index => x[index]);

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        double[] dx = new double[x.Length];
        foreach ((int index, double d) in Largest(x).Zip(dy)) { dx[index] += d; }
        return dx;
    }

    /// <summary>For each output the index of the largest value in its window.</summary>
    private int[] Largest(double[] x)
    {
        int[] largest = new int[Window.Rows.Outputs * Window.Columns.Outputs * Channels];
        Array.Fill(largest, -1);
        foreach (OracleTap tap in taps)
        {
            if (tap.Input is not { } pixel) { continue; }
            for (int channel = 0; channel < Channels; channel++)
            {
                ref int best = ref largest[(tap.Output * Channels) + channel];
                int index = (pixel * Channels) + channel;
                if (best < 0 || x[index] > x[best]) { best = index; }
            }
        }

        return largest;
    }
}

/// <summary>The mean of each window, over its values, and over its padding too if that is counted.</summary>
internal sealed record OracleAveragePool(OracleWindow Window, int Channels, bool CountPadding) : OracleLayer
{
    private readonly OracleTap[] taps = [.. Window.Taps()];

    public override double[] Forward(double[] x, double[] parameters)
    {
        double[] y = new double[Window.Rows.Outputs * Window.Columns.Outputs * Channels];
        foreach ((int input, int output, double factor) in Shares()) { y[output] += factor * x[input]; }
        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        double[] dx = new double[x.Length];
        foreach ((int input, int output, double factor) in Shares()) { dx[input] += factor * dy[output]; }
        return dx;
    }

    private IEnumerable<(int Input, int Output, double Factor)> Shares()
    {
        foreach (IGrouping<int, OracleTap> window in taps.GroupBy(tap => tap.Output))
        {
            int count = window.Count(tap => CountPadding ? tap.IsPadded : tap.Input is not null);
            foreach (OracleTap tap in window)
            {
                if (tap.Input is not { } pixel) { continue; }
                for (int channel = 0; channel < Channels; channel++) { yield return ((pixel * Channels) + channel, (tap.Output * Channels) + channel, 1.0 / count); }
            }
        }
    }
}

/// <summary>Values under other indices: output i is the value of number <c>Sources[i]</c>, or 0 where there is none.</summary>
internal sealed record OracleArrangement(int Inputs, int?[] Sources) : OracleLayer
{
    /// <summary>Channels, height, width of values in the order height, width, channels; of a sequence, features and steps.</summary>
    public static OracleArrangement ToChannelsFirst(int[] shape)
    {
        int channels = shape[^1];
        int pixels = shape.Aggregate(1, (product, size) => product * size) / channels;
        return new OracleArrangement(pixels * channels, [.. Enumerable.Range(0, pixels * channels).Select(i => (int?)((i % pixels * channels) + (i / pixels)))]);
    }

    /// <summary>Height, width, channels of values in the order channels, height, width.</summary>
    public static OracleArrangement ToChannelsLast(int[] shape)
    {
        int channels = shape[^1];
        int pixels = shape.Aggregate(1, (product, size) => product * size) / channels;
        return new OracleArrangement(pixels * channels, [.. Enumerable.Range(0, pixels * channels).Select(i => (int?)((i % channels * pixels) + (i / channels)))]);
    }

    /// <summary>Axis i of the output is axis <c>axes[i]</c> of the input, counted from 1.</summary>
    public static OracleArrangement Permutation(int[] shape, IReadOnlyList<int> axes)
    {
        int[] permuted = [.. axes.Select(axis => shape[axis - 1])];
        int size = shape.Aggregate(1, (product, dimension) => product * dimension);
        int?[] sources = new int?[size];
        for (int i = 0; i < size; i++)
        {
            int[] index = new int[shape.Length];
            int rest = i;
            for (int axis = permuted.Length - 1; axis >= 0; axis--)
            {
                index[axes[axis] - 1] = rest % permuted[axis];
                rest /= permuted[axis];
            }

            sources[i] = index.Zip(shape).Aggregate(0, (at, pair) => (at * pair.Second) + pair.First);
        }

        return new OracleArrangement(size, sources);
    }

    /// <summary>An image of another size, whose pixels come from pixels of the first or from nowhere.</summary>
    public static OracleArrangement Pixels(int[] shape, int height, int width, Func<int, int> row, Func<int, int> column)
    {
        var sources = new List<int?>();
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int fromRow, int fromColumn) = (row(y), column(x));
                bool isInside = fromRow >= 0 && fromRow < shape[0] && fromColumn >= 0 && fromColumn < shape[1];
                for (int c = 0; c < shape[2]; c++) { sources.Add(isInside ? (((fromRow * shape[1]) + fromColumn) * shape[2]) + c : null); }
            }
        }

        return new OracleArrangement(shape[0] * shape[1] * shape[2], [.. sources]);
    }

    public override double[] Forward(double[] x, double[] parameters) => Array.ConvertAll(Sources, source => source is { } index ? x[index] : 0);

    public override double[] Backward(double[] x, double[] y, double[] dy, double[] parameters, double[] gradients)
    {
        double[] dx = new double[Inputs];
        foreach ((int? source, double d) in Sources.Zip(dy))
        {
            if (source is { } index) { dx[index] += d; }
        }

        return dx;
    }
}
