using System.Reflection;

namespace NNGen.Generator.Tests;

/// <summary>Properties that only an emitted network shows.</summary>
public sealed class EmittedNetworkTests
{
    private delegate void Predict(ReadOnlySpan<float> input, Span<float> output);

    [Fact]
    public void A_network_of_a_linear_activation_returns_its_input()
    {
        var type = Generated.From("/// <summary>A network.</summary>\n[Network, Input(5), Linear] public partial class Net;").Load("Net");
        var method = type.GetMethods().Single(method => method.Name == "Predict" && method.ReturnType == typeof(void));
        var predict = method.CreateDelegate<Predict>(Activator.CreateInstance(type, 0));
        float[] input = [1, -2, 3, -4, 5];
        float[] output = new float[5];

        predict(input, output);

        Assert.Equal(input, output);
    }

    [Fact]
    public void A_keyword_as_a_name_is_shown_without_its_sign()
    {
        var type = Generated.From("/// <summary>A network.</summary>\n[Network, Input(5), Dense(1)] public partial class @class;").Load("class");

        string summary = (string)type.GetField("Summary")!.GetRawConstantValue()!;
        Assert.StartsWith("Model: \"class\"\n", summary);
        var description = (NetworkDescription)type.GetProperty("Description", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;
        Assert.Equal("class", description.Name);
    }
}
