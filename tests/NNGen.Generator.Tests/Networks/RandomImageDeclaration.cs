using System.Text;

namespace NNGen.Generator.Tests;

/// <summary>Draws the declaration of a network over small images or sequences: valid, and otherwise anything.</summary>
internal sealed class RandomImageDeclaration
{
    /// <summary>As many multiplications as the oracle can do for every sample of a batch.</summary>
    private const int MaxProducts = 12_000;

    private readonly Random random;

    // Separate, so that they do not change the other layers.
    private readonly Random normalizations;
    private readonly bool normalizesBatch;
    private readonly bool isDouble;
    private readonly StringBuilder source = new();
    private int[] shape;

    private RandomImageDeclaration(string name, Random random, bool normalizesBatch)
    {
        this.random = random;
        this.normalizesBatch = normalizesBatch;
        normalizations = new Random(name.Sum(character => character));
        shape = random.Next(3) == 0 ? [random.Next(1, 20), random.Next(1, 6)] : [Size(), Size(), random.Next(1, 6)];
        isDouble = random.Next(2) == 0;
        string kernels = new Random(name.Sum(character => character) + 1).Next(4) == 0 ? "Kernels = Kernels.Readable" : "";
        string[] options = [.. new[] { isDouble ? "Precision = Precision.Double" : "", kernels }.Where(option => option.Length > 0)];
        source.AppendLine(options.Length > 0 ? $"[Network({string.Join(", ", options)})]" : "[Network]");
        Input();
        int depth = random.Next(1, 4);
        if (normalizesBatch) { Normalization(); }
        for (int i = 0; i < depth; i++)
        {
            Hidden();
            Normalization();
            if (normalizations.Next(8) == 0) { source.AppendLine("[SpatialDropout(0.25)]"); }
        }

        End();
        source.AppendLine($"public sealed partial class {name} : NNGen.Tests.ICompiledNetwork<{name}, {(isDouble ? "double" : "float")}>;");
    }

    private bool IsImage => shape.Length == 3;

    private int Channels => shape[^1];

    /// <summary>The source of a class.</summary>
    public static string Draw(string name, Random random) => new RandomImageDeclaration(name, random, normalizesBatch: false).source.ToString();

    /// <summary>The source of a class that also has batch normalizations, behind other layers or first.</summary>
    public static string DrawOverBatches(string name, Random random) => new RandomImageDeclaration(name, random, normalizesBatch: true).source.ToString();

    private void Input()
    {
        // Separate, so that they do not change the other layers: a third of the sequences are embedded tokens.
        var tokens = new Random(source.Length + shape[0] + (7 * shape[^1]));
        if (!IsImage && !normalizesBatch && tokens.Next(3) == 0)
        {
            int vocabulary = tokens.Next(1, 30);
            source.AppendLine($"[Tokens({shape[0]}, {vocabulary})]");
            source.AppendLine($"[Embedding({shape[1]}{(tokens.Next(2) == 0 ? $", PaddingId = {tokens.Next(vocabulary)}" : "")})]");
            return;
        }

        string layout = OneIn(3) ? ", Layout = Layout.ChannelsFirst" : "";
        bool isReshaped = layout.Length == 0 && OneIn(8);
        string values = isReshaped ? $"{shape.Aggregate(1, (product, size) => product * size)}" : Numbers(shape);
        source.AppendLine($"[Input({values}{layout})]");
        if (isReshaped) { source.AppendLine($"[Reshape({Numbers(shape)})]"); }
    }

    private void Hidden()
    {
        switch (random.Next(12))
        {
            case 0: Transposed(); break;
            case < 5: Convolution(); break;
            case 5: Depthwise(); break;
            case < 9: Pooling(); break;
            default: Arrangement(); break;
        }
    }

    private void Normalization()
    {
        int positions = shape.Aggregate(1, (product, size) => product * size) / Channels;
        int[] groups = [.. Enumerable.Range(1, Channels).Where(count => Channels % count == 0 && positions * (Channels / count) >= 6)];

        // Gradients before a normalization nearly cancel, up to exactly 0: in single precision, nothing but rounding would be compared.
        string? layer = normalizations.Next(isDouble ? 0 : 4, 8) switch
        {
            0 when Channels >= 4 => "LayerNorm",
            1 when Channels >= 4 => "LayerNorm(Epsilon = 0.01, Bias = false)",
            2 when Channels >= 4 => "RMSNorm",
            3 when groups.Length > 0 => $"GroupNorm({groups[normalizations.Next(groups.Length)]})",
            4 => "PReLU",
            5 => "PReLU(PerChannel = true)",
            6 => Each(normalizations.Next(1, 9)),
            _ => null,
        };
        if (normalizesBatch && normalizations.Next(2) == 0) { layer = normalizations.Next(2) == 0 ? "BatchNorm" : "BatchNorm(Momentum = 0.3, Epsilon = 0.001)"; }
        if (layer is not null) { source.AppendLine($"[{layer}]"); }

        string Each(int units)
        {
            shape = [.. shape[..^1], units];
            return $"Dense({units}){(normalizations.Next(2) == 0 ? ", Tanh" : "")}";
        }
    }

    private void Convolution()
    {
        (string kernel, string options) = Window(isPooling: false, out int[] sizes, out int taps);
        int groups = Divisor(Channels);
        // Mostly few, as filters that fill no tile are the harder ones; now and then several vectors of them.
        int filters = groups * random.Next(1, OneIn(4) ? 40 : 7);
        while (filters > groups && sizes.Aggregate(1, (product, size) => product * size) * taps * filters * (Channels / groups) > MaxProducts) { filters -= groups; }
        if (groups > 1) { options += $", Groups = {groups}"; }
        Layer($"Conv{shape.Length - 1}D({filters}, {kernel}{options}{Bias()})");
        shape = [.. sizes, filters];
    }

    private void Transposed()
    {
        int axes = shape.Length - 1;
        int[] kernel = [.. Enumerable.Range(0, axes).Select(_ => random.Next(1, 4))];
        int[] strides = [.. Enumerable.Range(0, axes).Select(_ => random.Next(1, 4))];
        int[] dilations = OneIn(3) ? [.. Enumerable.Range(0, axes).Select(_ => random.Next(1, 4))] : Same(1, axes);
        var options = new StringBuilder();
        if (strides.Any(stride => stride > 1)) { options.Append(Each("Stride", strides)); }
        if (dilations.Any(dilation => dilation > 1)) { options.Append(Each("Dilation", dilations)); }
        int[] sizes = [.. Enumerable.Range(0, axes).Select(axis => ((shape[axis] - 1) * strides[axis]) + (dilations[axis] * (kernel[axis] - 1)) + 1)];
        if (OneIn(3))
        {
            options.Append(", Padding = Padding.Same");
            sizes = [.. strides.Select((stride, axis) => shape[axis] * stride)];
        }
        else
        {
            int pad = random.Next(0, 3), more = random.Next(0, strides.Min());
            if (2 * pad < sizes.Min() && pad > 0)
            {
                options.Append($", Pad = {pad}");
                sizes = [.. sizes.Select(size => size - (2 * pad))];
            }

            if (more > 0)
            {
                options.Append($", OutputPadding = {more}");
                sizes = [.. sizes.Select(size => size + more)];
            }
        }

        int groups = Divisor(Channels), filters = groups * random.Next(1, OneIn(4) ? 40 : 7);
        int products = shape.Aggregate(1, (product, size) => product * size) * kernel.Aggregate(1, (product, size) => product * size);
        while (filters > groups && products * (filters / groups) > MaxProducts) { filters -= groups; }
        if (groups > 1) { options.Append($", Groups = {groups}"); }
        if (sizes.Aggregate(filters, (product, size) => product * size) > MaxProducts / 4)
        {
            Convolution();
            return;
        }

        Layer($"Conv{axes}DTranspose({filters}, {Numbers(kernel)}{options}{Bias()})");
        shape = [.. sizes, filters];
    }

    private void Depthwise()
    {
        if (!IsImage)
        {
            Pooling();
            return;
        }

        (string kernel, string options) = Window(isPooling: false, out int[] sizes, out _);
        int multiplier = random.Next(1, 4);
        if (multiplier > 1 || OneIn(4)) { options += $", Multiplier = {multiplier}"; }
        bool isSeparable = normalizations.Next(2) == 0;
        int filters = isSeparable ? normalizations.Next(1, 20) : Channels * multiplier;
        Layer($"{(isSeparable ? $"SeparableConv2D({filters}, " : "DepthwiseConv2D(")}{kernel}{options}{Bias()})");
        shape = [.. sizes, filters];
    }

    private void Pooling()
    {
        (string size, string options) = Window(isPooling: true, out int[] sizes, out _);
        string kind = OneIn(2) ? "Max" : "Average";
        if (kind == "Average" && OneIn(2)) { options += ", CountIncludePad = true"; }
        Layer($"{kind}Pool{shape.Length - 1}D({size}{options})", isLinear: true);
        shape = [.. sizes, Channels];
    }

    private void Arrangement()
    {
        int[] sides = IsImage ? Sides(2) : [];
        switch (IsImage ? random.Next(5) : 4)
        {
            case 0:
                Layer($"ZeroPadding2D({Numbers(sides)})", isLinear: true);
                int[] pads = AllSides(sides);
                shape = [pads[0] + shape[0] + pads[1], pads[2] + shape[1] + pads[3], Channels];
                break;
            case 1:
                int[] cropping = AllSides(sides);
                (int height, int width) = (shape[0] - cropping[0] - cropping[1], shape[1] - cropping[2] - cropping[3]);
                if (height < 1 || width < 1) { goto case 0; }
                Layer($"Cropping2D({Numbers(sides)})", isLinear: true);
                shape = [height, width, Channels];
                break;
            case 2 when shape[0] * shape[1] < 40:
                int[] factors = [random.Next(1, 4), random.Next(1, 4)];
                string stated = factors[0] == factors[1] ? OneIn(2) && factors[0] == 2 ? "" : $"{factors[0]}" : Numbers(factors);
                string interpolation = normalizations.Next(2) == 0 ? "" : "Interpolation = Interpolation.Bilinear";
                Layer($"UpSampling2D({string.Join(", ", new[] { stated, interpolation }.Where(argument => argument.Length > 0))})", isLinear: true);
                shape = [shape[0] * factors[0], shape[1] * factors[1], Channels];
                break;
            case 3:
                int product = shape[0] * shape[1];
                int rows = Divisor(product);
                Layer($"Reshape({rows}, {product / rows}, {Channels})", isLinear: true);
                shape = [rows, product / rows, Channels];
                break;
            default:
                int[] axes = [.. Enumerable.Range(1, shape.Length).OrderBy(_ => random.Next())];
                Layer($"Permute({Numbers(axes)})", isLinear: true);
                shape = [.. axes.Select(axis => shape[axis - 1])];
                break;
        }
    }

    private void End()
    {
        // The loss of every pixel.
        if (OneIn(6))
        {
            source.AppendLine(OneIn(2) ? "[MeanSquaredError]" : "[Huber(0.7)]");
            return;
        }

        if (OneIn(4))
        {
            string pool = OneIn(2) ? "GlobalAveragePool" : "GlobalMaxPool";
            bool isLast = Channels > 1 && OneIn(2);
            source.AppendLine(isLast ? $"[{pool}, Softmax]" : $"[{pool}]");
            if (isLast)
            {
                source.AppendLine("[CrossEntropy]");
                return;
            }
        }
        else
        {
            source.AppendLine(random.Next(3) switch { 0 => "[Flatten(Order = Layout.ChannelsLast)]", 1 => "[Flatten(Order = Layout.ChannelsFirst)]", _ => "[Flatten]" });
        }

        if (OneIn(3)) { Layer($"Dense({random.Next(1, 20)})"); }
        (int outputs, string last, string loss) = RandomDeclaration.Ending(random);
        source.AppendLine($"[Dense({outputs}){last}]");
        source.AppendLine($"[{loss}]");
    }

    /// <summary>The positional argument and the options of a window that fits, with the sizes of the output and the number of taps.</summary>
    private (string Kernel, string Options) Window(bool isPooling, out int[] sizes, out int taps)
    {
        while (true)
        {
            int axes = shape.Length - 1;
            int[] kernel = OneIn(2) ? Same(random.Next(1, 5), axes) : [.. Enumerable.Range(0, axes).Select(_ => random.Next(1, 5))];
            int[] strides = isPooling && OneIn(2) ? kernel : OneIn(2) ? Same(1, axes) : OneIn(2) ? Same(random.Next(1, 4), axes) : [.. kernel.Select(_ => random.Next(1, 4))];
            int[] dilations = isPooling || !OneIn(3) ? Same(1, axes) : OneIn(2) ? Same(random.Next(2, 4), axes) : [.. kernel.Select(_ => random.Next(1, 4))];
            int[] reach = [.. kernel.Zip(dilations, (k, d) => (d * (k - 1)) + 1)];
            var options = new StringBuilder();
            if (!strides.SequenceEqual(isPooling ? kernel : Same(1, axes)) || OneIn(5)) { options.Append(Each("Stride", strides)); }
            if (!isPooling && (dilations.Any(dilation => dilation > 1) || OneIn(8))) { options.Append(Each("Dilation", dilations)); }
            int[]? pads = Padding(isPooling, kernel, reach, strides, options);
            bool ceil = isPooling && OneIn(4);
            if (ceil) { options.Append(", Ceil = true"); }
            sizes = new int[axes];
            for (int axis = 0; axis < axes; axis++)
            {
                // Same has its size by definition; all others by PyTorch's formulas.
                int space = pads is null ? 0 : shape[axis] + pads[2 * axis] + pads[(2 * axis) + 1] - reach[axis];
                sizes[axis] = pads is null ? (shape[axis] + strides[axis] - 1) / strides[axis] : space < 0 ? 0 : (space / strides[axis]) + 1;
                bool isCut = ceil && pads is not null && space > 0 && space % strides[axis] != 0;
                if (isCut && sizes[axis] * strides[axis] < shape[axis] + pads![2 * axis]) { sizes[axis]++; }
            }

            taps = kernel.Aggregate(1, (product, size) => product * size);
            if (sizes.All(size => size > 0)) { return (kernel.Distinct().Count() == 1 && OneIn(2) || axes == 1 ? $"{kernel[0]}" : Numbers(kernel), options.ToString()); }
        }
    }

    /// <summary>Adds a padding, and returns it as before and after of each axis; null for <c>Same</c>.</summary>
    private int[]? Padding(bool isPooling, int[] kernel, int[] reach, int[] strides, StringBuilder options)
    {
        // More than half of a pooling's window would be a window of nothing but padding.
        int max = Math.Min(isPooling ? kernel.Min() / 2 : reach.Min(), 3);
        int axes = kernel.Length;
        switch (random.Next(6))
        {
            case 0 or 1:
                options.Append(", Padding = Padding.Same");
                return null;
            case 2 when max > 0:
                int pad = random.Next(1, max + 1);
                options.Append($", Pad = {pad}");
                return Same(pad, 2 * axes);
            case 3 when max > 0:
                int[] sides = axes == 1 ? [random.Next(max + 1), random.Next(max + 1)] : Sides(max, single: false);
                options.Append($", Pads = {List(sides)}");
                return axes == 1 ? sides : AllSides(sides);
            case 4 when axes == 1 && !isPooling:
                options.Append(", Padding = Padding.Causal");
                return [reach[0] - 1, 0];
            default:
                if (OneIn(5)) { options.Append(", Padding = Padding.Valid"); }
                return Same(0, 2 * axes);
        }
    }

    private void Layer(string layer, bool isLinear = false)
    {
        string activation = isLinear && !OneIn(4) ? "" : $", {RandomDeclaration.OneOf(RandomDeclaration.Activations, random)}";
        source.AppendLine($"[{layer}{activation}{(OneIn(8) ? ", Dropout(0.3)" : "")}]");
    }

    private string Bias() => OneIn(5) ? ", Bias = false" : "";

    /// <summary>One number for all axes, or one for each.</summary>
    private string Each(string name, int[] numbers) =>
        numbers.Length == 1 || (numbers.Distinct().Count() == 1 && OneIn(2)) ? $", {name} = {numbers[0]}" : $", {name}s = {List(numbers)}";

    private string List(int[] numbers) => OneIn(2) ? $"[{Numbers(numbers)}]" : $"new[] {{ {Numbers(numbers)} }}";

    private int[] Sides(int max, bool single = true) =>
        [.. Enumerable.Range(0, random.Next(single ? 3 : 2) switch { 0 => 4, 1 => 2, _ => 1 }).Select(_ => random.Next(max + 1))];

    private static int[] AllSides(int[] sides) => sides.Length switch
    {
        1 => Same(sides[0], 4),
        2 => [sides[0], sides[0], sides[1], sides[1]],
        _ => sides,
    };

    private int Divisor(int number)
    {
        int[] divisors = [.. Enumerable.Range(1, number).Where(divisor => number % divisor == 0)];
        return OneIn(2) ? 1 : divisors[random.Next(divisors.Length)];
    }

    private int Size() => random.Next(1, OneIn(4) ? 14 : 8);

    private bool OneIn(int count) => random.Next(count) == 0;

    private static int[] Same(int number, int count) => [.. Enumerable.Repeat(number, count)];

    private static string Numbers(int[] numbers) => string.Join(", ", numbers);
}
