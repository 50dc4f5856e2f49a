using NNGen.Generator.Layers;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Tests;

/// <summary>The computed ranges of layers' values, compared with the known ranges of the functions.</summary>
public sealed class ValueRangeTests
{
    private static readonly ValueRange fromZero = new(0, double.PositiveInfinity);

    [Theory]
    [InlineData("Linear", "of any size", "at least 0")]
    [InlineData("ReLU", "at least 0", "at least 0")]
    [InlineData("Sigmoid", "between 0 and 1", "between 0.5 and 1")]
    [InlineData("Tanh", "between -1 and 1", "between 0 and 1")]
    [InlineData("Softsign", "between -1 and 1", "between 0 and 1")]
    [InlineData("HardSigmoid", "between 0 and 1", "between 0.5 and 1")]
    [InlineData("ReLU6", "between 0 and 6", "between 0 and 6")]
    [InlineData("HardSwish", "at least -0.375", "at least 0")]
    [InlineData("Softplus", "at least 0", "at least 0.693")]
    [InlineData("ELU", "at least -1", "at least 0")]
    [InlineData("SELU", "at least -1.758", "at least 0")]
    [InlineData("GELU", "at least -0.17", "at least 0")]
    [InlineData("SiLU", "at least -0.278", "at least 0")]
    [InlineData("Mish", "at least -0.309", "at least 0")]
    public void An_activation_has_its_bounds(string kind, string ofAll, string ofPositive)
    {
        var layer = Layer(kind, 3);

        Assert.Equal(ofAll, layer.Range(ValueRange.All).ToString());
        Assert.Equal(ofPositive, layer.Range(fromZero).ToString());
    }

    [Theory]
    [InlineData("Softmax", 10, "between 0.039 and 0.232")]
    [InlineData("Softmax", 2, "between 0.269 and 0.731")]
    [InlineData("LogSoftmax", 2, "between -1.313 and -0.313")]
    public void A_softmax_of_bounded_values_is_bounded(string kind, int size, string expected) =>
        Assert.Equal(expected, Layer(kind, size).Range(new ValueRange(0, 1)).ToString());

    [Fact]
    public void A_softmax_of_any_values_gives_any_probability()
    {
        Assert.Equal("between 0 and 1", Layer("Softmax", 3).Range(ValueRange.All).ToString());
        Assert.Equal("at most 0", Layer("LogSoftmax", 3).Range(ValueRange.All).ToString());
    }

    [Fact]
    public void Every_activation_has_a_range_that_is_a_number() => Assert.All(Activation.Kinds, kind =>
    {
        var range = Layer(kind, 3).Range(ValueRange.All);
        Assert.True(range.Low < range.High, $"{kind}: {range}");
    });

    private static Layer Layer(string kind, int size)
    {
        var slope = new ArgumentDeclaration("slope", 0, 0.1, null, default);
        var declaration = new AttributeDeclaration(kind, new EquatableArray<ArgumentDeclaration>([slope]));
        return LayerCatalog.Infer(new LayerContext(declaration, 0, "layer", "0", new Arriving(~0, Shape.Flat(size), null), [], 0, new LayerContextTests()))!;
    }
}
