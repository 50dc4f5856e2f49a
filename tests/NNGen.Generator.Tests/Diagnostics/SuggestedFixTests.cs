using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>The data for code fixes: the correct number, the correct word, the edit, and the other attribute that it needs.</summary>
public sealed class SuggestedFixTests
{
    [Theory]
    [InlineData("Input(4), Dense(8), ReLU, Dense(3, Inputs = 16)", "NNG1002", "Expected=8", null)]
    [InlineData("Input(4), Dense(8, Name = \"a\"), ReLU, Dense(3, Name = \"a\")", "NNG0010", "Suggestion=a2", null)]
    [InlineData("Input(4), Dense(8, Name = \"a b\")", "NNG0013", "Suggestion=a_b", null)]
    [InlineData("Input(4), Dens(8)", "NNG0016", "Suggestion=Dense", null)]
    [InlineData("Input(4), Dense(8, use_bias = false)", "NNG0017", "Suggestion=Bias = ", null)]
    [InlineData("Input(8, 8, 2), Conv2D(4, 3, padding = \"same\")", "NNG0017", "Suggestion=Padding = Padding.Same", null)]
    [InlineData("Input(8, 8, 2), Conv2D(4, 3, padding = 1)", "NNG0017", "Suggestion=Pad = 1", null)]
    [InlineData("Input(8, 8, 2), Conv2D(4, 3, Padding = 1)", "NNG0017", "Suggestion=Pad = 1", null)]
    [InlineData("Input(4), Dense(unit: 8)", "NNG0017", "Suggestion=units: ", null)]
    [InlineData("Input(4), Dense(8, activation = 1)", "NNG0017", "", null)]
    [InlineData("Input(8), Dense(8), Tanh, As(\"skip1\"), Dense(8), Add(\"skp1\"), Dense(3)", "NNG1010", "Suggestion=skip1", null)]
    [InlineData("Input(8), Dense(8), Tanh, As(\"skip1\"), Dense(8), Add(\"other\"), Dense(3)", "NNG1010", "", null)]
    [InlineData("Input(8), Dense(8, Name = \"first\"), Tanh, Dense(8, Shared = \"frst\")", "NNG1010", "Suggestion=first", null)]
    [InlineData("Input(8), Residual, Dense(8), Tanh, Dense(3)", "NNG1012", "Action=Insert, Suggestion=EndResidual", "Tanh")]
    [InlineData("Input(8), Residual, Dense(4), Tanh, Shortcut, Dense(4), Dense(3)", "NNG1012", "Action=Insert, Suggestion=EndResidual", "Dense(4)")]
    [InlineData("Input(8), Residual, Dense(4), Tanh, Dense(3)", "NNG1012", "", null)]
    [InlineData("Input(8), Dense(8), Tanh, EndResidual, Dense(3)", "NNG1012", "Action=Remove", null)]
    [InlineData("Input(8), Dense(8), Tanh, As(\"a\"), Dense(3)", "NNG1014", "Action=Remove", null)]
    [InlineData("Input(4), Dense(8), Huber, MeanSquaredError", "NNG2001", "Action=Remove", null)]
    [InlineData("Input(4), Dense(1), BinaryCrossEntropy", "NNG2003", "Action=Insert, Suggestion=Sigmoid", "Dense(1)")]
    [InlineData("Input(4), Dense(1), ReLU, BinaryCrossEntropy", "NNG2003", "Action=Replace, Suggestion=Sigmoid", "ReLU")]
    [InlineData("Input(4), Dense(1), Sigmoid, Linear, BinaryCrossEntropy", "NNG2003", "Action=Remove", "Linear")]
    [InlineData("Input(4), Dense(3), CrossEntropy", "NNG2004", "Action=Insert, Suggestion=Softmax", "Dense(3)")]
    [InlineData("Input(4), Dense(3), Linear, CrossEntropy", "NNG2004", "Action=Replace, Suggestion=Softmax", "Linear")]
    [InlineData("Input(4), Dense(3), Sigmoid, CrossEntropy", "NNG2004", "Action=Replace, Suggestion=Softmax", "Sigmoid")]
    [InlineData("Input(4), Dense(3), Softmax, CrossEntropy(FromLogits = true)", "NNG2006", "Action=Remove", "Softmax")]
    [InlineData("Input(4), Dense(8), Dense(3)", "NNG2007", "Action=Insert, Suggestion=ReLU", "Dense(8)")]
    [InlineData("Input(4), Dense(3), Softmax, ReLU", "NNG2008", "Action=Remove", null)]
    [InlineData("Input(4), Dense(3), Sigmoid, ReLU", "NNG2009", "Action=Remove", null)]
    [InlineData("Input(4), Dense(3), ReLU, Sigmoid", "NNG2010", "Action=Remove", null)]
    [InlineData("Input(4), Dense(3), ReLU, MeanSquaredError", "NNG2011", "Action=Remove", null)]
    [InlineData("Input(4), Dense(3), Softmax, BinaryCrossEntropy", "NNG2013", "Action=Replace, Suggestion=CrossEntropy", null)]
    [InlineData("Input(4), Softmax, CrossEntropy", "NNG2014", "Action=Remove", null)]
    [InlineData("Input(4), Dense(3), GaussianNoise(0.1), MeanSquaredError", "NNG2015", "Action=Remove", null)]
    public void A_fix_gets_the_data_that_it_needs(string attributes, string id, string properties, string? other)
    {
        var diagnostic = Assert.Single(EditorConfig.Analyze($"[Network, {attributes}] partial class Net;"));

        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(properties, string.Join(", ", diagnostic.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Equal(other, diagnostic.AdditionalLocations.Select(EditorConfig.Text).SingleOrDefault());
    }

    [Fact]
    public void Values_are_those_that_fixes_look_for()
    {
        Assert.Equal(["Action", "Expected", "Insert", "Remove", "Replace", "Suggestion"], typeof(FixProperties).GetFields().Select(field => (string)field.GetValue(null)!).Order());
    }
}
