using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Tests;

/// <summary>A layer that does not exist yet reports its mistakes through the context that every layer gets.</summary>
public sealed class LayerContextTests : IProblems
{
    private readonly List<string> problems = [];

    [Fact]
    public void A_shape_that_does_not_fit_is_reported_with_its_origin()
    {
        Assert.True(Context(Shape.Of([28, 28, 1])).RequireShape(true, "an image", "declare one"));
        Assert.False(Context(Shape.Flat(784)).RequireShape(false, "[height, width, channels]", "declare [Input(28, 28, 1)]"));

        Assert.Equal(["3 : NNG1001 Conv2D 'conv' takes [height, width, channels], but Input gives [784] (declare [Input(28, 28, 1)])"], problems);
    }

    [Fact]
    public void Stated_inputs_are_compared()
    {
        Context(Shape.Flat(9), ("Inputs", 9)).RequireInputs(9);
        Context(Shape.Flat(9), ("Inputs", 0)).RequireInputs(9);
        Context(Shape.Flat(9)).RequireInputs(9);
        Assert.Empty(problems);

        Context(Shape.Flat(9), ("Inputs", 8)).RequireInputs(9);

        Assert.Equal(["3 Inputs: NNG1002 Conv2D 'conv' states Inputs = 8, but Input gives 9 (write Inputs = 9, or change Input) Expected=9"], problems);
    }

    [Fact]
    public void Parameters_beyond_the_limit_are_rejected()
    {
        Assert.True(Context(Shape.Flat(9)).RequireParameters(Limits.Parameters, "filters"));
        Assert.False(Context(Shape.Flat(9)).RequireParameters((long)Limits.Parameters + 1, "filters"));

        Assert.Equal(["3 filters: NNG0014 Conv2D 'conv' has 536870912 parameters, but one array holds at most 536870911 (make it smaller)"], problems);
    }

    void IProblems.Report(DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details)
    {
        string fix = suggestion is null ? "" : string.Concat(suggestion.Properties.Select(pair => $" {pair.Key}={pair.Value}"));
        problems.Add($"{attribute} {argument}: {rule.Id} {string.Format(System.Globalization.CultureInfo.InvariantCulture, rule.MessageFormat.ToString(), details)}{fix}");
    }

    private LayerContext Context(Shape input, params (string Name, long Value)[] arguments)
    {
        var declaration = new AttributeDeclaration(
            "Conv2D", arguments.Select(argument => new ArgumentDeclaration(argument.Name, argument.Value, argument.Value, null, default)).ToEquatableArray());
        return new LayerContext(declaration, 3, "conv", "conv", new Arriving(~0, input, null), [], 0, this);
    }
}
