using System.Globalization;

namespace NNGen.Footprint;

/// <summary>The first prediction of W4 by NNGen and by the rivals that a C# developer would choose: time, memory, and size to deploy.</summary>
internal static class Rivals
{
    private const string Network = "W4";

    /// <param name="runs">Processes of each program.</param>
    /// <param name="folder">The output folder of rivals/dotnet.sh; missing programs are left out.</param>
    /// <param name="models">The folder of their models.</param>
    public static void Print(int runs, string folder, string models)
    {
        string[] load = ["first", Network, "--models", models];
        (string Name, string Program, string[] Arguments)[] programs =
        [
            ("NNGen, until Main", Startup.Program, ["first", "", "nothing"]),
            ("NNGen", Startup.Program, ["first", Network, "predict"]),
            ("ONNX Runtime (C#)", Path.Combine(folder, "OnnxRuntime", "NNGen.Rivals.OnnxRuntime"), load),
            ("TorchSharp", Path.Combine(folder, "TorchSharp", "NNGen.Rivals.TorchSharp"), load),
            ("TensorPrimitives", Path.Combine(folder, "TensorPrimitives", "NNGen.Rivals.TensorPrimitives"), load),
        ];
        programs = programs.Where(program => File.Exists(program.Program)).ToArray();

        var samples = programs.ToDictionary(program => program.Name, _ => new List<Startup.Sample>());
        for (int run = 0; run < runs; run++)
        {
            foreach ((string name, string program, string[] arguments) in programs) { samples[name].Add(Startup.Start(program, arguments)); }
        }

        Console.WriteLine($"The first prediction of {Network} in milliseconds, the least (middle) of {runs} runs; the program's folder less symbols.");
        Console.WriteLine();
        Console.WriteLine("| program | from process start | from Main | most memory resident | folder |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach ((string name, string program, _) in programs)
        {
            List<Startup.Sample> all = samples[name];
            Console.WriteLine(
                $"| {name} | {Startup.Text(all, sample => sample.Whole)} | {Startup.Text(all, sample => sample.Own)} | {Startup.Text(all, sample => sample.Memory)} MB "
                + $"| {(Size(Path.GetDirectoryName(program)!) / 1e6).ToString("F1", CultureInfo.InvariantCulture)} MB |");
        }
    }

    private static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(file => file.Extension is not ".pdb" and not ".xml").Sum(file => file.Length);
}
