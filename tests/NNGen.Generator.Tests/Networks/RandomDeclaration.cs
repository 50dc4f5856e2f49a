using System.Text;

namespace NNGen.Generator.Tests;

/// <summary>Draws a random, valid declaration of a network.</summary>
internal static class RandomDeclaration
{
    /// <summary>Activations as they are written, at least once each.</summary>
    public static readonly string[] Activations =
    [
        "ReLU", "ReLU6", "LeakyReLU(0.01)", "LeakyReLU(-0.2)", "ELU", "ELU(0.3)", "SELU", "GELU", "GELU(Approximation.Tanh)", "Sigmoid", "Tanh",
        "Softplus", "SiLU", "Mish", "HardSigmoid", "HardSwish", "Softsign", "Linear",
    ];

    /// <summary>The source of a class.</summary>
    public static string Draw(string name, Random random)
    {
        bool isDouble = random.Next(2) == 0;
        var source = new StringBuilder();
        source.AppendLine(isDouble ? "[Network(Precision = Precision.Double)]" : "[Network]");
        source.AppendLine($"[Input({Width(random)}){(random.Next(8) == 0 ? $", {OneOf(Activations, random)}" : "")}]");

        // From a separate source, because they have no effect except in training.
        var noises = new Random(name.Sum(character => character));
        int depth = random.Next(5);
        for (int i = 0; i < depth; i++)
        {
            int width = 0;
            string second = random.Next(6) == 0 ? $", {OneOf(Activations, random)}" : "";
            string noise = noises.Next(4) switch { 0 => ", Dropout(0.3)", 1 => ", GaussianNoise(0.2)", _ => "" };
            bool softmax = random.Next(12) == 0;
            string norm = noises.Next(6) switch { 0 => ", LayerNorm", 1 => ", RMSNorm", 2 => ", PReLU(PerChannel = true)", _ => "" };
            source.AppendLine(softmax
                ? $"[{Dense(Several(random), i, random)}, Softmax]"
                : $"[{Dense(width = Width(random), i, random)}, {OneOf(Activations, random)}{second}{noise}{(width >= 6 ? norm : "")}]");
        }

        (int outputs, string last, string loss) = Ending(random);
        source.AppendLine($"[{Dense(outputs, depth, random)}{last}]");
        source.AppendLine($"[{loss}]");
        source.AppendLine($"public sealed partial class {name} : NNGen.Tests.ICompiledNetwork<{name}, {(isDouble ? "double" : "float")}>;");
        return source.ToString();
    }

    private static string Dense(int units, int layer, Random random)
    {
        string name = random.Next(3) == 0 ? $", Name = \"layer{layer}\"" : "";
        string bias = random.Next(5) == 0 ? ", Bias = false" : "";
        return $"Dense({units}{name}{bias})";
    }

    /// <summary>The units of the last layer, what follows it, and the loss.</summary>
    public static (int Outputs, string Last, string Loss) Ending(Random random) => random.Next(8) switch
    {
        0 => (Several(random), ", Softmax", "CrossEntropy"),
        1 => (Several(random), ", LogSoftmax", "CrossEntropy"),
        2 => (Several(random), "", "CrossEntropy(FromLogits = true)"),
        3 => (random.Next(2) == 0 ? 1 : Several(random), ", Sigmoid", "BinaryCrossEntropy"),
        4 => (random.Next(2) == 0 ? 1 : Several(random), "", "BinaryCrossEntropy(FromLogits = true)"),
        5 => (Width(random), $", {OneOf(Activations, random)}", "MeanSquaredError"),
        6 => (Width(random), random.Next(2) == 0 ? "" : $", {OneOf(Activations, random)}", "Huber(0.7)"),
        _ => (Width(random), "", "MeanAbsoluteError"),
    };

    /// <summary>Mostly narrow, because layers that do not fill a tile are the harder cases; sometimes several vectors wide.</summary>
    private static int Width(Random random) => random.Next(5) switch
    {
        0 => random.Next(1, 4),
        4 => random.Next(20, 140),
        _ => random.Next(1, 20),
    };

    private static int Several(Random random) => Math.Max(2, Width(random));

    public static string OneOf(string[] texts, Random random) => texts[random.Next(texts.Length)];
}
