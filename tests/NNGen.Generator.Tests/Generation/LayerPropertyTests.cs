namespace NNGen.Generator.Tests;

/// <summary>The properties with the parameters of layers, for layers of any name.</summary>
public sealed class LayerPropertyTests
{
    [Theory]
    [InlineData("Dense(2), ReLU, Dense(3)", "Dense1 Dense2")]
    [InlineData("Dense(2, Name = \"fc_1\"), ReLU, Dense(3, Name = \"fc-1\"), ReLU, Dense(4, Name = \"Fc1\")", "Fc1 Fc1Layer Fc1Layer2")]
    [InlineData("Dense(2, Name = \"summary\"), ReLU, Dense(3, Name = \"load\")", "SummaryLayer LoadLayer")]
    [InlineData("Dense(2, Name = \"net\"), ReLU, Dense(3, Name = \"toString\")", "NetLayer ToStringLayer")]
    [InlineData("Dense(2, Name = \"dense2\"), ReLU, Dense(3)", "Dense2 Dense1")]
    public void Each_layer_with_parameters_is_a_property_with_a_unique_name(string layers, string properties)
    {
        var generated = Generated.From($"[Network, Input(4), {layers}] public partial class Net;");

        generated.CompilesSilently();
        Assert.All(properties.Split(' '), property => Assert.Matches($@"public global::NNGen\.LayerParameters<float> {property} => new\(Parameters, \d+\);", generated.Files["Net.g.cs"]));
    }

    [Fact]
    public void A_member_of_the_user_with_the_name_of_a_layer_is_rejected()
    {
        var finding = Assert.Single(Compile.Analyze("[Network, Input(4), Dense(3)] partial class Net { int Dense1 => 1; int Dense2 => 2; }"));

        Assert.Equal(new Finding("NNG0011", "Dense1", "'Dense1' is also a member of the generated part of 'Net' (rename yours)"), finding);
    }

    [Fact]
    public void A_stub_has_the_properties_too() => Assert.Contains(
        "public global::NNGen.LayerWeight<double> Dense1 => throw __Refused;",
        Generated.From("[Network(Precision = Precision.Double), Input(4), Dense(0, Bias = false)] public partial class Net;").Files["Net.g.cs"]);
}
