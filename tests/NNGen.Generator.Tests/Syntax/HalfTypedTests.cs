namespace NNGen.Generator.Tests;

/// <summary>The parser handles every intermediate state of a declaration that is being typed.</summary>
[Trait("Category", "Slow")]
public sealed class HalfTypedTests
{
    public static TheoryData<string> Declarations =>
    [
        "[Network]\n[Input(64)]\n[Dense(32), ReLU]\n[Dense(units: 10, Name = \"out\"), Softmax]\n[CrossEntropy]\npublic partial class Net;",
        "namespace A;\n[Network(Precision = Precision.Double), Input(new[] { 8, 8, 1 })]\n[Dense(3, Bias = false, Inputs = 64), GELU(Approximation.Tanh)]\n"
            + "[Huber(0.5)]\ninternal sealed partial class Net { }",
        "partial interface I<T> { [Network] [Input(2, 3)] [LeakyReLU(slope: -1e-3)] [type: ELU(2)] [BinaryCrossEntropy(FromLogits = true)]"
            + " private partial class Net { } }",
    ];

    [Theory]
    [MemberData(nameof(Declarations))]
    public void Every_prefix_of_a_declaration_is_parsed(string declaration)
    {
        Assert.Empty(Compile.Errors(Compile.Source(declaration)));
        for (int length = 0; length <= declaration.Length; length++) { Run(declaration[..length]); }
    }

    [Theory]
    [MemberData(nameof(Declarations))]
    public void Every_prefix_of_an_attribute_list_before_its_class_is_parsed(string declaration)
    {
        int end = declaration.LastIndexOf(']') + 1;
        int parsed = 0;
        for (int length = 0; length <= end; length++) { parsed += Run(declaration[..length] + "\npublic partial class Net { }"); }

        // A parser that gave up on half-typed text would pass the test above.
        Assert.InRange(parsed, end / 2, end + 1);
    }

    [Theory]
    [MemberData(nameof(Declarations))]
    public void A_declaration_without_any_one_character_is_parsed(string declaration)
    {
        for (int i = 0; i < declaration.Length; i++) { Run(declaration.Remove(i, 1)); }
    }

    // Both helpers fail on an exception. Returns how many networks were recognized.
    private static int Run(string source)
    {
        var compilation = Compile.Source(source);
        _ = Compile.Analyze(compilation, [.. AllAnalyzers.New()]);
        return ParserGenerator.Run(compilation).Count(network => network is not null);
    }
}
