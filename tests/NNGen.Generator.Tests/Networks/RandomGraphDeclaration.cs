using System.Text;

namespace NNGen.Generator.Tests;

/// <summary>Draws the declaration of a graph: branches, merges, residual regions, blocks, several inputs and outputs, shared, tied and frozen layers.</summary>
internal sealed class RandomGraphDeclaration
{
    private const int MaxValues = 160;

    private static readonly string[] activations = ["Tanh", "Sigmoid", "SiLU", "ReLU", "Softplus", "ELU", "LeakyReLU(0.1)", "GELU(Approximation.Tanh)"];

    private readonly Random random;
    private readonly string name;
    private readonly StringBuilder source = new(), blocks = new();
    private readonly List<Value> values = []; // that have a mark
    private readonly List<Owner> owners = [];
    private int[] shape = [];
    private bool isRaw; // an input, which nothing has read
    private int count, blockCount, outputs, scope, scopes;

    private RandomGraphDeclaration(string name, Random random)
    {
        (this.name, this.random) = (name, random);
        bool isDouble = random.Next(3) > 0;
        string kernels = new Random(name.Sum(character => character) + 1).Next(5) == 0 ? "Kernels = Kernels.Readable" : "";
        string[] options = [.. new[] { isDouble ? "Precision = Precision.Double" : "", kernels }.Where(option => option.Length > 0)];
        source.AppendLine(options.Length > 0 ? $"[Network({string.Join(", ", options)})]" : "[Network]");
        Inputs();
        int steps = random.Next(3, 9);
        for (int i = 0; i < steps; i++) { Step(); }
        End();
        source.AppendLine($"public sealed partial class {name} : NNGen.Tests.ICompiledNetwork<{name}, {(isDouble ? "double" : "float")}>;");
        source.Append(blocks);
    }

    private int Channels => shape[^1];

    private int Size => shape.Aggregate(1, (product, size) => product * size);

    /// <summary>The source of a class, and of its blocks.</summary>
    public static string Draw(string name, Random random) => new RandomGraphDeclaration(name, random).source.ToString();

    private void Inputs()
    {
        int inputs = random.Next(4) switch { 0 => 2, 1 => random.Next(1, 4), _ => 1 };
        for (int i = 0; i < inputs; i++)
        {
            if (i > 0) { Leave(); }
            shape = random.Next(4) switch
            {
                0 => [random.Next(1, 12)],
                1 => [random.Next(2, 6), random.Next(1, 5)],
                _ => [random.Next(2, 6), random.Next(2, 6), random.Next(1, 5)],
            };
            string layout = shape.Length > 1 && OneIn(4) ? ", Layout = Layout.ChannelsFirst" : "";
            Line($"[Input({Numbers(shape)}{layout})]");
            isRaw = true;
        }
    }

    private void Step()
    {
        switch (random.Next(12))
        {
            case 0 or 1: Line($"[{Layer()}]"); break;
            case 2: Mark(isLoose: false); break;
            case 3 when values.Count > 0: Branch(); break;
            case 4 or 5: Sum(); break;
            case 6: Concat(); break;
            case 7 or 8: Residual(); break;
            case 9: Block(); break;
            case 10 when !isRaw && outputs < 2: Output(); break;
            default: Line($"[{Weighted()}, {Activation()}]"); break;
        }
    }

    /// <summary>A layer of any kind.</summary>
    private string Layer()
    {
        Read();
        switch (random.Next(8))
        {
            case 0 when shape.Length == 3 && shape[0] > 1 && shape[1] > 1:
                shape = [shape[0] / 2, shape[1] / 2, Channels];
                return OneIn(2) ? "MaxPool2D(2)" : "AveragePool2D(2)";
            case 1 when shape.Length == 3:
                shape = [shape[1], shape[0], Channels];
                return "Permute(2, 1, 3)";
            case 2 when shape.Length == 3 && Size * 2 <= MaxValues:
                shape = [shape[0], shape[1] * 2, Channels];
                return "UpSampling2D(1, 2)";
            case 3 when shape.Length > 1:
                shape = [Size];
                return OneIn(2) ? "Flatten(Order = Layout.ChannelsLast)" : "Flatten";
            case 4 when shape.Length > 1 || Channels > 1:
                return $"BatchNorm{Frozen(": ")}";
            case 5 when Channels >= 4:
                return OneIn(2) ? "LayerNorm" : "RMSNorm";
            case 6 when shape.Length == 1 && Size % 2 == 0:
                shape = [2, Size / 2];
                return $"Reshape({Numbers(shape)})";
            case 7 when shape.Length == 2 && OneIn(2):
                return Recurrent();
            default:
                return Activation();
        }
    }

    /// <summary>A recurrent layer, of all steps or of the last one, which may begin with another value, and whose state may be one.</summary>
    private string Recurrent()
    {
        int units = random.Next(1, 6);
        bool isBidirectional = OneIn(3), givesAll = OneIn(2);
        string kind = new[] { "SimpleRNN", "GRU", "LSTM" }[random.Next(3)];
        if (values.LastOrDefault(value => value.Kind is not null) is { } known && OneIn(2)) { (kind, units, isBidirectional) = (known.Kind!, known.Shape[0], false); }
        int width = isBidirectional ? 2 * units : units;
        Value[] starts = [.. values.Where(value => value.Shape is [var size] && size == width && (value.Kind is null || value.Kind == kind))];
        string start = "", state = "";
        if (starts.Length > 0 && random.Next(3) > 0)
        {
            Value initial = starts[random.Next(starts.Length)];
            initial.IsLoose = false;
            start = $", InitialState = \"{initial.Mark}\"";
        }

        if (OneIn(2))
        {
            var final = new Value($"v{++count}", [width], isLoose: true) { Kind = kind };
            values.Add(final);
            state = $", ReturnState = \"{final.Mark}\"";
        }

        string layer = $"{kind}({units}{(givesAll ? ", ReturnSequences = true" : "")}{(isBidirectional ? ", Bidirectional = true" : "")}{(OneIn(4) ? ", GoBackwards = true" : "")}{start}{state}{Bias()}{Frozen(", ")})";
        shape = givesAll ? [shape[0], width] : [width];
        return layer;
    }

    /// <summary>A layer with weights: new ones, or those of an earlier layer.</summary>
    /// <param name="units">Its channels, if they matter.</param>
    private string Weighted(int? units = null)
    {
        Read();
        bool isConvolution = shape.Length == 3 && random.Next(3) > 0, isRecurrent = shape.Length == 2 && OneIn(2);
        string form = isConvolution ? "Conv2D" : isRecurrent ? new[] { "SimpleRNN", "GRU", "LSTM" }[random.Next(3)] : "Dense";
        Owner[] alike = [.. owners.Where(owner => owner.Scope == scope && owner.Inputs == Channels && (units ?? owner.Units) == owner.Units && owner.Form == form)];
        if (alike.Length > 0 && OneIn(2))
        {
            Owner owner = alike[random.Next(alike.Length)];
            shape = [.. shape[..^1], owner.Units];
            return $"{owner.Kind}, Shared = \"{owner.Name}\")";
        }

        Owner[] tied = [.. owners.Where(owner => owner.Scope == scope && owner.Units == Channels && (units ?? owner.Inputs) == owner.Inputs && owner.Form == "Dense" && !owner.IsFrozen)];
        if (tied.Length > 0 && form == "Dense" && shape.Length == 1 && OneIn(2))
        {
            Owner owner = tied[random.Next(tied.Length)];
            shape = [.. shape[..^1], owner.Inputs];
            return $"Dense({owner.Inputs}, Tied = \"{owner.Name}\"{Bias()})";
        }

        int width = units ?? random.Next(1, 7);
        while (width > 1 && units is null && Size / Channels * width > MaxValues) { width--; }
        string kind = isConvolution ? $"Conv2D({width}, {random.Next(1, 4)}, Padding = Padding.Same" : isRecurrent ? $"{form}({width}, ReturnSequences = true" : $"Dense({width}";
        string layer = $"weights{++count}", frozen = Frozen(", ");
        owners.Add(new Owner(layer, kind, form, Channels, width, frozen.Length > 0, scope));
        shape = [.. shape[..^1], width];
        return $"{kind}, Name = \"{layer}\"{Bias()}{frozen})";
    }

    /// <summary>Gives the current value a mark.</summary>
    private Value Mark(bool isLoose)
    {
        var value = new Value($"v{++count}", shape, isLoose);
        values.Add(value);
        Line($"[As(\"{value.Mark}\")]");
        return value;
    }

    /// <summary>Leaves the current value to be read later.</summary>
    private void Leave() => Mark(isLoose: true);

    /// <summary>Goes on with an earlier value.</summary>
    private void Branch()
    {
        Value to = values[random.Next(values.Count)];
        Leave();
        Line($"[From(\"{to.Mark}\")]");
        to.IsLoose = false;
        shape = to.Shape;
        Line($"[{Weighted()}, {Activation()}]");
    }

    private void Sum()
    {
        Value[] alike = [.. values.Where(value => value.Shape.SequenceEqual(shape))];
        if (alike.Length == 0)
        {
            // Another value of the same channels, when there is none.
            alike = [Mark(isLoose: false)];
            Line($"[{Weighted(Channels)}, {Activation()}]");
        }

        alike = [.. alike.OrderBy(_ => random.Next()).Take(random.Next(1, 4))];
        string kind = alike.Length == 1 && OneIn(4) ? "Subtract" : new[] { "Add", "Multiply", "Average", "Maximum" }[random.Next(4)];
        Merge(kind, alike, "");
    }

    private void Concat()
    {
        int axis = random.Next(shape.Length);
        Value[] alike = [.. values.Where(value => value.Shape.Length == shape.Length && !value.Shape.Where((size, i) => i != axis && size != shape[i]).Any())];
        if (alike.Length == 0) { alike = [Mark(isLoose: false)]; }
        alike = [.. alike.OrderBy(_ => random.Next()).Take(random.Next(1, 3))];
        int total = shape[axis] + alike.Sum(value => value.Shape[axis]);
        if (Size / shape[axis] * total > MaxValues) { return; }
        string along = axis == shape.Length - 1 && OneIn(2) ? "" : $", Axis = {(OneIn(2) ? axis + 1 : axis - shape.Length)}";
        Merge("Concat", alike, along);
        shape = [.. shape.Select((size, i) => i == axis ? total : size)];
    }

    private void Merge(string kind, Value[] others, string arguments)
    {
        foreach (Value other in others) { other.IsLoose = false; }
        Read();
        Line($"[{kind}({string.Join(", ", others.Select(other => $"\"{other.Mark}\""))}{arguments})]");
    }

    private void Residual()
    {
        int[] start = shape;
        Line("[Residual]");
        if (OneIn(2))
        {
            Line($"[{Weighted()}, {Activation()}]");
            if (shape.Length == 1 && OneIn(2)) { Residual(); }
            Line($"[{Weighted(start[^1])}]");
        }
        else
        {
            Line($"[{Weighted()}, {Activation()}, {Layer()}]");
            bool changesPositions = !shape[..^1].SequenceEqual(start[..^1]);
            if (changesPositions)
            {
                Flat();
                Line($"[{Weighted(random.Next(1, 7))}]");
            }

            int[] end = shape;
            int outer = scope;
            scope = ++scopes;
            Line("[Shortcut]");
            shape = start;
            if (changesPositions) { Flat(); }
            if (shape.Length == 1 && OneIn(2)) { Residual(); }
            Line($"[{Weighted(end[^1])}]");
            scope = outer;
        }

        Line(OneIn(2) ? "[EndResidual]" : $"[EndResidual, {Activation()}]");
    }

    private void Block()
    {
        Read();
        string block = $"{name}Block{++blockCount}";
        bool grows = 2 * Size <= MaxValues && OneIn(4);
        int kind = random.Next(3);
        string layers = grows ? $"[As(\"inside\"), Dense(Width.Input), {Activation()}, Concat(\"inside\")]" : kind switch
        {
            0 => $"[Residual, Dense(Width.Input), {Activation()}, Dense(Width.Input), EndResidual]",
            1 => $"[As(\"inside\"), Dense(2 * Width.Input, Name = \"wide\"), {Activation()}, Dense(Width.Input / 2), Multiply(\"inside\")]",
            _ => $"[BatchNorm, {Activation()}, Residual, Dense(Width.Input, Bias = false), Tanh, EndResidual]",
        };
        blocks.AppendLine($"[Block] {layers} public partial class {block};");

        // A product in each of many blocks is a number to a high power.
        string repeat = !grows && kind != 1 && OneIn(2) ? $"Repeat = {random.Next(2, 4)}, " : "";
        Line($"[Block<{block}>({repeat}{(OneIn(4) ? "Trainable = false, " : "")}Name = \"block{blockCount}\")]");
        if (!grows && OneIn(3)) { Line($"[Block<{block}>({repeat}Shared = \"block{blockCount}\")]"); }
        if (grows) { shape = [.. shape[..^1], 2 * Channels]; }
    }

    /// <summary>An output in the middle, and what comes after it.</summary>
    private void Output()
    {
        string weight = OneIn(2) ? $"(Weight = {random.Next(1, 30)} / 10.0)" : "";
        string output = $"Output(\"out{++outputs}\")";
        Value trunk = Mark(isLoose: false);
        int kind = random.Next(4);
        if (kind > 1 && shape.Length > 1) { Line("[Flatten]"); }
        Line(kind switch
        {
            0 => $"[{output}, MeanSquaredError{weight}]",
            1 => $"[{output}, Huber{weight}]",
            2 => $"[Dense({random.Next(2, 5)}), Softmax, {output}, CrossEntropy{weight}]",
            _ => $"[Dense({random.Next(1, 4)}), Sigmoid, {output}, BinaryCrossEntropy{weight}]",
        });
        Line($"[From(\"{trunk.Mark}\")]");
        shape = trunk.Shape;
        Line($"[{Weighted()}]");
    }

    /// <summary>Reads all that nothing has read, and ends.</summary>
    private void End()
    {
        Value[] loose = [.. values.Where(value => value.IsLoose)];
        Flat();
        if (loose.Length > 0)
        {
            Value last = Mark(isLoose: false);
            var marks = new List<Value> { last };
            foreach (Value value in loose.SkipLast(1))
            {
                if (value.Shape.Length == 1)
                {
                    marks.Add(value);
                    continue;
                }

                Line($"[From(\"{value.Mark}\")]");
                shape = value.Shape;
                Flat();
                marks.Add(Mark(isLoose: false));
            }

            Line($"[From(\"{loose[^1].Mark}\")]");
            shape = loose[^1].Shape;
            Flat();
            Line($"[Concat({string.Join(", ", marks.Select(value => $"\"{value.Mark}\""))})]");
        }

        (int units, string end, string loss) = RandomDeclaration.Ending(random);
        string named = outputs > 0 && OneIn(2) ? ", Output(\"last\")" : "";
        Line($"[Dense({Math.Min(units, 20)}){end}{named}]");
        Line($"[{loss}]");
    }

    private void Flat()
    {
        Read();
        if (shape.Length > 1) { Line("[Flatten]"); }
        shape = [Size];
    }

    private void Read() => isRaw = false;

    private string Activation() => activations[random.Next(activations.Length)];

    private string Bias() => OneIn(5) ? ", Bias = false" : "";

    private string Frozen(string before) => !OneIn(6) ? "" : before == ", " ? ", Trainable = false" : "(Trainable = false)";

    private void Line(string line) => source.AppendLine(line);

    private bool OneIn(int times) => random.Next(times) == 0;

    private static string Numbers(int[] numbers) => string.Join(", ", numbers);

    /// <summary>A value with a mark.</summary>
    private sealed class Value(string mark, int[] shape, bool isLoose)
    {
        public string Mark => mark;

        public int[] Shape => shape;

        /// <summary>The kind of layer whose state it is, if it is one.</summary>
        public string? Kind { get; init; }

        /// <summary>Whether nothing reads it so far.</summary>
        public bool IsLoose { get; set; } = isLoose;
    }

    /// <summary>A layer whose weights others of the same module can use: a shortcut is a module.</summary>
    private sealed record Owner(string Name, string Kind, string Form, int Inputs, int Units, bool IsFrozen, int Scope);
}
