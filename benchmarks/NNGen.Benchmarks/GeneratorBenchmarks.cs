using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace NNGen.Benchmarks;

/// <summary>The generator as run by a compiler or an editor.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private GeneratorProject project = null!;
    private GeneratorDriver driver = null!;

    /// <summary>Networks × dense layers of each.</summary>
    [Params("1x3", "1x30", "1x300", "100x3")]
    public string Networks { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = Networks.Split('x').Select(int.Parse).ToArray();
        project = new GeneratorProject(sizes[0], sizes[1]);
        driver = GeneratorProject.NewDriver().RunGenerators(project.Compilation);
    }

    /// <summary>A new compilation and a new driver, as in each build.</summary>
    [Benchmark]
    public GeneratorDriver Cold()
    {
        project.Reopen();
        return GeneratorProject.NewDriver().RunGenerators(project.Compilation);
    }

    /// <summary>A key press in another file.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedEdit()
    {
        project.EditOther();
        return driver = driver.RunGenerators(project.Compilation);
    }

    /// <summary>A key press in one network.</summary>
    [Benchmark]
    public GeneratorDriver RelevantEdit()
    {
        project.EditNetwork();
        return driver = driver.RunGenerators(project.Compilation);
    }
}
