using System.Text;

namespace NNGen.Generator.Tests;

/// <summary>Draws the declaration of a network of recurrent layers, with windows and dense layers between them.</summary>
internal static class RandomSequenceDeclaration
{
    private static readonly string[] cellActivations = ["Tanh", "Sigmoid", "ReLU", "HardSigmoid", "Softsign", "Linear"];

    /// <summary>The source of a class.</summary>
    public static string Draw(string name, Random random)
    {
        bool isDouble = random.Next(2) == 0;
        var source = new StringBuilder();
        string kernels = random.Next(5) == 0 ? "Kernels = Kernels.Readable" : "";
        string[] options = [.. new[] { isDouble ? "Precision = Precision.Double" : "", kernels }.Where(option => option.Length > 0)];
        source.AppendLine(options.Length > 0 ? $"[Network({string.Join(", ", options)})]" : "[Network]");
        int steps = random.Next(1, 9);
        source.AppendLine($"[Input({steps}, {random.Next(1, 7)})]");
        int depth = random.Next(1, 4);
        for (int i = 0; i < depth; i++)
        {
            switch (random.Next(5))
            {
                case 0: source.AppendLine($"[Dense({Units(random)}), {RandomDeclaration.OneOf(RandomDeclaration.Activations, random)}]"); break;
                case 1: source.AppendLine($"[Conv1D({Units(random)}, {random.Next(1, 4)}, Padding = Padding.Causal), Tanh]"); break;
                default: source.AppendLine($"[{Recurrent("ReturnSequences = true", random)}{(random.Next(6) == 0 ? ", Dropout(0.3)" : "")}]"); break;
            }
        }

        // A loss of all steps, or of the last one.
        if (random.Next(4) == 0)
        {
            source.AppendLine($"[{Recurrent("ReturnSequences = true", random)}]");
            source.AppendLine(random.Next(2) == 0 ? "[MeanSquaredError]" : "[Huber(0.7)]");
        }
        else
        {
            source.AppendLine($"[{Recurrent("", random)}]");
            (int outputs, string last, string loss) = RandomDeclaration.Ending(random);
            source.AppendLine($"[Dense({outputs}){last}]");
            source.AppendLine($"[{loss}]");
        }

        source.AppendLine($"public sealed partial class {name} : NNGen.Tests.ICompiledNetwork<{name}, {(isDouble ? "double" : "float")}>;");
        return source.ToString();
    }

    /// <summary>A recurrent layer with any of its arguments.</summary>
    public static string Recurrent(string sequences, Random random)
    {
        string kind = RandomDeclaration.OneOf(["SimpleRNN", "GRU", "LSTM"], random);
        var arguments = new List<string> { $"{Units(random)}" };
        if (sequences.Length > 0) { arguments.Add(sequences); }
        if (random.Next(4) == 0) { arguments.Add("GoBackwards = true"); }
        if (random.Next(3) == 0)
        {
            arguments.Add("Bidirectional = true");
            if (random.Next(2) == 0) { arguments.Add($"Merge = BidirectionalMerge.{RandomDeclaration.OneOf(["Concat", "Sum", "Multiply", "Average"], random)}"); }
        }

        if (random.Next(4) == 0) { arguments.Add($"Activation = CellActivation.{RandomDeclaration.OneOf(cellActivations, random)}"); }
        if (random.Next(4) == 0 && kind != "SimpleRNN") { arguments.Add($"GateActivation = CellActivation.{RandomDeclaration.OneOf(cellActivations, random)}"); }
        if (random.Next(5) == 0) { arguments.Add("Bias = false"); }

        // Without a further draw, so that networks of other layers stay those that they were.
        if (kind == "GRU" && arguments.Count % 2 == 0) { arguments.Add("ResetAfter = false"); }
        return $"{kind}({string.Join(", ", arguments)})";
    }

    /// <summary>Mostly narrow; sometimes more than a vector.</summary>
    private static int Units(Random random) => random.Next(5) switch { 0 => 1, 4 => random.Next(15, 40), _ => random.Next(1, 10) };
}
