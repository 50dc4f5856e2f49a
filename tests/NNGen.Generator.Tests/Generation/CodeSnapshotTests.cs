namespace NNGen.Generator.Tests;

/// <summary>Generated code as a whole: it is read, stepped through and compared, so every change of it is looked at.</summary>
/// <remarks><c>NNGEN_ACCEPT=1 dotnet test --filter CodeSnapshotTests</c> accepts new texts.</remarks>
public sealed class CodeSnapshotTests
{
    [Theory]
    [InlineData("DigitClassifier", "[Input(64)] [Dense(32), ReLU] [Dense(10), Softmax] [CrossEntropy]")]
    [InlineData("Circles", "[Input(2)] [Dense(3), Sigmoid] [Dense(1), Sigmoid] [BinaryCrossEntropy]")]
    [InlineData("KerasDense", "[Input(20)] [Dense(32), Sigmoid] [Dense(32), Sigmoid] [Dense(1), Sigmoid] [MeanSquaredError]")]
    [InlineData("OddDouble", "[Input(7)] [Dense(13), GELU] [Dense(5, Bias = false), LeakyReLU(0.1)] [Dense(3, Name = \"out\")] [Huber(0.5)]")]
    public void The_code_of_a_network_is_the_verified_one(string name, string layers)
    {
        string mark = name.EndsWith("Double", StringComparison.Ordinal) ? "[Network(Precision = Precision.Double)]" : "[Network]";
        var generated = Generated.From($"{mark} {layers} public partial class {name};");

        generated.CompilesSilently();
        Snapshot.Verify(generated.Files[$"{name}.g.cs"], name);
    }
}
