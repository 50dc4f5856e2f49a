using System.Globalization;

namespace Images;

/// <summary>What the command line says.</summary>
internal sealed record Options
{
    public const string Usage =
        """
        Usage: dotnet run -c Release --project samples/Images -- [residual] [options]
          residual        a residual network instead of LeNet-5
          --data FOLDER   the IDX files of MNIST (the part that ships with this sample)
          --out FOLDER    where the pictures go (out)
          --epochs N      how often the network sees every training image (10; residual 5)
          --batch N       images per step (64)
          --rate X        learning rate of Adam (0.002; residual 0.005)
          --schedule NAME cosine: the rate falls to 0; constant: it stays (cosine)
          --seed N        of the first weights and the order of the images (1)
          --seeds N       train N networks, with this seed and those that follow, and print their mean accuracy; no pictures (1)
        """;

    /// <summary>The settings of a residual network, unless others are given.</summary>
    public static Options OfResidual { get; } = new() { IsResidual = true, Epochs = 5, Rate = 5e-3 };

    public bool IsResidual { get; init; }

    public string Data { get; init; } = Mnist.Included;

    public string Out { get; init; } = "out";

    public int Epochs { get; init; } = 10;

    public int Batch { get; init; } = 64;

    public double Rate { get; init; } = 2e-3;

    public bool IsConstant { get; init; }

    public int Seed { get; init; } = 1;

    public int Seeds { get; init; } = 1;

    /// <exception cref="FormatException">An option is unknown, has no value, or a value that it cannot have.</exception>
    public static Options Parse(ReadOnlySpan<string> args)
    {
        bool isResidual = args is ["residual", ..];
        Options options = isResidual ? OfResidual : new Options();
        for (int i = isResidual ? 1 : 0; i < args.Length; i += 2)
        {
            string name = args[i];
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            options = name switch
            {
                "--data" => options with { Data = Text(name, value) },
                "--out" => options with { Out = Text(name, value) },
                "--epochs" => options with { Epochs = Number(name, value, 1, 10_000) },
                "--batch" => options with { Batch = Number(name, value, 1, 60_000) },
                "--rate" => options with { Rate = Positive(name, value) },
                "--schedule" when value is "cosine" or "constant" => options with { IsConstant = value == "constant" },
                "--schedule" => throw new FormatException($"{name} needs cosine or constant{(value is null ? "" : $", got '{value}'")}."),
                "--seed" => options with { Seed = Number(name, value, 0, 1_000_000) },
                "--seeds" => options with { Seeds = Number(name, value, 1, 100) },
                _ => throw new FormatException($"There is no option '{name}'."),
            };
        }

        return options;
    }

    private static string Text(string name, string? value) =>
        value is { Length: > 0 } && !value.StartsWith("--", StringComparison.Ordinal) ? value : throw new FormatException($"{name} needs a folder.");

    private static double Positive(string name, string? value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is > 0 and <= 1
            ? number
            : throw new FormatException($"{name} needs a number above 0 and at most 1{(value is null ? "" : $", got '{value}'")}.");

    private static int Number(string name, string? value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"{name} needs a whole number from {least} to {most}{(value is null ? "" : $", got '{value}'")}."));
}
