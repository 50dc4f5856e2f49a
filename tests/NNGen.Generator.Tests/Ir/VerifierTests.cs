using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Tests;

/// <summary>An invalid program is rejected, with the reason.</summary>
public sealed class VerifierTests
{
    private static readonly Axis s = Axis.Samples, i = new("i", 4), o = new("o", 5);
    private static readonly Tensor x = new("x", new EquatableArray<Axis>([s, i])), y = new("y", new EquatableArray<Axis>([s, o]));

    [Fact]
    public void A_tensor_is_defined_before_it_is_used() => Refuses(
        "y[samples, o] is computed from z[samples, o], which is not defined yet", new Elementwise(y, new Operand(0), new([new Tensor("z", new([s, o]))])));

    [Fact]
    public void A_tensor_is_defined_once() => Refuses("x[samples, i] is defined twice", new Elementwise(x, new Operand(0), new([x])));

    [Fact]
    public void A_formula_has_all_axes_of_its_operands() => Refuses("y[samples, o] does not have all axes of its operand x[samples, i]", new Elementwise(y, new Operand(0), new([x])));

    [Fact]
    public void Each_operand_of_a_formula_exists() =>
        Refuses("w[samples, i] has no operand 1", new Elementwise(new Tensor("w", x.Axes), new Operand(0) + new Operand(1), new([x])));

    [Fact]
    public void Each_axis_of_a_contraction_is_an_axis_of_an_operand() => Refuses("y[samples, o] has an axis that neither x[samples, i] nor x[samples, i] has", new Contract(y, x, x));

    [Fact]
    public void Each_axis_of_a_reduction_is_an_axis_of_its_operand() => Refuses("y[samples, o] has an axis that x[samples, i] does not have", new Reduce(y, Reduction.Sum, x));

    [Fact]
    public void A_view_maps_every_axis_of_its_source() => Refuses("y[samples, o] maps 1 of the axes of x[samples, i]", new View(y, x, new([AffineIndex.Of(s)])));

    [Fact]
    public void A_valid_program_passes() => Verifier.Check([new Reduce(new Tensor("sum", new([i])), Reduction.Sum, x)], [x]);

    private static void Refuses(string problem, Operation operation)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Verifier.Check([operation], [x]));
        Assert.Equal($"NNGen compiled an invalid program: {problem}.", exception.Message);
    }
}
