using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Tests;

/// <summary>Types of the user with names that generated code uses, too, and names that are keywords somewhere.</summary>
[Trait("Category", "Slow")]
public sealed class HostileNamesTests
{
    // Every kind of code: many layers, straight lines, noise, both precisions.
    private const string Networks = """
        namespace Mine
        {
            /// <summary>A network.</summary>
            [Network, Input(64), Dense(33), GELU, Dropout(0.5), Dense(10), Softmax, CrossEntropy] public partial class Large;
            /// <summary>A network.</summary>
            [Network(Precision = Precision.Double), Input(3), Dense(2), Tanh, Dense(1), Sigmoid, BinaryCrossEntropy] public partial class Small;
            /// <summary>A network.</summary>
            [Network, Input(300), Dense(200), SELU, GaussianNoise(0.1), Dense(1), Huber] public partial class Wide;
            /// <summary>A network.</summary>
            [Network, Input(3, 4), HardSigmoid, MeanSquaredError] public partial class Shaped;
        }
        """;

    /// <summary>Types that generated code uses by a short name.</summary>
    private static readonly string[] names =
    [
        "Vector", "Math", "MathF", "Unsafe", "Panels", "Lanes", "PackedColumns", "FixedLanes", "Packing", "Passes", "OneSample", "InputGroup", "Elementwise", "VectorMath", "Prefetch",
        "Transpose", "FiniteSums", "NoisePanels", "MethodImpl", "MethodImplAttribute", "MethodImplOptions", "MemoryMarshal", "GeneratedCode",
        "GeneratedCodeAttribute", "BitConverter", "Array", "Exception", "ArgumentException", "ArgumentChecks", "Single", "Double", "Int32", "Kernels",
    ];

    [Theory]
    [InlineData("NNGen")]
    [InlineData("System")]
    [InlineData("System.Numerics.Mine")]
    [InlineData("NNGen.Mine")]
    [InlineData("Mine")]
    public void Types_with_the_names_that_generated_code_uses_do_not_break_it(string space)
    {
        // Types that already exist: another of the same name would be a mistake of the user.
        var taken = Compile.Empty.GlobalNamespace.GetNamespaceMembers().Where(member => member.Name == space)
            .SelectMany(member => member.GetTypeMembers()).Where(type => type.Arity == 0).Select(type => type.Name).ToHashSet();
        string types = string.Join(" ", names.Where(name => !taken.Contains(name)).Select(name => $"public class {name};"));
        string generic = space is "NNGen" or "System" ? "" : "public class Span<T>; public class ReadOnlySpan<T>; public class Batch<T>; public class Workspace<T>; public class Scratch<T>;";

        var generated = Generated.From($"namespace {space} {{ {types} public class Vector<T>; {generic} }}", Networks);

        generated.CompilesSilently();
        Assert.Equal(4, generated.Files.Count);
    }

    [Theory]
    [InlineData("var")]
    [InlineData("dynamic")]
    [InlineData("notnull")]
    [InlineData("unmanaged")]
    [InlineData("record")]
    [InlineData("field")]
    [InlineData("value")]
    [InlineData("scoped")]
    public void A_class_may_have_the_name_of_a_contextual_keyword(string name)
    {
        var generated = Generated.From($"#pragma warning disable CS8981\npublic class @{name};", Networks);

        generated.CompilesSilently();
    }

    public static TheoryData<string> Keywords => [.. SyntaxFacts.GetContextualKeywordKinds().Select(SyntaxFacts.GetText).Concat(["extension", "allows", "field", "required", "file", "scoped"]).Distinct()
        .Where(word => word.All(char.IsAsciiLetterLower) && word is not "nint" and not "nuint")];

    [Theory]
    [MemberData(nameof(Keywords))]
    public void A_network_may_have_the_name_of_any_contextual_keyword(string keyword)
    {
        var generated = Generated.From($$"""
            #pragma warning disable CS8981
            namespace Mine.@{{keyword}} { public partial class @{{keyword}}<T> { /// <summary>A network.</summary>
                [Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class @{{keyword}}2; } }
            /// <summary>A network.</summary>
            [Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class @{{keyword}};
            /// <summary>A network.</summary>
            [Network, Dense(3)] public partial class @{{keyword}}Stub;
            """);

        generated.CompilesSilently();
        Assert.Equal(3, generated.Files.Count);
    }
}
