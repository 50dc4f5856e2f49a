using System.Globalization;

namespace NNGen.Report;

/// <summary>The names of programs, workloads and figures, and their order.</summary>
internal static class Figures
{
    public const string Default = "NNGen";

    public const string Portable = "NNGen (portable)";

    /// <summary>The rivals, with those that a C# developer would choose first.</summary>
    public static readonly string[] Rivals =
        ["ONNX Runtime (C#)", "TorchSharp", "TensorPrimitives", "ONNX Runtime", "PyTorch", "TorchScript", "libtorch", "scikit-learn", "NumPy", "C loops", "RTNeural"];

    public static readonly (string Key, string Title)[] Workloads =
    [
        ("W1", "W1 circles 2-3-1"),
        ("W2", "W2 tabular 20-32-32-1"),
        ("W3", "W3 digits 64-32-10"),
        ("W4", "W4 images 784-128-10"),
        ("W5", "W5 large 784-512-512-10"),
        ("W6", "W6 LeNet-5, 28 × 28 pixels"),
        ("W7", "W7 one step of a stream"),
        ("W8", "W8 three convolutions, 32 × 32 pixels"),
        ("W9", "W9 ResNet-20, 32 × 32 pixels"),
        ("W10", "W10 LSTM 64, 64 steps of 16 features"),
    ];

    /// <summary>A figure in words.</summary>
    public static string Title(string figure)
    {
        string[] words = figure.Split(' ');
        string batch = words[^1].TrimStart('b');
        return words switch
        {
            ["forward", "b1"] => "one sample",
            ["forward", _] => $"batch of {batch}",
            ["train", "sgd", _] => $"SGD step, batch {batch}",
            ["train", "adam", _] => $"Adam step, batch {batch}",
            ["1000", _] => "1,000 iterations",
            ["conv1d", ..] => "Conv1D stack",
            [var layer, var units, "per", "sample"] => $"{layer.ToUpperInvariant()} {units}",
            _ => figure,
        };
    }

    /// <summary>Predictions, then steps, then whole trainings and streams; small batches first.</summary>
    public static int Order(string figure)
    {
        string[] words = figure.Split(' ');
        int kind = words[0] switch { "forward" => 0, "train" => words[1] == "sgd" ? 1 : 2, _ => 3 };
        return (kind * 10_000) + (kind < 3 ? int.Parse(words[^1].AsSpan(1), CultureInfo.InvariantCulture) : 0);
    }
}
