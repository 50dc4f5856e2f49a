using System.Globalization;
using System.Text;
using NNGen.Generator;

namespace NNGen.Benchmarks;

/// <summary>A project on disk with many networks, all different, to measure NNGen's share of a whole build.</summary>
internal static class BuildProject
{
    private static readonly string[] activations =
        ["ReLU", "Tanh", "GELU", "SiLU", "LeakyReLU(0.1)", "ELU", "Softplus", "Mish", "Sigmoid", "HardSigmoid", "SELU", "Softsign"];

    private static readonly string[] ends =
    [
        "[Dense({0}), Softmax]\n[CrossEntropy]",
        "[Dense({0}), LogSoftmax]\n[CrossEntropy]",
        "[Dense({0}), Sigmoid]\n[BinaryCrossEntropy]",
        "[Dense({0})]\n[MeanSquaredError]",
        "[Dense({0})]\n[Huber(0.5)]",
    ];

    /// <summary>Writes the project and its networks, each in a separate file with a class that uses it.</summary>
    /// <param name="folder">The folder, which is created.</param>
    /// <param name="count">Networks: two to five dense layers of 4 to 128 units, every eighth in double precision.</param>
    public static int Write(string folder, int count)
    {
        Directory.CreateDirectory(folder);

        // Excludes this repository's settings and additional analyzers.
        File.WriteAllText(Path.Combine(folder, "Project.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Using Include="NNGen" />
                <Reference Include="{typeof(NetworkAttribute).Assembly.Location}" />
                <Analyzer Include="{typeof(NetworkGenerator).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
        var random = new Random(1);
        for (int i = 0; i < count; i++) { File.WriteAllText(Path.Combine(folder, $"Network{i}.cs"), Network(i, random)); }
        return 0;
    }

    // # is the number of the network, Real its element type.
    private const string Use = """
        public static class Use#
        {
            public static Real Run()
            {
                var net = new Network#(seed: #);
                Real[] input = new Real[Network#.InputSize];
                Real[] output = new Real[Network#.OutputSize];
                for (int i = 0; i < input.Length; i++) { input[i] = i * (Real)0.01; }
                net.Predict(input, output);
                net.Predict(input.AsSpan(0, Network#.InputSize), output);
                Real sum = net.PredictBatch(input).Sum() + net.Predict(input)[0];
                Console.WriteLine($"{Network#.Summary} {string.Join(", ", output)} {net.Classify(input)} {sum}");
                net.Save("network#.safetensors");
                return Network#.Load("network#.safetensors").Predict(input)[0];
            }
        }

        """;

    private static string Network(int number, Random random)
    {
        var text = new StringBuilder("namespace Project;\n\n")
            .Append(number % 8 == 7 ? "[Network(Precision = Precision.Double)]\n" : "[Network]\n")
            .Append(CultureInfo.InvariantCulture, $"[Input({4 + number})]\n");
        for (int layer = random.Next(1, 5); layer > 0; layer--)
        {
            text.Append(CultureInfo.InvariantCulture, $"[Dense({random.Next(4, 129)}), {activations[random.Next(activations.Length)]}]\n");
        }

        return text
            .AppendFormat(CultureInfo.InvariantCulture, ends[random.Next(ends.Length)], random.Next(2, 11))
            .Append(CultureInfo.InvariantCulture, $"\npublic partial class Network{number};\n\n")
            .Append(Use.Replace("#", $"{number}").Replace("Real", number % 8 == 7 ? "double" : "float"))
            .ToString();
    }
}
